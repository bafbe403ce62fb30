import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { rules } from "../../policy/index";
import { unknown, urnOf } from "./harness";

const root = path.join(__dirname, "../..");
const folder = path.join(root, "policy");
const instance = "aws:rds/instance:Instance";

/** Asks the pack's server about one resource; the messages and levels it answers. */
async function analysed(client: AnalyzerClient, props: Record<string, string | number | boolean | string[]>) {
  const request = new analyzer.AnalyzeRequest();
  request.setType(instance);
  request.setName("database");
  request.setUrn(urnOf(instance, "database", "staging"));
  request.setProperties(Struct.fromJavaScript(props));
  request.setOptions(new analyzer.AnalyzerResourceOptions());
  const analyze = promisify<analyzer.AnalyzeRequest, analyzer.AnalyzeResponse>(client.analyze.bind(client));
  return (await analyze(request))
    .getDiagnosticsList()
    .map((diagnostic) => [
      diagnostic.getMessage(),
      diagnostic.getEnforcementlevel() === analyzer.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
    ]);
}

// What starts here is what the engine starts: the JavaScript that package.json names, from the program's folder.
describe("the compiled pack", () => {
  let child: ChildProcess;
  let client: AnalyzerClient;
  let firstLine: string;

  beforeAll(async () => {
    execFileSync(process.execPath, [createRequire(__filename).resolve("typescript/bin/tsc"), "-b", folder]);
    child = spawn(process.execPath, [folder], { cwd: tmpdir(), stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
    firstLine = line;
    client = new AnalyzerClient(`127.0.0.1:${line}`, grpc.credentials.createInsecure());
  }, 60_000);

  afterAll(() => {
    client.close();
    child.kill();
  });

  it("prints its port first and nothing else", () => {
    expect(firstLine).toMatch(/^\d+$/);
  });

  it("introduces itself with every rule", async () => {
    const info = await promisify<Empty, analyzer.AnalyzerInfo>(client.getAnalyzerInfo.bind(client))(new Empty());
    expect(info.getName()).toBe("care-platform-checklist");
    expect(info.getVersion()).toMatch(/^\d+\.\d+\.\d+$/);
    expect(info.getPoliciesList().map((policy) => policy.getName())).toEqual(rules.map((rule) => rule.id));
  });

  it("answers for what it knows and says what it waits for", async () => {
    const props = {
      publiclyAccessible: true,
      storageEncrypted: unknown,
      dbSubnetGroupName: "data",
      vpcSecurityGroupIds: ["sg-1"],
    };
    const answers = await analysed(client, {
      ...props,
      backupWindow: "00:00-01:00",
      copyTagsToSnapshot: true,
      backupRetentionPeriod: unknown,
      iamDatabaseAuthenticationEnabled: true,
      autoMinorVersionUpgrade: true,
      maintenanceWindow: "sun:02:00-sun:03:00",
      enabledCloudwatchLogsExports: ["postgresql"],
      monitoringInterval: 60,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: "key-1",
    });
    expect(answers).toEqual([
      ["[rds-encrypted] database: undecided: waits for storageEncrypted.", "advisory"],
      [
        "[rds-private] database: found publiclyAccessible true; needed publiclyAccessible false. Change publiclyAccessible.",
        "mandatory",
      ],
      ["[rds-backups] database: undecided: waits for backupRetentionPeriod.", "advisory"],
      [
        "[required-tags] database: found no tag stage, owner, project; needed the tags stage, owner, project. Change defaultTags of the provider.",
        "mandatory",
      ],
    ]);
  });
});
