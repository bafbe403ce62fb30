import { isObject } from "../selectors/json-text";
import type { StackResource } from "../stack-view";
import { isUnknown, UnknownValueError } from "../unknown-value";
import { mayBeSecret, predictedValue } from "./predicted-value";
import type { Source } from "./predicted-value";
import { holdsUnknown } from "./raw-value";

/** The component that states how documents and stack outputs are composed, and the key that marks a value of a program. */
export const documentsType = "care-platform:stage:StageDocuments";
const statedKey = "care-platform:stated";

/** How unknown values are resolved. */
export interface Resolution {
  readonly find: (urn: string) => StackResource | undefined;
  /** Whether a value that may be a secret stays unknown. */
  readonly keepSecrets: boolean;
}

/**
 * A stated value, as plain data: known parts unchanged, and the rest in its expected form. Throws
 * `UnknownValueError` where that form is not known.
 */
export function resolved(stated: unknown, resolution: Resolution): unknown {
  if (Array.isArray(stated)) return stated.map((element) => resolved(element, resolution));
  if (!isObject(stated)) return stated;
  if (!(statedKey in stated))
    return Object.fromEntries(Object.entries(stated).map(([key, value]) => [key, resolved(value, resolution)]));
  const { [statedKey]: kind, value, of, parts, from } = stated;
  if (value !== undefined && !holdsUnknown(value)) return value;
  if (kind === "json") return JSON.stringify(resolved(of, resolution));
  if (kind === "text")
    return [parts]
      .flat()
      .map((part) => String(resolved(part, resolution)))
      .join("");
  if (kind === "value") return resolved(of, resolution);
  return predicted(value, [from].flat(), resolution);
}

function predicted(value: unknown, from: readonly unknown[], { find, keepSecrets }: Resolution): unknown {
  const sources = from.flatMap((source): Source[] => {
    if (!isObject(source) || typeof source.urn !== "string") return [];
    const resource = find(source.urn);
    const property = typeof source.property === "string" ? source.property : undefined;
    return resource === undefined ? [] : [{ resource, property }];
  });
  return predictedFrom(sources, { value, keepSecrets });
}

/** The form of a value that was made from these; throws `UnknownValueError` where none is known. */
export function predictedFrom(
  sources: readonly Source[],
  { value, keepSecrets }: { readonly value: unknown; readonly keepSecrets: boolean },
): unknown {
  const unknown = new UnknownValueError(isUnknown(value) ? value : undefined, []);
  if (keepSecrets && sources.some(mayBeSecret)) throw unknown;
  for (const source of sources) {
    const found = predictedValue(source);
    if (found !== undefined) return found;
  }
  throw unknown;
}
