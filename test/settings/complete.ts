import { SettingsError } from "../../settings/faults/settings-error";
import { parseSettings } from "../../stacks/settings/parse";
import type { SettingsWith } from "../../stacks/settings/schema";
import type { ConfigValue, SettingsSource } from "../../stacks/settings/source";
import type { Stage } from "../../settings/stage/stage";

/** A change to complete settings: keys of the stage file from `care-platform:` down, joined by slashes, and the value. */
export type Changes = Readonly<Record<string, unknown>>;

/** Removes a key when given as its value. */
export const removed = Symbol("removed");

/** Everything that has no default, for each stage. */
function complete(stage: Stage): Record<string, unknown> {
  return {
    owner: "platform",
    aws: { accountId: "123456789012", region: "af-south-1" },
    atlas: { organizationId: "0123456789abcdef01234567" },
    timeZone: "Africa/Johannesburg",
    network: { cidr: "10.30.0.0/16", availabilityZones: ["af-south-1a", "af-south-1b", "af-south-1c"] },
    alerts: { critical: { email: "on-call@clinic.test" } },
    runbookUrl: "https://runbooks.clinic.test",
    ...(stage === "production" ? { rotation: { since: "2026-11-22T14:30:00+02:00" } } : {}),
    systems: ["ahava-healthcare"],
    "ahava-healthcare": {
      domain: "clinic.test",
      image: "v1.4.2",
      api: { cpu: 2048, memory: 4096, minimumTasks: 2, maximumTasks: 4 },
      worker: { cpu: 1024, memory: 2048, minimumTasks: 1, maximumTasks: 2 },
      queues: ["notifications"],
      postgres: {
        engineVersion: "16",
        instanceClass: "db.t4g.medium",
        allocatedStorage: 50,
        maxAllocatedStorage: 100,
        maxConnections: 400,
        connectionLimit: 20,
      },
      redis: { engineVersion: "7.1", nodeType: "cache.t4g.small", nodes: 2 },
      smtp: { host: "smtp.clinic.test", from: "noreply@clinic.test" },
      ...(stage === "production"
        ? {
            release: {
              version: "v1.4.2",
              deployedBy: "release pipeline",
              deployedAt: "2026-11-22T14:30:00+02:00",
              status: "deployed",
            },
          }
        : {}),
    },
  };
}

/** The vendor secrets of a stage, each a different word that appears nowhere else. */
export function vendorSecretsOf(stage: Stage): Record<string, string> {
  const mode = stage === "production" ? "live" : "test";
  return {
    PAYSTACK_SECRET_KEY: `sk_${mode}_hornbill`,
    PAYSTACK_PUBLIC_KEY: `pk_${mode}_weaverbird`,
    PAYSTACK_WEBHOOK_SECRET: "oystercatcher",
    SMTP_USER: "sandgrouse",
    SMTP_PASS: "lammergeier",
  };
}

function change(tree: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  const mapping = { ...(tree as Record<string, unknown> | undefined) };
  const inner = change(mapping[first], rest, value);
  if (inner !== removed) return { ...mapping, [first]: inner };
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => key !== first));
}

/** Complete settings of a stage, with changes, as Pulumi would hand them over. */
export function source(stage: Stage, changes: Changes = {}): SettingsSource {
  return sourceOf(stage, { ...complete(stage), ...withKeys(vendorSecretsOf(stage)) }, changes);
}

/** The keys of a stage file from `care-platform:` down, with changes, as Pulumi would hand them over. */
export function sourceOf(stage: Stage, keys: Readonly<Record<string, unknown>>, changes: Changes): SettingsSource {
  const tree = Object.entries(changes).reduce<unknown>(
    (before, [path, value]) => change(before, path.split("/"), value),
    keys,
  );
  const values = Object.entries(tree as Record<string, unknown>).map(([key, value]): [string, ConfigValue] => [
    `care-platform:${key}`,
    { value: typeof value === "string" ? value : JSON.stringify(value), secret: key.includes(".") },
  ]);
  return { stage, file: `Pulumi.${stage}.yaml`, values: Object.fromEntries(values) };
}

function withKeys(secrets: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`ahava-healthcare.${name}`, value]));
}

/** The settings that complete ones with changes give. */
export function settings(stage: Stage, changes: Changes = {}): SettingsWith<"ahavaHealthcare"> {
  return parseSettings(source(stage, changes)) as SettingsWith<"ahavaHealthcare">;
}

/** The message with which a source is refused; fails when it is not. */
export function message(of: SettingsSource): string {
  try {
    parseSettings(of);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error("the settings were not refused");
}

/** One fault as it is printed: where, and its three lines. */
export interface Refused {
  readonly where: string;
  readonly given: string;
  readonly allowed: string;
  readonly fix: string;
}

/** The faults for which a source is refused, read back from the message; empty when it is not refused. */
export function faultsOf(of: SettingsSource): Refused[] {
  let text: string;
  try {
    text = message(of);
  } catch (error) {
    if (error instanceof Error && error.message === "the settings were not refused") return [];
    throw error;
  }
  return text
    .split("\n\n")
    .slice(1)
    .map((block) => {
      const [where = "", given = "", allowed = "", fix = ""] = block.split("\n").map((line) => line.trim());
      return { where: where.split("  ")[0] ?? "", given: rest(given), allowed: rest(allowed), fix: rest(fix) };
    });
}

function rest(line: string): string {
  return line.replace(/^\w+\s+/, "");
}

/** The faults of a stage's complete settings with changes. */
export function refused(stage: Stage, changes: Changes): Refused[] {
  return faultsOf(source(stage, changes));
}
