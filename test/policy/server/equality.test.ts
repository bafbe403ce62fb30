import type * as grpc from "@grpc/grpc-js";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import fc from "fast-check";
import { rules } from "../../../policy/index";
import { Pack } from "../../../policy/pack";
import { marks } from "../../../policy/server/properties";
import { servePack } from "../../../policy/server/service";
import { AnalyzerClient } from "../analyzer-client";
import type { Asked } from "../analyzer-client";
import { unknown, urnOf } from "../harness";
import { serveBySdk } from "../sdk-server";

// The protocol is proved by the SDK: both servers get the same bytes and must answer the same.

const description = { name: "checklist", version: "1.2.3", displayName: "Checklist", description: "Rules." };
const servers: grpc.Server[] = [];
let ours: AnalyzerClient;
let sdk: AnalyzerClient;

beforeAll(async () => {
  const pack = new Pack(rules, { environment: {}, folder: "/nowhere", today: "2026-11-25" });
  const own = await servePack(pack, description);
  const reference = await serveBySdk(pack.rules, description);
  servers.push(own.server, reference.server);
  ours = new AnalyzerClient(own.port);
  sdk = new AnalyzerClient(reference.port);
});

afterAll(() => {
  ours.close();
  sdk.close();
  for (const server of servers) server.forceShutdown();
});

/** What both say to the same question; a fault of a rule only by the rule's name. */
async function both<T>(ask: (client: AnalyzerClient) => Promise<T>) {
  const answers = await Promise.all(
    [ours, sdk].map((client) =>
      ask(client).catch((error: unknown) => /The rule ([\w-]+) failed/.exec(String(error))?.[1] ?? error),
    ),
  );
  return { ours: answers[0], sdk: answers[1] };
}

const secret = (value: unknown) => ({ [marks.key]: marks.secret, value });

/** Values that mean something to a rule somewhere, and some that mean nothing to any. */
const { value: propertyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<unknown>(true, false, null, 0, 1, 7, 30, 80, 443, 65_535, 1.5),
    fc.constantFrom<unknown>("", unknown, "0.0.0.0/0", "::/0", "HTTP", "HTTPS", "tcp", "-1", "postgres", "IMMUTABLE"),
    fc.string(),
    tie("value").map(secret),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("cidrBlocks", "fromPort", "type", "value", "name", "rules", "key"), tie("value"), {
      maxKeys: 4,
    }),
    fc.constantFrom("a.txt", "b").map((path) => ({ [marks.key]: marks.asset, path })),
    tie("value").map(() => ({ [marks.key]: marks.archive, assets: { a: { [marks.key]: marks.asset, text: "t" } } })),
  ),
}));

const types = [
  ...new Set(rules.flatMap((rule) => (rule.types === "any" ? [] : rule.types))),
  "aws:sqs/queue:Queue",
  // The SDK does not tell a rule which of a stack's outputs are secrets.
].filter((type) => type !== "pulumi:pulumi:Stack");

/** The names of properties that the rules' own sources mention. */
const names = [
  "publiclyAccessible", "storageEncrypted", "kmsKeyId", "backupRetentionPeriod", "multiAz", "ingress", "cidrIpv4",
  "ipProtocol", "fromPort", "toPort", "description", "port", "protocol", "defaultActions", "actions", "sslPolicy", "tags",
  "containerDefinitions", "policy", "parameters", "retentionInDays", "enableKeyRotation", "length", "alarmActions",
  "imageTagMutability", "networkConfiguration", "engine", "name", "metricName", "dimensions", "loadBalancerArn",
]; // prettier-ignore

const resource: fc.Arbitrary<Asked> = fc.record({
  type: fc.constantFrom(...types),
  name: fc.constantFrom("database", "jwt-access", "edge"),
  urn: fc.constantFrom("development", "staging", "production", "dev-ada"),
  properties: fc.dictionary(fc.constantFrom(...names), propertyValue, { maxKeys: 8 }),
  protect: fc.boolean(),
  provider: fc.option(fc.dictionary(fc.constantFrom("region", "defaultTags"), fc.string()), { nil: undefined }),
}).map((asked) => ({ ...asked, urn: urnOf(asked.type, asked.name, asked.urn) })); // prettier-ignore

it("introduces itself as the SDK would", async () => {
  const answers = await both((client) => client.info());
  expect(answers.ours).toEqual(answers.sdk);
});

it("answers for any resource what the SDK answers", async () => {
  let spoken = 0;
  await fc.assert(
    fc.asyncProperty(resource, async (asked) => {
      const answers = await both((client) => client.analyze(asked));
      if (typeof answers.ours === "object") spoken += 1;
      expect(answers.ours).toEqual(answers.sdk);
    }),
    { numRuns: 120 },
  );
  // Not only faults on both sides.
  expect(spoken).toBeGreaterThan(60);
});

it("answers for any stack what the SDK answers", async () => {
  const stack = fc.array(resource, { minLength: 1, maxLength: 6 }).chain((resources) =>
    fc.constant(
      resources.map((one, index) => ({
        ...one,
        urn: `${one.urn}-${index}`,
        parent: resources[0]!.urn + "-0",
        propertyDependencies: { parameterGroupName: [`${resources[0]!.urn}-0`, "urn:gone"] },
      })),
    ),
  );
  let spoken = 0;
  await fc.assert(
    fc.asyncProperty(stack, async (asked) => {
      const answers = await both((client) => client.analyzeStack(asked));
      if (typeof answers.ours === "object") spoken += 1;
      expect(answers.ours).toEqual(answers.sdk);
    }),
    { numRuns: 60 },
  );
  expect(spoken).toBeGreaterThan(30);
});

const exposed: Asked = {
  type: "aws:rds/instance:Instance",
  name: "database",
  urn: urnOf("aws:rds/instance:Instance", "database", "dev-ada"),
  properties: { publiclyAccessible: secret(true), storageEncrypted: unknown, masterPassword: secret("never shown") },
};

it("takes levels, values and tags as the SDK does, and changes nothing", async () => {
  const { ADVISORY, MANDATORY, REMEDIATE, DISABLED } = analyzer.EnforcementLevel;
  await both((client) => client.configureStack("dev-ada", true, { stage: "development" }));
  await both((client) =>
    client.configure({
      "rds-private": { level: ADVISORY },
      "rds-encrypted": { level: REMEDIATE },
      "rds-backups": { level: MANDATORY, values: { otherDays: 20, stage: "staging" } },
      "required-tags": { level: DISABLED },
    }),
  );
  const answers = await both((client) => client.analyze(exposed));
  // In a preview ours decides at the end what a resource leaves open (decision 69).
  const { diagnostics } = answers.sdk as { readonly diagnostics: readonly { readonly message: string }[] };
  const decided = diagnostics.filter(({ message }) => !message.includes("undecided: "));
  expect(decided).toHaveLength(diagnostics.length - 1);
  expect(answers.ours).toEqual({ ...(answers.sdk as object), diagnostics: decided });
  expect(answers.ours).toMatchObject({
    diagnostics: expect.arrayContaining([
      expect.objectContaining({ policyname: "rds-private", enforcementlevel: ADVISORY }),
    ]) as unknown,
  });
  expect(JSON.stringify(answers)).toContain("needed at least 20 days");
  expect(JSON.stringify(answers)).not.toContain("never shown");
  expect(JSON.stringify(answers)).not.toContain("required-tags");
  const changes = await both((client) => client.remediate(exposed));
  expect(changes).toEqual({ ours: 0, sdk: 0 });
});
