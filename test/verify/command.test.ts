import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Verification } from "../../verify/result";
import { goodAccount, referenceAccount } from "../reference/account/good-account";
import { startAccount } from "../reference/account/reference-account";
import { medPlatformReference } from "../reference/med-platform";
import { type RunningStage, startReference } from "../reference/reference-stage";
import { choose, copyStageFiles } from "../settings/filled-in";

const root = path.resolve(__dirname, "../..");
const domain = "staging.med.example";

let folder: string;
let stage: RunningStage;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "verify-"));
  copyStageFiles(folder);
  choose(folder, "staging", {
    "doctor-system/domain": "<domain>",
    "ahava-healthcare/domain": "<domain>",
    "med-platform/domain": domain,
  });
  stage = await startReference(medPlatformReference(domain));
  fs.writeFileSync(path.join(folder, "ca.pem"), stage.authorities);
});
afterAll(async () => {
  await stage.close();
  fs.rmSync(folder, { recursive: true });
});

/** Runs the command against the reference stage. */
async function command(...words: readonly string[]) {
  return await commandWith({}, ...words);
}

async function commandWith(environment: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const route = (port: number) => `:${port}:127.0.0.1:${stage.connectTo({ host: domain, port }).port}`;
  const reach = [443, 80].flatMap((port) => ["--connect-to", route(port)]);
  const args = ["--directory", folder, "--ca", path.join(folder, "ca.pem"), ...reach, "--connect-to", "::127.0.0.1:1"];
  return await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", "cli/verify.ts", ...args, ...words],
      { cwd: root, env: { ...process.env, CI: "true", NO_COLOR: "1", ...environment } },
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}

const medPlatform = ["--stage", "staging", "--system", "med-platform"] as const;

it("gives the results as data and in words, and ends with 2 while a check is unknown", async () => {
  const file = path.join(folder, "verified.json");
  const { code, stdout, stderr } = await command(...medPlatform, "--json", file);
  expect(stderr).toBe("");
  const { results, systems, rows, notProbed, verdict } = JSON.parse(fs.readFileSync(file, "utf8")) as Verification;
  expect(systems).toEqual([{ system: "med-platform", version: "v1.0.0" }]);
  expect(results.find(({ probe }) => probe === "health")).toMatchObject({
    address: `https://${domain}/health`,
    rows: ["MP-HC-01", "MP-RBK-03"],
    verdict: "passed",
    measured: '200, JSON with "status":"ok"',
  });
  // How long the answers took is not for a test to say.
  const others = results.filter(({ probe }) => probe !== "latency" && !probe.startsWith("flow/"));
  expect(others.filter((result) => result.verdict !== "passed").map(({ probe }) => probe)).toEqual(["load"]);
  expect(rows.find(({ row }) => row === "MP-LT-02")).toEqual({ row: "MP-LT-02", verdict: "unknown", probes: ["load"] });
  expect(notProbed).toContain("MP-DB-01");
  expect(code).toBe(verdict === "failed" ? 1 : 2);

  expect(stdout).toMatch(/^Verification of staging, .* by care-platform \d/);
  expect(stdout).toMatch(/\n {2}passed {3}health +200, JSON with "status":"ok"\n/);
  expect(stdout).toMatch(
    / {2}unknown {2}load .*\n {11}found {3}not run: needs --load\n {11}wanted {2}1000 requests over 10/,
  );
  expect(stdout).toMatch(/\n(UNKNOWN|FAILED) {2}staging: \d failed, 8 unknown, \d+ passed, in \d+ s\n$/);
});

it("refuses a stage whose domains are not chosen, all at once", async () => {
  const { code, stdout, stderr } = await command("--stage", "staging");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain("doctor-system.domain");
  expect(stderr).toContain("ahava-healthcare.domain");
  expect(stderr).not.toContain("med-platform.domain");
});

it("asks twice before it touches production", async () => {
  const { code, stdout, stderr } = await command("--stage", "production", "--change-data");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(
    "--change-data affects the data or the users of production. Nothing was sent. To confirm: npm run verify -- --stage production --change-data --confirm production\n",
  );
});

it("goes through no flow on production, whatever is confirmed", async () => {
  const { code, stdout, stderr } = await command("--stage", "production", "--flows", "--confirm", "production");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(
    "--flows needs test accounts, which production does not have. Nothing was sent. Run it before a release: npm run verify -- --stage staging --flows\n",
  );
});

it("asks no database without the state that names the function", async () => {
  const { code, stdout, stderr } = await command("--stage", "staging", "--database");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toBe(
    "--database asks the functions that the state of the stack names: give it with --state. npm run verify -- --stage staging --database --state <file>\n",
  );
});

describe("--state", () => {
  const urn = (type: string, name: string) => `urn:pulumi:staging::care-platform::${type}::${name}`;
  const stack = urn("care-platform:stack:MedPlatform", "med-platform");
  const service = { name: "staging-med-platform-api", cluster: "staging-services", desiredCount: 2 };

  /** The state of a stack with one service, as `pulumi stack export` writes it. */
  function stateFile(accountId: string): string {
    const cluster = { arn: `arn:aws:ecs:af-south-1:${accountId}:cluster/staging-services` };
    const resources = [
      { type: "aws:ecs/cluster:Cluster", name: "services", outputs: cluster },
      { type: "care-platform:stack:MedPlatform", name: "med-platform", outputs: {} },
      { type: "aws:ecs/service:Service", name: "med-platform-api-service", parent: stack, outputs: service },
    ].map(({ name, ...resource }) => ({ urn: urn(resource.type, name), ...resource }));
    const file = path.join(folder, `${accountId}.json`);
    const deployment = { manifest: { time: "2026-11-20T10:00:00Z" }, resources };
    fs.writeFileSync(file, JSON.stringify({ version: 3, deployment }));
    return file;
  }

  it("reads the account of the stage with the credentials of the environment", async () => {
    const part = { type: "aws:ecs/service:Service", properties: service };
    const account = await startAccount(goodAccount([part], new Date()), {});
    const json = path.join(folder, "state-verified.json");
    const environment = {
      AWS_ENDPOINT_URL: account.endpoint,
      AWS_ACCESS_KEY_ID: "AKIDREFERENCE",
      AWS_SECRET_ACCESS_KEY: "reference",
    };
    const { stderr } = await commandWith(
      environment,
      ...medPlatform,
      "--state",
      stateFile(referenceAccount),
      "--json",
      json,
    );
    await account.close();
    expect(stderr).toBe("");
    const { results } = JSON.parse(fs.readFileSync(json, "utf8")) as Verification;
    expect(results.find(({ probe }) => probe === "services-running")).toMatchObject({
      address: "staging-med-platform-api",
      rows: ["MP-SVC-11"],
      verdict: "passed",
      measured: "running: staging-med-platform-api 2",
      wanted: "running = desired, rollout COMPLETED, no failed task",
    });
  });

  it("refuses the state of a rehearsal, and that of another stage", async () => {
    const rehearsed = await command(...medPlatform, "--state", stateFile("000000000000"));
    expect(rehearsed).toMatchObject({ code: 1, stdout: "" });
    expect(rehearsed.stderr).toContain("is the state of a rehearsal, and its account 000000000000 does not exist");
    const other = await command("--stage", "production", "--state", stateFile(referenceAccount));
    expect(other.stderr).toContain("is the state of staging; --stage is production.");
  });
});
