import { type Fault, type Place, shown } from "./fault";
import type { Path } from "./field";
import { nearest } from "./nearest";
import { Secret } from "./secret";
import type { Stage } from "./stage";
import { vendorSecretNames } from "./vendor-secrets";

/** The namespace of this program's own configuration keys; keys of another one are the providers' business. */
export const namespace = "care-platform:";

/** One configuration value as Pulumi hands it over: text as it is, a list or mapping as JSON. */
export interface ConfigValue {
  readonly value: string;
  /** Whether it was set with `--secret`. */
  readonly secret: boolean;
}

/** Where the settings of a stage come from. */
export interface SettingsSource extends Place {
  /** The name of the stack. */
  readonly stage: string;
  /** Configuration values by full key: `care-platform:owner`, `aws:region`. */
  readonly values: Readonly<Record<string, ConfigValue>>;
  /** The networks of the other stages, with which this one's must not overlap. */
  readonly otherStages?: readonly OtherStage[];
}

/** What must be known of another stage. */
export interface OtherStage {
  /** The name of its file. */
  readonly file: string;
  /** Its network's address range; one that is malformed is that stage's own fault, and not looked at here. */
  readonly cidr: string;
}

/** The keys of a stage file, and where each belongs in the schema. */
const rootKeys: Readonly<Record<string, string>> = {
  owner: "owner",
  aws: "aws",
  atlas: "atlas",
  timeZone: "timeZone",
  network: "network",
  alerts: "alerts",
  runbookUrl: "runbookUrl",
  logs: "logs",
  backup: "backup",
  dataProtection: "dataProtection",
  secrets: "secrets",
  systems: "systems",
  "ahava-healthcare": "ahavaHealthcare",
};

const vendorSecretKeys = vendorSecretNames.map((name) => `ahava-healthcare.${name}`);

/** The values of a source in the shape of the schema, and what is wrong with how they were given. */
export interface Assembled {
  readonly tree: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
  /** The keys of the file that were given as secrets, although they are none: nothing below them may be shown. */
  readonly needlesslySecret: readonly string[];
}

/** The command that sets a vendor secret. It asks for the value, so that none stays in the shell's history. */
export function setSecretCommand(name: string, stage: Stage): string {
  return `pulumi config set --secret ahava-healthcare.${name} --stack ${stage}`;
}

/** Brings the configuration values of a source into the shape of the schema. */
export function assemble(stage: Stage, values: SettingsSource["values"]): Assembled {
  const tree: Record<string, unknown> = { stage };
  const vendorSecrets: Record<string, unknown> = {};
  const faults: Fault[] = [];
  const needlesslySecret: string[] = [];
  for (const [key, { value, secret }] of Object.entries(values)) {
    if (!key.startsWith(namespace)) continue;
    const name = key.slice(namespace.length);
    const property = Object.hasOwn(rootKeys, name) ? rootKeys[name] : undefined;
    if (vendorSecretKeys.includes(name)) {
      const short = name.slice("ahava-healthcare.".length);
      vendorSecrets[short] = new Secret(value);
      if (!secret) faults.push(plainSecret(stage, short));
    } else if (property === undefined) {
      faults.push(unknownKey(stage, [name], [...Object.keys(rootKeys), ...vendorSecretKeys]));
    } else {
      tree[property] = valueOf(value);
      if (secret) needlesslySecret.push(name);
    }
  }
  for (const name of vendorSecretNames) {
    if (!Object.hasOwn(vendorSecrets, name)) faults.push(missingSecret(stage, name));
  }
  const system = tree.ahavaHealthcare;
  if (isMapping(system)) {
    if (Object.hasOwn(system, "vendorSecrets")) faults.push(vendorSecretsInFile(stage));
    tree.ahavaHealthcare = { ...system, vendorSecrets };
  }
  return { tree, faults, needlesslySecret };
}

/** Pulumi hands over lists and mappings as JSON, and text as it is. */
function valueOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Whether a value is a mapping. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}

/** The fault of a key nobody reads. Its value is not shown: it may be a secret that stands in the wrong place. */
export function unknownKey(stage: Stage, path: Path, known: readonly string[]): Fault {
  const key = String(path.at(-1));
  const isSecret = path[0] === "ahava-healthcare" && (vendorSecretNames as readonly string[]).includes(key);
  const meant = nearest(key, known);
  return {
    path,
    given: `the unknown key "${key}"`,
    allowed: `one of ${known.join(", ")}`,
    fix: isSecret
      ? `remove it, then ${setSecretCommand(key, stage)}`
      : meant === undefined
        ? "remove it"
        : `did you mean "${meant}"?`,
  };
}

const encrypted = "a secret, encrypted by Pulumi";

function missingSecret(stage: Stage, name: string): Fault {
  return {
    path: [`ahava-healthcare.${name}`],
    given: shown(undefined),
    allowed: encrypted,
    fix: setSecretCommand(name, stage),
  };
}

function plainSecret(stage: Stage, name: string): Fault {
  return {
    path: [`ahava-healthcare.${name}`],
    given: "a value in plain text, not shown",
    allowed: encrypted,
    fix: `${setSecretCommand(name, stage)}, with a new value from the vendor: this one has been readable`,
  };
}

function vendorSecretsInFile(stage: Stage): Fault {
  return {
    path: ["ahava-healthcare", "vendorSecrets"],
    given: "a key of the file, its values not shown",
    allowed: "no such key: each vendor secret is a key of its own, encrypted by Pulumi",
    fix: `remove it, then ${setSecretCommand("<NAME>", stage)}, with new values from the vendors: these have been readable`,
  };
}

/** The fault of an ordinary setting that was set with `--secret`, or into which a secret was set with `--path`. */
export function needlessSecret(stage: Stage, name: string, tree: Assembled["tree"]): Fault {
  const value = tree[rootKeys[name] ?? name];
  const nested = isMapping(value) ? vendorSecretNames.find((secret) => Object.hasOwn(value, secret)) : undefined;
  return {
    path: [name],
    given: "a secret, not shown",
    allowed: "an ordinary value: its parts become names, sizes and tags, which everybody can read",
    fix:
      nested === undefined
        ? `pulumi config rm ${name} --stack ${stage}, then write it into the file`
        : `pulumi config rm --path ${name}.${nested} --stack ${stage}, then ${setSecretCommand(nested, stage)}, without --path`,
  };
}
