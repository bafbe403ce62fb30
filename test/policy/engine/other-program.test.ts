import fs from "node:fs";
import type { CommandResult } from "../../rehearsal/engine/project-copy";
import { ProjectCopy, engineTimeout } from "../../rehearsal/engine/project-copy";

// Somebody else's program under the pack, on the plain CLI: without this project's components, in a stack of another name.

const copy = new ProjectCopy();

afterAll(() => {
  copy.remove();
});

const program = `
const kms = require("@pulumi/aws/kms");
const cloudwatch = require("@pulumi/aws/cloudwatch");
const sns = require("@pulumi/aws/sns");
const allow = (Principal, Action) => ({ Effect: "Allow", Principal, Action, Resource: "*" });
const guarded = { protect: true };
const key = new kms.Key("key", {
  enableKeyRotation: true,
  description: "logs",
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      allow({ AWS: "arn:aws:iam::000000000000:root" }, "kms:*"),
      allow({ Service: "logs.eu-west-1.amazonaws.com" }, ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]),
    ],
  }),
}, guarded);
new cloudwatch.LogGroup("api", { retentionInDays: 7, kmsKeyId: key.arn, tags: { stage: "s", service: "s", owner: "o" } });
new sns.Topic("notes", { kmsMasterKeyId: key.arn, tags: { stage: "s", service: "s", owner: "o" } });
new sns.Topic("alerts", { tags: { stage: "s", service: "s", owner: "o" } });
`;

/** Writes the program in a folder of its own, with these files beside it. */
function write(name: string, files: Readonly<Record<string, string>> = {}): void {
  fs.mkdirSync(copy.path(name));
  const all = {
    "Pulumi.yaml": "name: other\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
    "package.json": '{ "name": "other", "main": "index.js" }',
    "index.js": program,
    ...files,
  };
  for (const [file, text] of Object.entries(all)) fs.writeFileSync(copy.path(name, file), text);
}

function pulumi(name: string, ...commands: readonly string[]): Promise<CommandResult> {
  const begin = ["set -e", `cd ${name}`, `pulumi stack init ${name} 2>&1`, "pulumi config set aws:region eu-west-1"];
  return copy.account("sh", "-c", [...begin, ...commands].join("\n"));
}

it(
  "is previewed with what is wrong and what is undecided, each with the value it waits for",
  async () => {
    write("seen");
    const { exitCode, stdout, stderr } = await pulumi("seen", "pulumi preview --policy-pack ../policy");
    const output = stdout + stderr;

    expect(exitCode).not.toBe(0);
    expect(output).toContain("care-platform-checklist");
    expect(output).toContain(
      "[log-retention] api: found retentionInDays 7; needed at least 30 days. Change retentionInDays.",
    );
    expect(output).toContain("[sns-encrypted] notes: undecided: waits for kmsMasterKeyId.");
    expect(output).toContain("[sns-encrypted] alerts: found ");
    expect(output).toContain("[required-tags] key: found no tag");
  },
  engineTimeout,
);

it(
  "is judged alike by the pack that was installed from its package",
  async () => {
    const packed = await copy.run("npm", ["pack", "./policy", "--pack-destination", "."]);
    expect(packed.exitCode).toBe(0);
    const [archive = ""] = fs.readdirSync(copy.folder).filter((file) => file.endsWith(".tgz"));
    fs.mkdirSync(copy.path("installed"));
    expect((await copy.run("tar", ["xzf", archive, "-C", "installed"])).exitCode).toBe(0);
    // What it is installed with: the compiled pack and its waivers, and nothing that would have to be compiled.
    const files = fs.readdirSync(copy.path("installed", "package"), { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => file.endsWith(".ts"))).toEqual([]);
    expect(files).toContain("bin/serve.js");

    write("packaged");
    const { exitCode, stdout, stderr } = await pulumi("packaged", "pulumi preview --policy-pack ../installed/package");
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain(
      "[log-retention] api: found retentionInDays 7; needed at least 30 days. Change retentionInDays.",
    );
  },
  engineTimeout,
);

