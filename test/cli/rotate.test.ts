import { systems } from "../../stacks/settings/systems";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { withSystems } from "../../stacks/settings/fewer-systems";
import { stages } from "../../settings/stage/stage";
import { choose, copyStageFiles } from "../settings/filled-in";

const root = path.resolve(__dirname, "../..");
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "rotate-"));
  copyStageFiles(folder);
  for (const stage of stages) choose(folder, stage, { systems, rotation: { deploymentMinutes: 60 } });
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Runs the command as a person does, in a process of its own. */
function rotate(args: readonly string[], environment: NodeJS.ProcessEnv = {}, stage = "staging") {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "cli/rotate.ts", ...args, "--stage", stage, "--directory", folder],
    {
      cwd: root,
      encoding: "utf8",
      // A continuous integration counts as a terminal with colours.
      env: { ...process.env, CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined, ...environment },
    },
  );
  return { status, stdout, stderr };
}

const escapes = "\u001b[";

describe("npm run rotate", () => {
  it("publishes: the file is changed, the difference shown, and the command to run comes last", () => {
    const { status, stdout } = rotate(["publish", "--secret", "JWT_SECRET"]);
    expect(stdout).toMatch(/^--- Pulumi\.staging\.yaml\n\+\+\+ Pulumi\.staging\.yaml\n/);
    expect(stdout.match(/^\+ .*$/gm)?.map((line) => line.replace(/".*"/, '"…"'))).toEqual([
      "+    ahava-healthcare:",
      "+      JWT_SECRET:",
      "+        generation: 1",
      "+        phase: published",
      '+        publishedAt: "…"',
    ]);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("Next: pulumi up --stack staging --policy-pack policy");
    expect(status).toBe(0);
    expect(fs.readFileSync(path.join(folder, "Pulumi.staging.yaml"), "utf8")).toContain("phase: published");
  });

  it("refuses with the earliest moment, changes nothing and exits with 1", () => {
    rotate(["publish", "--secret", "JWT_SECRET"]);
    const before = fs.readFileSync(path.join(folder, "Pulumi.staging.yaml"), "utf8");
    const { status, stdout } = rotate(["activate", "--secret", "JWT_SECRET"]);
    expect(stdout).toMatch(
      /refused {2}ahava-healthcare JWT_SECRET\n {4}why {6}a running task may not have the next generation yet.*\n {4}from {5}\d{4}-\d\d-\d\d \d\d:\d\d UTC\n/,
    );
    expect(stdout).toContain("Nothing was changed.");
    expect(status).toBe(1);
    expect(fs.readFileSync(path.join(folder, "Pulumi.staging.yaml"), "utf8")).toBe(before);
  });

  it("asks the stage's own outputs where it is given them", () => {
    rotate(["publish", "--secret", "JWT_SECRET"]);
    const deployed = path.join(folder, "outputs.json");
    const running = { JWT_SECRET: { current: 1, phase: "steady", since: "2026-01-01T00:00:00Z" } };
    fs.writeFileSync(deployed, JSON.stringify({ "ahava-healthcare": running }));
    const { stdout } = rotate(["activate", "--secret", "JWT_SECRET", "--deployed", deployed]);
    expect(stdout).toContain("the stage still runs generation 1, steady, not generation 1, published");
    fs.writeFileSync(deployed, "{");
    expect(rotate(["status", "--deployed", deployed])).toEqual({
      status: 1,
      stdout: "",
      stderr: `${deployed} is not JSON.\n`,
    });
  });

  it("says in an emergency who is logged out, and never shows a reason that looks like a secret", () => {
    const { status, stdout } = rotate(["emergency", "--secret", "JWT_SECRET", "--reason", "a laptop was stolen"]);
    expect(stdout).toContain("who      all access and refresh tokens become invalid; every user must log in again");
    expect(status).toBe(0);
    const leaked = "sk_live_4f9a8b7c6d5e4f3a";
    const refused = rotate(["emergency", "--system", "ahava-healthcare", "--reason", `the key ${leaked} leaked`]);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toContain("something that looks like a secret (not shown)");
    expect(refused.stdout + refused.stderr).not.toContain(leaked);
  });

  it("shows a table that loses nothing without colour", () => {
    const plain = rotate(["status"]).stdout;
    const coloured = rotate(["status"], { FORCE_COLOR: "1" }).stdout;
    expect(plain).not.toContain(escapes);
    expect(rotate(["status"], { NO_COLOR: "1" }).stdout.replace(/ at .*/, "")).toBe(plain.replace(/ at .*/, ""));
    expect(coloured).toContain(escapes);
    expect(plain).toMatch(/^ {2}secret +generation +phase +age +due +next step$/m);
    expect(plain).toMatch(/^ {2}JWT_SECRET +1 +steady +unknown +unknown +publish$/m);
    expect(plain).toMatch(/^28 of unknown age$/m);
  });

  it("has the same as JSON", () => {
    const { stdout } = rotate(["status", "--json", "--secret", "REDIS_URL"]);
    expect(JSON.parse(stdout)).toMatchObject({
      stack: "staging",
      secrets: [
        {
          system: "ahava-healthcare",
          secret: "REDIS_URL",
          kind: "redis-user",
          generation: 1,
          phase: "steady",
          next: "publish",
        },
      ],
    });
  });

  it("takes the stack of one system as well", () => {
    const name = "Pulumi.staging-med-platform.yaml";
    const whole = fs.readFileSync(path.join(folder, "Pulumi.staging.yaml"), "utf8");
    fs.writeFileSync(path.join(folder, name), withSystems(whole, ["med-platform"]));
    const { stdout, status } = rotate(["publish", "--json"], {}, "staging-med-platform");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      stack: "staging-med-platform",
      step: "publish",
      changes: [
        "JWT_PRIVATE_KEY",
        "DATABASE_URL",
        "DATABASE_MIGRATION_PASSWORD",
        "DATABASE_REPORTING_PASSWORD",
        "DATABASE_OPERATOR_PASSWORD",
        "DATABASE_VERIFIER_PASSWORD",
        "DATABASE_MASTER_PASSWORD",
      ].map((secret) => ({ system: "med-platform", name: secret, record: { phase: "published" } })),
      refused: [],
      file: name,
      next: "pulumi up --stack staging-med-platform --policy-pack policy",
    });
    expect(fs.readFileSync(path.join(folder, name), "utf8").match(/phase: published/g)).toHaveLength(7);
  });

  it.each<[string, readonly string[], string, RegExp]>([
    ["a stage by habit", ["status"], "prod", /Did you mean production\?/],
    ["a stack without a file", ["status"], "production-med-platform", /does not exist/],
    ["a misspelt secret", ["status", "--secret", "JWT_SECRT"], "staging", /did you mean JWT_SECRET\?/],
    ["an emergency without a reason", ["emergency"], "staging", /required option '--reason <words>'/],
    ["a day that no month has", ["activate", "--renewed", "2026-02-30"], "staging", /Write it as 2026-11-22/],
  ])("has %s as one JSON document as well, and nothing beside it", (_, args, stage, error) => {
    const { status, stdout, stderr } = rotate([...args, "--json"], {}, stage);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({ error: expect.stringMatching(error) as string });
  });

  it("says in an emergency what to do at a vendor also where nobody has recorded when its secret was renewed", () => {
    const { status, stdout } = rotate(["emergency", "--secret", "SMTP_PASS", "--reason", "a laptop was stolen"]);
    expect(stdout).toContain("delete the old credential at the mail service once the stage uses the new one");
    expect(stdout.trimEnd()).toMatch(/page {5}docs\/runbooks\/rotation\/rotate-smtp\.md\n\nNothing was changed\.$/);
    expect(status).toBe(1);
  });

  it("explains a mistake without a stack trace", () => {
    const { status, stderr } = rotate(["publish", "--secret", "JWT_SECRT"]);
    expect(status).toBe(1);
    expect(stderr).toContain("did you mean JWT_SECRET?");
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
