import { type Fault, type Place, shown } from "../../settings/faults/fault";
import { parsedJson } from "../../settings/files/json-text";
import type { Path } from "../../settings/fields/field";
import { usualBackupTime } from "../../settings/sections/database-windows";
import { nearest } from "../../settings/fields/nearest";
import { namespace } from "../../settings/stage/namespace";
import { isTimeZone } from "../../settings/fields/time";
import { pastedAlong } from "../../settings/fields/pasted";
import { Secret } from "../../settings/fields/secret";
import { requiredVendorSecrets, vendorSecretNames } from "./environments";
import type { Stage } from "../../settings/stage/stage";
import { isSystem, sections, type Stack, type System, systems } from "./systems";

/** One configuration value from Pulumi: text unchanged, a list or mapping as JSON. */
export interface ConfigValue {
  readonly value: string;
  /** Whether it was set with `--secret`. */
  readonly secret: boolean;
}

/** The source of a stage's settings. */
export interface SettingsSource extends Place {
  /** The name of the stack. */
  readonly stage: string;
  /** Configuration values by full key: `care-platform:owner`, `aws:region`. */
  readonly values: Readonly<Record<string, ConfigValue>>;
  /** The networks and domains of the other stacks, which this one must not share. */
  readonly otherStacks?: readonly OtherStack[];
  /** If stand-ins cover chosen values: the source with these values, which must be valid as well. */
  readonly chosen?: SettingsSource;
}

/** Facts of another stack: of another stage, or with another system of this one. */
export interface OtherStack {
  /** The name of its file. */
  readonly file: string;
  /** Its network's address range; a malformed one is reported for that stack, and ignored here. */
  readonly cidr: string;
  /** The stage it is a stack of. */
  readonly stage?: Stage;
  /** Its account. @default not chosen yet */
  readonly accountId?: string;
  /** The systems that both stacks list, with chosen domains: one without a domain is a draft. @default none */
  readonly systems?: readonly System[];
  /** The domains of its systems, as far as they are chosen. @default none */
  readonly domains?: readonly string[];
  /** The custom names of its systems. @default none */
  readonly names?: readonly string[];
}

/** The keys of a stage file, and where each belongs in the schema. */
const rootKeys: Readonly<Record<string, string>> = {
  owner: "owner",
  aws: "aws",
  atlas: "atlas",
  timeZone: "timeZone",
  network: "network",
  alerts: "alerts",
  thresholds: "thresholds",
  runbookUrl: "runbookUrl",
  logs: "logs",
  backup: "backup",
  budget: "budget",
  dataProtection: "dataProtection",
  secrets: "secrets",
  deploy: "deploy",
  release: "release",
  rotation: "rotation",
  systems: "systems",
  acceptDataLoss: "acceptDataLoss",
  ...sections,
};

/** The keys of the providers' configuration that hold a secret, as the providers document them. */
const providerSecrets: readonly string[] = [
  "aws:secretKey",
  "aws:token",
  "mongodbatlas:clientSecret",
  "mongodbatlas:privateKey",
  "mongodbatlas:accessToken",
  "mongodbatlas:awsSecretAccessKey",
  "mongodbatlas:awsSessionToken",
];

/** The system and the name of a key that holds a vendor secret: `ahava-healthcare.SMTP_USER`. */
function vendorSecretOf(key: string): { readonly system: System; readonly name: string } | undefined {
  const [system, name = ""] = key.split(".", 2);
  return isSystem(system) && vendorSecretNames(system).includes(name) ? { system, name } : undefined;
}

/** The values of a source in the shape of the schema, and the faults of their form. */
export interface Assembled {
  readonly tree: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
  /** The keys that were set as secrets without need: nothing below them may be shown. */
  readonly needlesslySecret: readonly string[];
}

/**
 * The command that sets a vendor secret. It prompts for the value, so that it is not in the shell's history.
 * @param key with its system: `ahava-healthcare.SMTP_USER`.
 */
export function setSecretCommand(key: string, stack: string): string {
  return `pulumi config set --secret ${key} --stack ${stack}`;
}

/** Brings the configuration values of a source into the shape of the schema. */
export function assemble({ name: stack, stage }: Stack, values: SettingsSource["values"]): Assembled {
  const tree: Record<string, unknown> = { stack, stage };
  const listed = listedSystems(values);
  const vendorSecrets = new Map<System, Record<string, unknown>>(listed.map((system) => [system, {}]));
  const faults: Fault[] = [];
  const needlesslySecret: string[] = [];
  for (const [key, { value, secret }] of Object.entries(values)) {
    if (!key.startsWith(namespace)) {
      // A key file has several lines with a final line break.
      if (!secret && providerSecrets.includes(key)) faults.push(plainSecret(stack, key));
      const pasted = secret && !value.trim().includes("\n") ? pastedAlong(value) : undefined;
      if (pasted !== undefined) faults.push(spoiledSecret(stack, key, pasted));
      continue;
    }
    const name = key.slice(namespace.length);
    const property = Object.hasOwn(rootKeys, name) ? rootKeys[name] : undefined;
    const vendor = vendorSecretOf(name);
    const system = isSystem(name) ? name : vendor?.system;
    if (system !== undefined && !listed.includes(system)) {
      faults.push(notListed(stack, name, system, listed));
    } else if (vendor !== undefined) {
      Object.assign(vendorSecrets.get(vendor.system) ?? {}, { [vendor.name]: new Secret(value) });
      if (!secret) faults.push(plainSecret(stack, name));
    } else if (property === undefined) {
      const secretKeys = listed.flatMap((one) => vendorSecretNames(one).map((short) => `${one}.${short}`));
      faults.push(unknownKey(stack, [name], [...Object.keys(rootKeys), ...secretKeys]));
    } else {
      tree[property] = valueOf(value);
      if (secret) needlesslySecret.push(name);
    }
  }
  for (const [system, given] of vendorSecrets) {
    const missing = requiredVendorSecrets(system, stage).filter((name) => !Object.hasOwn(given, name));
    faults.push(...missing.map((name) => missingSecret(stack, `${system}.${name}`)));
    const section = tree[sections[system]];
    if (!isMapping(section)) continue;
    if (Object.hasOwn(section, "vendorSecrets")) faults.push(vendorSecretsInFile(stack, system));
    tree[sections[system]] = { ...section, vendorSecrets: given };
  }
  return { tree: withBackupTime(tree), faults, needlesslySecret };
}

