import * as fs from "node:fs";
import { namespace } from "../../settings/stage/namespace";
import * as path from "node:path";
import { isMap, isScalar, type Pair, type ParsedNode } from "yaml";
import { type Path, valueAt } from "../../settings/fields/field";
import { isPlaceholder } from "../../settings/fields/placeholder";
import { SettingsError } from "../../settings/faults/settings-error";
import { type ConfigValue, isMapping, type OtherStack, type SettingsSource } from "./source";
import { declarations, stackNamed, stackNames, type System, systems } from "./systems";
import { plainContent, readYaml, type YamlFile } from "../../settings/files/yaml-file";

/** The name of a stack's file, as Pulumi finds it. */
export function stackFileName(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

/**
 * The configuration in a stage's file, read without an engine: the input of `parseSettings` after stand-ins are
 * applied. Encrypted secrets stay encrypted; only the engine can read them.
 * @throws SettingsError when the file cannot be read as the configuration of a stage.
 */
export function readStageFile(stack: string, directory: string): SettingsSource {
  requireFile(stack, directory);
  const yaml = readYaml(directory, stackFileName(stack));
  return {
    stage: stack,
    file: yaml.file,
    values: Object.fromEntries(entriesOf(yaml).map(({ key, value }) => [key, configValue(value)])),
    otherStacks: otherStacksOf(stack, directory),
    lineOf: linesIn(yaml),
  };
}

/** The file of a one-system stack is optional. */
function requireFile(stack: string, directory: string): void {
  const file = stackFileName(stack);
  if (!stackNames.some((name) => name === stack && stackNamed(name).system !== undefined)) return;
  if (fs.existsSync(path.join(directory, file))) return;
  throw new SettingsError(
    [
      `The stack ${stack} has no settings yet: ${file} does not exist.`,
      "",
      `    fix      npm run stack -- ${stack}, which creates it from the file of its stage (docs/deploy.md, "One system alone")`,
    ].join("\n"),
  );
}

/** Finds the lines of a stage file's keys. */
export function linesOf(stack: string, directory: string): SettingsSource["lineOf"] {
  try {
    return linesIn(readYaml(directory, stackFileName(stack)));
  } catch {
    // Pulumi has read the file already; lines are a courtesy.
    return undefined;
  }
}

/** The facts of all other stacks from their files; an unreadable file is reported when it is read itself. */
export function otherStacksOf(stack: string, directory: string): OtherStack[] {
  const own = inFileOf(stack, directory)?.systems ?? [];
  return stackNames
    .filter((other) => other !== stack)
    .flatMap((other) => {
      const found = inFileOf(other, directory);
      return found === undefined ? [] : [{ ...found, systems: found.systems.filter((system) => own.includes(system)) }];
    });
}

function inFileOf(stack: string, directory: string) {
  const file = stackFileName(stack);
  try {
    const entries = entriesOf(readYaml(directory, file));
    const at = (name: string, path: Path): unknown =>
      valueAt(entries.find(({ key }) => key === `${namespace}${name}`)?.value, path);
    const chosen = (name: string, path: Path): string[] => {
      const value = at(name, path);
      return typeof value === "string" && !isPlaceholder(value) ? [value] : [];
    };
    const cidr = at("network", ["cidr"]);
    if (typeof cidr !== "string") return undefined;
    const [accountId] = chosen("aws", ["accountId"]);
    const listed = at("systems", []);
    const isListed = (system: System) => !Array.isArray(listed) || listed.includes(system);
    return {
      file,
      cidr,
      stage: stackNamed(stack).stage,
      ...(accountId !== undefined && { accountId }),
      domains: systems.flatMap((system) => chosen(system, ["domain"])),
      systems: systems.filter((system) => isListed(system) && chosen(system, ["domain"]).length > 0),
      names: declarations.flatMap(({ name, givenNames = [] }) => givenNames.flatMap((path) => chosen(name, path))),
    };
  } catch {
    return undefined;
  }
}

/** The entries below `config:`. A key without a namespace belongs to the project, as Pulumi has it. */
function entriesOf(yaml: YamlFile): { key: string; value: unknown }[] {
  const content = plainContent(yaml);
  if (content === null || content === undefined) {
    throw new SettingsError(
      `${yaml.file} is empty.\n\n    fix      restore the file from version control; each stage has one`,
    );
  }
  const config = isMapping(content) ? (content.config ?? {}) : content;
  if (!isMapping(config)) {
    throw new SettingsError(
      `${yaml.file} has no mapping under "config:".\n\n    fix      write the settings as "care-platform:<key>: <value>" under "config:"`,
    );
  }
  return Object.entries(config).map(([key, value]) => ({ key: fullKey(key), value }));
}

function fullKey(key: string): string {
  return key.includes(":") ? key : `${namespace}${key}`;
}

/** A value in the form in which Pulumi passes it to the program: text unchanged, everything else as JSON. */
function configValue(value: unknown): ConfigValue {
  if (typeof value === "string") return { value, secret: false };
  if (value === null || value === undefined) return { value: "", secret: false };
  // JSON cannot represent infinite numbers, and would write null.
  const json = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "number" && !Number.isFinite(inner) ? "a number that is too large" : inner,
  );
  return { value: isEncrypted(value) ? value.secure : json, secret: json.includes('{"secure":') };
}

/** The form of an encrypted value in the file. */
function isEncrypted(value: unknown): value is { readonly secure: string } {
  return isMapping(value) && typeof value.secure === "string";
}

function linesIn({ document, lines }: YamlFile): (keys: Path) => number | undefined {
  return (keys) => {
    const config = document.get("config");
    let line: number | undefined;
    let node: unknown = config;
    for (const [depth, key] of keys.entries()) {
      if (isMap(node)) {
        const pair = node.items.find(
          (item) =>
            isScalar(item.key) &&
            (depth === 0 ? fullKey(String(item.key.value)) === `${namespace}${key}` : item.key.value === key),
        ) as Pair<ParsedNode, ParsedNode | null> | undefined;
        if (pair === undefined) return line;
        line = lines.linePos(pair.key.range[0]).line;
        node = pair.value;
      } else return line;
    }
    return line;
  };
}