it(
  "is deployed once its findings are configured, waived or fixed, and shows the waiver",
  async () => {
    const lastDay = new Date(Date.now() + 30 * 24 * 60 * 60 * 1000).toISOString().slice(0, "YYYY-MM-DD".length);
    const waiver = (rule: string, resource: string) =>
      `- { rule: ${rule}, resource: ${resource}, reason: a trial, owner: the team, lastDay: ${lastDay} }\n`;
    write("waived", {
      "waivers.yaml": waiver("sns-encrypted", "alerts") + waiver("required-tags", "key"),
      "policy.json": JSON.stringify({
        "log-retention": { stage: "staging", otherDays: 7 },
        "waivers-current": { file: "waivers.yaml" },
      }),
    });
    const pack = "--policy-pack ../policy --policy-pack-config policy.json";
    const { exitCode, stdout, stderr } = await pulumi(
      "waived",
      `pulumi up --yes ${pack}`,
      `pulumi policy analyze ${pack}`,
    );
    const output = stdout + stderr;

    expect(output).not.toContain("[mandatory]");
    expect(output).toContain(`Waived until ${lastDay} by the team, because a trial.`);
    expect(output).not.toContain("[waivers-current] sns-encrypted on alerts: found");
    expect(output).toContain("5 created");
    expect(exitCode).toBe(0);
  },
  engineTimeout,
);

it(
  "is refused before any check when its waiver file has errors, and by a configuration out of bounds",
  async () => {
    write("mistaken", {
      "waivers.yaml": "- { rule: no-such-rule, resource: x, reason: r, owner: o, lastDay: soon }\n",
    });
    const faults = await pulumi(
      "mistaken",
      "CARE_PLATFORM_POLICY_WAIVERS=waivers.yaml pulumi preview --policy-pack ../policy",
    );
    expect(faults.exitCode).not.toBe(0);
    expect(faults.stdout + faults.stderr).toMatch(/The waiver file \S+waivers\.yaml has 3 errors\./);
    expect(faults.stdout + faults.stderr).not.toContain("at parseWaivers");

    write("bounds", { "policy.json": JSON.stringify({ "log-retention": { productionDays: 3 } }) });
    const bounds = await pulumi("bounds", "pulumi preview --policy-pack ../policy --policy-pack-config policy.json");
    expect(bounds.exitCode).not.toBe(0);
    expect(bounds.stdout + bounds.stderr).toContain("productionDays: Must be greater than or equal to 30");
  },
  engineTimeout,
);

it(
  "is refused as a deployment in strict mode while a mandatory rule is undecided, and told what that waits for",
  async () => {
    // The parameter group belongs to another stack, so that nothing in this one can tell its policy.
    write("group", {
      "index.js": `
const elasticache = require("@pulumi/aws/elasticache");
new elasticache.ParameterGroup("group", { name: "somebody-elses", family: "redis7" });`,
    });
    expect((await pulumi("group", "pulumi up --yes --skip-preview")).exitCode).toBe(0);
    write("strict", {
      "index.js": `
const elasticache = require("@pulumi/aws/elasticache");
new elasticache.ReplicationGroup("queues", {
  description: "queues", engine: "redis", engineVersion: "7.1", nodeType: "cache.t4g.small", numCacheClusters: 2,
  automaticFailoverEnabled: true, multiAzEnabled: true, parameterGroupName: "somebody-elses",
});`,
    });
    const only = ["redis-bullmq-safe", "waivers-current"];
    fs.writeFileSync(
      copy.path("strict", "policy.json"),
      JSON.stringify({ all: "disabled", ...Object.fromEntries(only.map((rule) => [rule, "mandatory"])) }),
    );
    const pack = "--policy-pack ../policy --policy-pack-config policy.json";
    const strict = await pulumi("strict", `pulumi preview ${pack}`, `pulumi up --yes --skip-preview ${pack}`);
    const output = strict.stdout + strict.stderr;

    // Advisory in the preview, mandatory in the deployment.
    expect(output).toMatch(/\[advisory\].* redis-bullmq-safe [^[]*\[redis-bullmq-safe\] queues: undecided: waits for/);
    expect(output).toMatch(
      /\[mandatory\].* redis-bullmq-safe [^[]*\[redis-bullmq-safe\] queues: undecided: waits for the parameter group/,
    );
    expect(strict.exitCode).not.toBe(0);
  },
  engineTimeout,
);