/** With the hour of the nightly backup, whose default depends on the time zone. */
function withBackupTime(tree: Record<string, unknown>): Record<string, unknown> {
  const { backup = {}, timeZone } = tree;
  const isOpen = isMapping(backup) && !Object.hasOwn(backup, "databasesAt");
  if (!isOpen || typeof timeZone !== "string" || !isTimeZone(timeZone)) return tree;
  return { ...tree, backup: { ...backup, databasesAt: usualBackupTime(timeZone) } };
}

/**
 * The systems of which the stage has settings: those that `systems` lists. Where it lists something else as well, that
 * is the one fault to tell, and every section there is counts as meant.
 */
export function listedSystems(values: SettingsSource["values"]): readonly System[] {
  const listed = valueOf(values[`${namespace}systems`]?.value ?? "");
  if (Array.isArray(listed) && listed.length > 0 && listed.every(isSystem)) return [...new Set(listed)];
  return systems.filter((system) => Object.hasOwn(values, `${namespace}${system}`));
}

/** Pulumi passes lists and mappings as JSON, and text unchanged. */
export function valueOf(text: string): unknown {
  return /^\s*[[{]/.test(text) ? (parsedJson(text) ?? text) : text;
}

/** Whether a value is a mapping. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}

/** The fault of an unknown key. Its value is not shown: it may be a misplaced secret. */
export function unknownKey(stack: string, path: Path, known: readonly string[]): Fault {
  const key = String(path.at(-1));
  const secretKey = `${String(path[0])}.${key}`;
  const meant = nearest(key, known);
  return {
    path,
    given: `the unknown key "${key}"`,
    allowed: `one of ${known.join(", ")}`,
    fix:
      path.length === 2 && vendorSecretOf(secretKey) !== undefined
        ? `remove it, then ${setSecretCommand(secretKey, stack)}`
        : meant === undefined
          ? "remove it"
          : `did you mean "${meant}"?`,
  };
}

const encrypted = "a secret, encrypted by Pulumi";

function missingSecret(stack: string, key: string): Fault {
  return { path: [key], given: shown(undefined), allowed: encrypted, fix: setSecretCommand(key, stack) };
}

function plainSecret(stack: string, key: string): Fault {
  return {
    path: [key],
    given: "a value in plain text, not shown",
    allowed: encrypted,
    fix: `${setSecretCommand(key, stack)}, with a new value from the vendor, because this one was readable`,
  };
}

/** The fault of a provider's secret with pasted extra characters; its provider checks the rest. */
function spoiledSecret(stack: string, key: string, pasted: string): Fault {
  return {
    path: [key],
    given: "a secret, not shown",
    allowed: `only the secret, without ${pasted}`,
    fix: `set it again without ${pasted}: ${setSecretCommand(key, stack)}`,
  };
}

function notListed(stack: string, key: string, system: System, listed: readonly System[]): Fault {
  const isSection = key === system;
  return {
    path: [key],
    given: isSection ? `a section for ${system}` : "a secret, not shown",
    allowed: `nothing for ${system}: systems lists ${listed.join(", ")}`,
    fix: `add ${system} to systems, or ${isSection ? "remove the section" : `pulumi config rm ${key} --stack ${stack}`}`,
  };
}

function vendorSecretsInFile(stack: string, system: System): Fault {
  return {
    path: [system, "vendorSecrets"],
    given: "a key of the file, its values not shown",
    allowed: "no such key: each vendor secret is a separate key, encrypted by Pulumi",
    fix: `remove it, then ${setSecretCommand(`${system}.<NAME>`, stack)}, with new values from the vendors, because these were readable`,
  };
}

/** The fault of an ordinary setting that was set with `--secret`, or into which a secret was set with `--path`. */
export function needlessSecret(stack: string, name: string, tree: Assembled["tree"]): Fault {
  const value = tree[rootKeys[name] ?? name];
  const names = isSystem(name) ? vendorSecretNames(name) : [];
  const nested = isMapping(value) ? names.find((secret) => Object.hasOwn(value, secret)) : undefined;
  const key = `${name}.${nested ?? ""}`;
  return {
    path: [name],
    given: "a secret, not shown",
    allowed: "a plain value: it becomes part of names, sizes and tags, which are not secret",
    fix:
      nested === undefined
        ? `pulumi config rm ${name} --stack ${stack}, then write it into the file`
        : `pulumi config rm --path ${key} --stack ${stack}, then ${setSecretCommand(key, stack)}, without --path`,
  };
}
