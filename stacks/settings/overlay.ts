import { keysText } from "../../settings/faults/fault";
import { namespace } from "../../settings/stage/namespace";
import { readStageFile } from "./file";
import { type Path, valueAt } from "../../settings/fields/field";
import { holdsPlaceholder, isPlaceholder } from "../../settings/fields/placeholder";
import { type ConfigValue, isMapping, listedSystems, type SettingsSource, valueOf } from "./source";
import { isSystem, type StackName, stackNamed, systems } from "./systems";
import { readStandIns, type StandIn, standInsFile } from "./stand-ins";
import { inDomain } from "../../settings/files/translation";

/** The value replaced by a stand-in. */
export interface Replacement {
  /** The key, as in the stage file: `aws.accountId`. */
  readonly key: string;
  /** The replaced value: a placeholder, none, or a chosen value. */
  readonly instead: "placeholder" | "missing" | "value";
  /** The stand-in; redacted for a secret. */
  readonly value: string;
}

/** A stage's configuration with stand-ins applied. */
export interface Overlaid {
  readonly source: SettingsSource;
  /** The replaced values, in the order of the stand-ins, for the rehearsal's report. */
  readonly replaced: readonly Replacement[];
}

/** Secrets have keys with a dot: `ahava-healthcare.SMTP_USER`. */
function isSecretKey(keys: readonly string[]): boolean {
  return keys.length === 1 && (keys[0] ?? "").includes(".");
}

/**
 * Applies stand-ins to a stage's configuration. Every stand-in applies, even if the file has a real value, so that a
 * rehearsal never uses a real account or a real key. Where the domain of a system is replaced, every value of that
 * system that contains the domain follows. The given source is unchanged.
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

/** Whether a key, as text, is one of others or below one. */
function isBelow(key: string, others: readonly string[]): boolean {
  return others.some((other) => key === other || key.startsWith(`${other}.`) || key.startsWith(`${other}[`));
}

/** Changes the values of a system that contain the replaced domain; returns the changes. */
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

/** Without origins that cannot be compared with the domain yet, because it is a placeholder. */
function withoutUndecided(section: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { corsOrigins, ...others } = section;
  return isPlaceholder(section.domain) && !holdsPlaceholder(corsOrigins) ? others : section;
}

function treeOf(entry: ConfigValue | undefined): unknown {
  return entry === undefined ? undefined : valueOf(entry.value);
}

/** The configured value at a path of a stage file; `undefined` if there is none. */
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
 * The applicable stand-ins of a stage: those of its systems, for its secrets and for the values in its file.
 * None is added for a value that the file omits: an optional setting stays omitted, and a required one is reported.
 */
function fitting(source: SettingsSource, standIns: readonly StandIn[]): StandIn[] {
  const listed: readonly string[] = listedSystems(source.values);
  return standIns.filter(({ keys }) => {
    const [system] = (keys[0] ?? "").split(".", 1);
    if (isSystem(system) && !listed.includes(system)) return false;
    return isSecretKey(keys) || givenAt(source.values, keys) !== undefined;
  });
}

/** Whether a stand-in replaces a value that can be checked: neither a placeholder nor encrypted. */
function coversChoice(source: SettingsSource, { keys }: StandIn): boolean {
  const encrypted = isSecretKey(keys) && source.values[`${namespace}${keys[0] ?? ""}`]?.secret === true;
  return !encrypted && kindOf(givenAt(source.values, keys)) === "value";
}

/**
 * The configuration of a rehearsal: the checked-in file with the stand-ins applied. Pass
 * `source` to `parseSettings` to check it before an engine starts, and `source.values` to the engine. In
 * `source.chosen` stand-ins replace only placeholders and encrypted values, so that a real value that a stand-in
 * covers is checked as well: a rehearsal must not accept a file that the stage itself would refuse.
 * @param directory the folder of the stage files and `rehearsal/`.
 * @throws SettingsError if a file cannot be read.
 */
export function rehearsalSource(stack: StackName, directory: string, file: string = standInsFile): Overlaid {
  const source = readStageFile(stack, directory);
  const standIns = fitting(source, readStandIns(stackNamed(stack).stage, directory, file));
  const needed = standIns.filter((standIn) => !coversChoice(source, standIn));
  const overlaid = overlay(source, standIns);
  return { ...overlaid, source: { ...overlaid.source, chosen: overlay(source, needed).source } };
}
