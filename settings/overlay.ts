import { keysText } from "./fault";
import { readStageFile, readYaml } from "./file";
import { isPlaceholder } from "./placeholder";
import { SettingsError } from "./settings-error";
import { type ConfigValue, isMapping, listedSystems, namespace, type SettingsSource } from "./source";
import { isSystem, type Stage } from "./stage";

/** A value for a rehearsal, recognisably false. */
export interface StandIn {
  /** Where it goes: the keys of the stage file from `care-platform:` down. */
  readonly keys: readonly string[];
  /** The value; a list replaces the whole list. */
  readonly value: unknown;
}

/** What a stand-in took the place of. */
export interface Replacement {
  /** The key, as in the stage file: `aws.accountId`. */
  readonly key: string;
  /** What stood there: a placeholder, nothing, or a value that somebody chose. */
  readonly instead: "placeholder" | "missing" | "value";
  /** The stand-in; for a secret only that it is one. */
  readonly value: string;
}

/** A stage's configuration with stand-ins laid over it. */
export interface Overlaid {
  readonly source: SettingsSource;
  /** What was replaced, in the order of the stand-ins, so that a rehearsal can say so. */
  readonly replaced: readonly Replacement[];
}

/** Secrets have keys with a dot: `ahava-healthcare.SMTP_USER`. */
function isSecretKey(keys: readonly string[]): boolean {
  return keys.length === 1 && (keys[0] ?? "").includes(".");
}

/**
 * Lays stand-ins over a stage's configuration. Every stand-in counts, also where the file has a real value, so that a
 * rehearsal never carries a real account or a real key. The source given is left as it was.
 */
export function overlay(source: SettingsSource, standIns: readonly StandIn[]): Overlaid {
  const values: Record<string, ConfigValue> = { ...source.values };
  const replaced = standIns.map(({ keys, value }): Replacement => {
    const [root = "", ...inner] = keys;
    const key = `${namespace}${root}`;
    const secret = isSecretKey(keys);
    const tree = treeOf(values[key]);
    const before = inner.reduce<unknown>((node, step) => (isMapping(node) ? node[step] : undefined), tree);
    const after = put(tree, inner, value);
    values[key] = { value: typeof after === "string" ? after : JSON.stringify(after), secret };
    return {
      key: keysText(keys),
      instead: kindOf(before),
      value: secret ? "a secret, not shown" : JSON.stringify(value),
    };
  });
  return { source: { ...source, values }, replaced };
}

function treeOf(entry: ConfigValue | undefined): unknown {
  if (entry === undefined) return undefined;
  try {
    return /^\s*[[{]/.test(entry.value) ? (JSON.parse(entry.value) as unknown) : entry.value;
  } catch {
    return entry.value;
  }
}

function put(tree: unknown, keys: readonly string[], value: unknown): unknown {
  const [first, ...rest] = keys;
  if (first === undefined) return value;
  const mapping = isMapping(tree) ? tree : {};
  return { ...mapping, [first]: put(mapping[first], rest, value) };
}

function kindOf(before: unknown): Replacement["instead"] {
  if (before === undefined || before === "") return "missing";
  return holdsPlaceholder(before) ? "placeholder" : "value";
}

function holdsPlaceholder(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(holdsPlaceholder);
  return isPlaceholder(value);
}

/**
 * The stand-ins of a stage from their file: the values below `common:`, then those below the stage's own name.
 * @throws SettingsError when the file cannot be read, or has another key at its top.
 */
export function readStandIns(stage: Stage, directory: string, file: string): StandIn[] {
  const { document } = readYaml(directory, file);
  const groups = (document.toJS() ?? {}) as Readonly<Record<string, unknown>>;
  const known = ["common", "development", "staging", "production"];
  const unknown = Object.keys(groups).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    throw new SettingsError(
      [
        `${file} has an unknown key at its top.`,
        "",
        `    given    ${unknown.join(", ")}`,
        `    allowed  ${known.join(", ")}`,
        "    fix      put the stand-in below one of these",
      ].join("\n"),
    );
  }
  const byKey = [...leaves(groups.common), ...leaves(groups[stage])].map(
    (standIn) => [standIn.keys.join("."), standIn] as const,
  );
  return [...new Map(byKey).values()];
}

function leaves(value: unknown, keys: readonly string[] = []): StandIn[] {
  if (isMapping(value)) return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...keys, key]));
  return keys.length === 0 ? [] : [{ keys, value }];
}

/** Without the stand-ins of systems that the stage does not run. */
function ofListedSystems(source: SettingsSource, standIns: readonly StandIn[]): StandIn[] {
  const listed: readonly string[] = listedSystems(source.values);
  return standIns.filter(({ keys: [root = ""] }) => {
    const [system] = root.split(".", 1);
    return !isSystem(system) || listed.includes(system);
  });
}

/** Where the project keeps its stand-ins. */
export const standInsFile = "rehearsal/stand-ins.yaml";

/**
 * The configuration a rehearsal of a stage starts from: the checked-in file with the stand-ins over it. Hand
 * `source` to `parseSettings` to have it refused before an engine starts, and `source.values` to the engine. Stand-ins of
 * systems that the stage does not run are left out.
 * @param directory where the stage files and `rehearsal/` lie.
 * @throws SettingsError when a file cannot be read.
 */
export function rehearsalSource(stage: Stage, directory: string, file: string = standInsFile): Overlaid {
  const source = readStageFile(stage, directory);
  return overlay(source, ofListedSystems(source, readStandIns(stage, directory, file)));
}
