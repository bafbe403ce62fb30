import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { choose, copyStageFiles } from "../settings/filled-in";
import { keys, signed, steps, toVerified, v1, v2 } from "../settings/release/records";

const root = path.resolve(__dirname, "../..");
const system = "med-platform";
let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "release-command-"));
  copyStageFiles(folder);
  choose(folder, "staging", { release: { keys: { pipeline: keys.pipeline, security: keys.security } } });
  fs.mkdirSync(path.join(folder, "bin"));
  const program = path.join(root, "test/cli/aws-with-rehearsal-keys.ts");
  fs.writeFileSync(
    path.join(folder, "bin/aws"),
    `#!/bin/sh\nexec "${process.execPath}" --import tsx "${program}" "$@"\n`,
    { mode: 0o700 },
  );
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** Runs the command as a person does, in a process of its own. */
function release(words: string, environment: NodeJS.ProcessEnv = {}) {
  const args = words.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", "")) ?? [];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "cli/release.ts", ...args, "--stage", "staging", "--directory", folder],
    {
      cwd: root,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${path.join(folder, "bin")}${path.delimiter}${process.env.PATH ?? ""}`,
        ...environment,
      },
    },
  );
  return { status, stdout, stderr };
}

const of = `--system ${system}`;
describe("npm run release", () => {
  it("proposes and starts a release, signed with the caller's ARN, and says first what a rollback leaves in the database", () => {
    const file = path.join(folder, "releases/staging.med-platform.jsonl");
    fs.mkdirSync(path.dirname(file));
    const before = steps(toVerified(v1), { stack: "staging", system });
    fs.writeFileSync(file, before.map((one) => `${signed(one)}\n`).join(""));
    const proposed = release(
      `propose ${of} --release v2.0.0 --digest ${v2.digest} --migrations 'adds the table refunds'`,
    );
    expect(proposed).toEqual({
      status: 0,
      stderr: "",
      stdout:
        "Recorded in releases/staging.med-platform.jsonl: proposed, by arn:aws:sts::000000000000:assumed-role/release/pipeline.\n" +
        "Next: commit the file, and have the change reviewed\n",
    });
    expect(release(`start ${of}`).stdout).toBe(
      "Recorded in releases/staging.med-platform.jsonl and Pulumi.staging.yaml: started, by arn:aws:sts::000000000000:assumed-role/release/pipeline.\n" +
        "Next: commit both files, then pulumi up --stack staging --policy-pack policy\n",
    );
    const unsaid = release(`rollback ${of}`);
    expect(unsaid.stdout).toMatch(
      /^The database does not go back\. Migrations that were applied since stay applied:\n {2}v2\.0\.0: adds the table refunds\n/,
    );
    expect([unsaid.status, unsaid.stderr]).toEqual([
      1,
      expect.stringMatching(/^Nothing was changed\. Confirm that v1\.0\.0 works/),
    ]);
    expect(release(`rollback ${of} --database compatible --reason 'errors in the payment flow'`).status).toBe(0);
    expect(release(`history ${of}`).stdout.match(/^ {2}v.*$/gm)).toEqual([
      `  v1.0.0 (${v1.digest}): in progress`,
      `  v2.0.0 (${v2.digest}): in progress`,
      `  v1.0.0 (${v1.digest}): verified`,
    ]);
    expect(fs.readFileSync(path.join(folder, "Pulumi.staging.yaml"), "utf8")).toContain(`digest: "${v1.digest}"`);
  });

  it("signs as the person who is signed in, and shows contacts and drills with their age", () => {
    const person = { TEST_PERSON: "one@rehearsal.test" };
    expect(release(`sign ${of} --role security`, person).status).toBe(0);
    release(`contact ${of} --duty on-call --reach on-call@rehearsal.test --role security`, person);
    const heldAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const drill = `drill ${of} --drill rollback --held-at ${heldAt} --result passed --measured 'back after four minutes' --role pipeline`;
    expect(release(drill).status).toBe(0);
    const { stdout, status } = release(`status ${of}`);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^ {2}security {4}signed by arn:aws:sts::000000000000:assumed-role\/release\/one@rehearsal\.test at /m,
    );
    expect(stdout).toMatch(/^ {2}support {5}not signed$/m);
    expect(stdout).toMatch(/^ {2}on-call {5}on-call@rehearsal\.test, entered 0 days ago$/m);
    expect(stdout).toMatch(/^ {2}drill {7}rollback passed 3 days ago$/m);
  });

  it("refuses another account and a missing AWS CLI in a few lines, and records nothing", () => {
    const file = path.join(folder, "releases/staging.med-platform.jsonl");
    const before = fs.readFileSync(file, "utf8");
    const stop = `stop ${of} --reason 'errors in the payment flow'`;
    const refusals = [release(stop, { TEST_ACCOUNT: "111111111111" }), release(stop, { PATH: folder })];
    expect(refusals.map(({ status, stderr }) => [status, stderr.split("\n")[0]])).toEqual([
      [1, "The credentials are of the account 111111111111, and staging is in 000000000000. Nothing was recorded."],
      [1, "aws sts get-caller-identity failed: the AWS CLI is not installed"],
    ]);
    expect(fs.readFileSync(file, "utf8")).toBe(before);
  });
});
