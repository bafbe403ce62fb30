import { keysText } from "../../settings/faults/fault";
import { namespace } from "../../settings/stage/namespace";
import { readStageFile } from "./file";
import { type Path, valueAt } from "../../settings/fields/field";
import { holdsPlaceholder, isPlaceholder } from "../../settings/fields/placeholder";
import { type ConfigValue, isMapping, listedSystems, type SettingsSource, valueOf } from "./source";
import { isSystem, type StackName, stackNamed, systems } from "./systems";
import { readStandIns, type StandIn, standInsFile } from "./stand-ins";
import { inDomain } from "../../settings/files/translation";

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
 * rehearsal never carries a real account or a real key. Where the domain of a system is replaced, every value of that
 * system that contains the domain follows. The source given is left as it was.
 */
export function overlay(source: SettingsSource, standIns: readonly StandIn[]): Overlaid {
  const values: Record<string, ConfigValue> = { ...source.values };
  const followed = systems.flatMap((system) => followDomain(values, system, standIns));
  const replaced = standIns.map(({ keys, value }): Replacement => {
    const [root = "", ...inner] = keys;
    const key = `${namespace}${root}`;
    const secret = isSecretKey(keys);
    const before = givenAt(source.values, keys);
    const after = put(treeOf(values[key]), inner, value);
    values[key] = { value: typeof after === "string" ? after : JSON.stringify(after), secret };
    return {
      key: keysText(keys),
      instead: kindOf(before),
      value: secret ? "a secret, not shown" : JSON.stringify(value),
    };
  });
  const keys = replaced.map(({ key }) => key);
  return {
    source: { ...source, values },
    replaced: [...replaced, ...followed.filter(({ key }) => !isBelow(key, keys))],
  };
}

/** Whether a key, as text, is one of others or stands below one. */
function isBelow(key: string, others: readonly string[]): boolean {
  return others.some((other) => key === other || key.startsWith(`${other}.`) || key.startsWith(`${other}[`));
}

/** Changes the values of a system that contain the domain a stand-in replaces; returns what was changed. */
function followDomain(
  values: Record<string, ConfigValue>,
  system: string,
  standIns: readonly StandIn[],
): readonly Replacement[] {
  const domain = standIns.find(({ keys }) => keys.length === 2 && keys[0] === system && keys[1] === "domain")?.value;
  const section = treeOf(values[`${namespace}${system}`]);
  if (typeof domain !== "string" || !isMapping(section) || typeof section.domain !== "string") return [];
  const { value, changed } = inDomain(withoutUndecided(section), section.domain, domain, [system]);
  if (changed.length > 0) values[`${namespace}${system}`] = { value: JSON.stringify(value), secret: false };
  return changed.map(({ keys, after }) => ({ key: keysText(keys), instead: "value", value: JSON.stringify(after) }));
}

/** Without origins that cannot be compared with the domain yet: it is a placeholder, and none of them is made from it. */
function withoutUndecided(section: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { corsOrigins, ...others } = section;
  return isPlaceholder(section.domain) && !holdsPlaceholder(corsOrigins) ? others : section;
}

function treeOf(entry: ConfigValue | undefined): unknown {
  return entry === undefined ? undefined : valueOf(entry.value);
}

/** What the configuration has at the keys of a stage file; `undefined` where it has nothing. */
export function givenAt(values: SettingsSource["values"], [root = "", ...inner]: Path): unknown {
  return valueAt(treeOf(values[`${namespace}${root}`]), inner);
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

/**
 * The stand-ins that have a place in a stage: those of the systems it runs, for its secrets and for the values it has.
 * None is put where the file has nothing: a setting left out on purpose stays out, and one that is missing is told.
 */
function fitting(source: SettingsSource, standIns: readonly StandIn[]): StandIn[] {
  const listed: readonly string[] = listedSystems(source.values);
  return standIns.filter(({ keys }) => {
    const [system] = (keys[0] ?? "").split(".", 1);
    if (isSystem(system) && !listed.includes(system)) return false;
    return isSecretKey(keys) || givenAt(source.values, keys) !== undefined;
  });
}

/** Whether a stand-in takes the place of a value that can be checked: no placeholder, and not encrypted. */
function coversChoice(source: SettingsSource, { keys }: StandIn): boolean {
  const encrypted = isSecretKey(keys) && source.values[`${namespace}${keys[0] ?? ""}`]?.secret === true;
  return !encrypted && kindOf(givenAt(source.values, keys)) === "value";
}

/**
 * The configuration a rehearsal of a stack starts from: the checked-in file with the stand-ins over it. Hand
 * `source` to `parseSettings` to have it refused before an engine starts, and `source.values` to the engine. In
 * `source.chosen` stand-ins take the place of placeholders and encrypted values only, so that a real value that a stand-in
 * covers is checked as well: a rehearsal must not pass over a file that the stage itself would refuse.
 * @param directory where the stage files and `rehearsal/` lie.
 * @throws SettingsError when a file cannot be read.
 */
export function rehearsalSource(stack: StackName, directory: string, file: string = standInsFile): Overlaid {
  const source = readStageFile(stack, directory);
  const standIns = fitting(source, readStandIns(stackNamed(stack).stage, directory, file));
  const needed = standIns.filter((standIn) => !coversChoice(source, standIn));
  const overlaid = overlay(source, standIns);
  return { ...overlaid, source: { ...overlaid.source, chosen: overlay(source, needed).source } };
}
