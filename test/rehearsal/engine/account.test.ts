import * as fs from "node:fs";
import type { CommandResult } from "./project-copy";
import { ProjectCopy, engineTimeout } from "./project-copy";

// Somebody else's program, on the plain CLI, against the account.

const copy = new ProjectCopy();

function writeProgram(name: string, source: string): void {
  const folder = copy.path(name);
  fs.mkdirSync(folder);
  fs.writeFileSync(
    `${folder}/Pulumi.yaml`,
    "name: other\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
  );
  fs.writeFileSync(`${folder}/package.json`, '{ "name": "other", "main": "index.js" }');
  fs.writeFileSync(`${folder}/index.js`, source);
}

function pulumi(folder: string, ...commands: readonly string[]): Promise<CommandResult> {
  return copy.account("sh", "-c", ["set -e", `cd ${folder}`, ...commands].join("\n"));
}

afterAll(() => {
  copy.remove();
});

it(
  "lets a program of its own be previewed, deployed, settled, refreshed and destroyed",
  async () => {
    writeProgram(
      "other",
      `const sns = require("@pulumi/aws/sns");
     const kms = require("@pulumi/aws/kms");
     const random = require("@pulumi/random");
     const key = new kms.Key("key", { enableKeyRotation: true });
     const topic = new sns.Topic("alerts", { kmsMasterKeyId: key.arn });
     const password = new random.RandomPassword("password", { length: 20 });
     exports.arn = topic.arn;
     exports.password = password.result;`,
    );
    const { exitCode, stdout } = await pulumi(
      "other",
      "pulumi stack init other",
      "pulumi config set aws:region eu-west-1",
      "pulumi preview",
      "pulumi up --yes --skip-preview",
      "pulumi up --yes --skip-preview --expect-no-changes",
      "pulumi refresh --yes --skip-preview --expect-no-changes",
      "pulumi stack output arn",
      "pulumi stack output password",
      "pulumi destroy --yes --skip-preview",
    );

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^arn:aws:sns:eu-west-1:000000000000:alerts-[0-9a-f]{7}$/m);
    expect(stdout).toMatch(/^\[secret\]$/m);
    expect(stdout).toContain("+ 4 to create");
  },
  engineTimeout,
);

it(
  "refuses a type it does not model, in the preview already, and names the file to extend",
  async () => {
    writeProgram("unknown", `new (require("@pulumi/aws/sqs").Queue)("jobs");`);
    const { exitCode, stdout, stderr } = await pulumi("unknown", "pulumi stack init unknown", "pulumi preview");

    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain("does not model the resource type aws:sqs/queue:Queue");
    expect(stdout + stderr).toContain("rehearsal/account/types/sqs.ts");
  },
  engineTimeout,
);

it(
  "says in one line when the command cannot be started",
  async () => {
    const { exitCode, stderr } = await copy.account("no-such-command");

    expect(exitCode).toBe(127);
    expect(stderr).toContain("no-such-command cannot be started");
  },
  engineTimeout,
);
