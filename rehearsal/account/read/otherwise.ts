import { difference } from "../difference";
import type { AnyResourceType, WireObject, WireValue } from "../resource-type";
import { containsSecret, withoutEnvelopes } from "../wire";

/** A value that was read otherwise than it was given, and that the next deployment would change back. */
export interface ReadOtherwise {
  readonly urn: string;
  readonly property: string;
  /** Whether the resource is replaced for it. */
  readonly replaces: boolean;
  readonly stated: WireValue;
  readonly read: WireValue;
  /** Where in the provider it is decided; absent where nothing is known of the property. */
  readonly source?: string;
}

/** What of a resource is read otherwise than it was stated; nothing of an import, for which nothing was stated. */
export function readOtherwise(
  description: AnyResourceType,
  urn: string,
  { read, stated }: { readonly read: WireObject; readonly stated: WireObject },
): readonly ReadOtherwise[] {
  if (Object.keys(stated).length === 0) return [];
  return difference(description, read, stated, []).changes.map(({ property, replaces }) => {
    const source = sourceOf(description, property);
    return {
      urn,
      property,
      replaces,
      stated: stated[property],
      read: read[property],
      ...(source !== undefined && { source }),
    };
  });
}

/** As a person reads it; a secret is not shown. */
export function readInWords({ urn, property, replaces, stated, read, source }: ReadOtherwise): string {
  const [, , type = "", name = ""] = urn.split("::");
  return [
    `${name} (${type.split("$").at(-1) ?? ""}), ${property}${replaces ? ", which replaces it" : ""}`,
    `  stated: ${shown(stated)}`,
    `  read:   ${shown(read)}`,
    `  source: ${source ?? "none: changed past the program"}`,
  ].join("\n");
}

function sourceOf({ read }: AnyResourceType, property: string): string | undefined {
  const [, rule] = Object.entries(read?.properties ?? {}).find(([path]) => path.split(/[.[]/)[0] === property) ?? [];
  return rule && read && (rule.source ?? `internal/service/${read.source}`);
}

function shown(value: WireValue): string {
  if (value === undefined) return "nothing";
  const text = containsSecret(value) ? "a secret" : JSON.stringify(withoutEnvelopes(value));
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
