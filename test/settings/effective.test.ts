import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { effectiveSettings, type EffectiveSetting } from "../../stacks/settings/effective";
import { withSystems } from "../../stacks/settings/fewer-systems";
import { stages } from "../../settings/stage/stage";
import { addEncryptedSecrets, choose, copyStageFiles, replacePlaceholders } from "./filled-in";

const root = path.resolve(__dirname, "../..");

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "effective-"));
  copyStageFiles(folder);
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function setting(key: string, stage: (typeof stages)[number] = "staging"): EffectiveSetting | undefined {
  return effectiveSettings(stage, folder).find((one) => one.key === key);
}

/** Leaves some values to choose and to set, whatever the owner of the file has chosen. */
function leaveOpen(): void {
  choose(folder, "staging", {
    owner: "<team>",
    "doctor-system/domain": "<domain>",
    "doctor-system/corsOrigins": undefined,
    "ahava-healthcare.SMTP_PASS": undefined,
  });
}

/** The text of the line that a setting is said to come from. */
function lineOf(one: EffectiveSetting | undefined): string {
  if (one === undefined || typeof one.from === "string") return "";
  return fs.readFileSync(path.join(folder, one.from.file), "utf8").split("\n")[(one.from.line ?? 0) - 1] ?? "";
}

describe("the effective settings", () => {
  it("have each setting of the stage's systems once", () => {
    const keys = effectiveSettings("production", folder).map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(190);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    const file = path.join(folder, "Pulumi.production.yaml");
    fs.writeFileSync(file, withSystems(fs.readFileSync(file, "utf8"), ["med-platform"]));
    expect(effectiveSettings("production", folder).filter(({ key }) => /^(doctor|ahava)-/.test(key))).toEqual([]);
  });

  it("name the line of the file, or the default of the stage", () => {
    expect(setting("network.natGateways")).toMatchObject({ value: "single", from: "default" });
    expect(setting("network.natGateways", "production")).toMatchObject({ value: "per-zone", from: "default" });
    expect(lineOf(setting("network.cidr"))).toContain("cidr: 10.30.0.0/16");
    choose(folder, "staging", { "network/natGateways": "per-zone" });
    expect(setting("network.natGateways")).toMatchObject({ value: "per-zone", text: '"per-zone"' });
    expect(lineOf(setting("network.natGateways"))).toContain("natGateways: per-zone");
  });

  it("say what is left to choose and which secrets are left to set", () => {
    leaveOpen();
    expect(setting("owner")).toMatchObject({ value: "<team>", open: "choose" });
    expect(setting("ahava-healthcare.SMTP_PASS")).toEqual({
      key: "ahava-healthcare.SMTP_PASS",
      text: "not set",
      from: "none",
      open: "set",
    });
    expect(setting("med-platform.SENTRY_DSN")?.open).toBeUndefined();
  });

  it("show no placeholder value of a rehearsal, also in a default that is made from the domain", () => {
    for (const stage of stages) {
      expect(JSON.stringify(effectiveSettings(stage, folder))).not.toMatch(/rehearsal\.test/);
    }
    leaveOpen();
    expect(setting("doctor-system.corsOrigins")).toMatchObject({
      value: ["https://app.<domain>", "https://admin.<domain>"],
      from: "default",
    });
  });

  it("show no secret, encrypted or not, and nothing left to do in a stage that is filled in", () => {
    replacePlaceholders(folder, "staging");
    addEncryptedSecrets(folder, "staging");
    const all = effectiveSettings("staging", folder);
    expect(all.filter(({ open }) => open !== undefined)).toEqual([]);
    expect(setting("ahava-healthcare.SMTP_PASS")).toMatchObject({ text: "a secret, not shown" });
    expect(JSON.stringify(all)).not.toMatch(/v1:|c2VjcmV0/);
  });
});

it("are printed by npm run settings, as a table and as JSON", () => {
  const run = (...args: readonly string[]) =>
    execFileSync(
      process.execPath,
      ["--import", "tsx", "cli/settings.ts", "--directory", folder, "--stage", "staging", ...args],
      { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
    );
  leaveOpen();
  const table = run();
  expect(table).toMatch(/^network\.natGateways +"single" +default$/m);
  expect(table).toMatch(/^network\.cidr +"10\.30\.0\.0\/16" +Pulumi\.staging\.yaml:\d+$/m);
  expect(table).toMatch(/^owner +"<team>" +Pulumi\.staging\.yaml:\d+ {2}to choose$/m);
  expect(table).toMatch(/^ahava-healthcare\.SMTP_PASS +not set +to set$/m);
  const { stacks } = JSON.parse(run("--json")) as { readonly stacks: { readonly settings: EffectiveSetting[] }[] };
  expect(stacks.map(({ settings }) => settings)).toEqual([effectiveSettings("staging", folder)]);
});
