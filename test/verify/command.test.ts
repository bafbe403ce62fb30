import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Verification } from "../../verify/result";
import { medPlatformReference } from "../reference/med-platform";
import { type RunningStage, startReference } from "../reference/reference-stage";

const root = path.resolve(__dirname, "../..");
const domain = "staging.med.example";
const stageFile = "Pulumi.staging.yaml";

let folder: string;
let stage: RunningStage;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "verify-"));
  fs.mkdirSync(path.join(folder, "rehearsal"));
  fs.copyFileSync(path.join(root, "rehearsal/stand-ins.yaml"), path.join(folder, "rehearsal/stand-ins.yaml"));
  const text = fs.readFileSync(path.join(root, stageFile), "utf8");
  const begin = text.indexOf("care-platform:med-platform:");
  fs.writeFileSync(
    path.join(folder, stageFile),
    text.slice(0, begin) + text.slice(begin).replace("domain: <domain>", `domain: ${domain}`),
  );
  stage = await startReference(medPlatformReference(domain));
  fs.writeFileSync(path.join(folder, "ca.pem"), stage.authorities);
});
afterAll(async () => {
  await stage.close();
  fs.rmSync(folder, { recursive: true });
});

/** Runs the command against the reference stage. */
async function command(...words: readonly string[]) {
  const route = (port: number) => `:${port}:127.0.0.1:${stage.connectTo({ host: domain, port }).port}`;
  const reach = [443, 80].flatMap((port) => ["--connect-to", route(port)]);
  const args = ["--directory", folder, "--ca", path.join(folder, "ca.pem"), ...reach, "--connect-to", "::127.0.0.1:1"];
  return await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", "cli/verify.ts", ...args, ...words],
      { cwd: root, env: { ...process.env, CI: "true", NO_COLOR: "1" } },
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
  const others = results.filter(({ probe }) => probe !== "latency");
  expect(others.filter((result) => result.verdict !== "passed").map(({ probe }) => probe)).toEqual(["load"]);
  expect(rows.find(({ row }) => row === "MP-LT-02")).toEqual({ row: "MP-LT-02", verdict: "unknown", probes: ["load"] });
  expect(notProbed).toContain("MP-DB-01");
  expect(code).toBe(verdict === "failed" ? 1 : 2);

  expect(stdout).toMatch(/^Verification of staging from outside, .* by care-platform \d/);
  expect(stdout).toContain('  passed   health            200, JSON with "status":"ok"');
  expect(stdout).toMatch(
    / {2}unknown {2}load .*\n {11}found {3}not run: needs --load\n {11}wanted {2}1000 requests over 10/,
  );
  expect(stdout).toMatch(/\n(UNKNOWN|FAILED) {2}staging: \d failed, 1 unknown, \d+ passed, in \d+ s\n$/);
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
    "--change-data touches the data or the users of production. Nothing was sent. To do it: npm run verify -- --stage production --change-data --confirm production\n",
  );
});
