import { PostgresReplica } from "../../components/data/postgres-replica";
import { StaticSite } from "../../components/edge/static-site";
import type { StaticSiteArgs } from "../../components/edge/static-site";
import { rules } from "../../policy/index";
import { StackView } from "../../policy/stack-view";
import type { StackResource } from "../../policy/stack-view";
import { unknownCheckingProxy } from "../../policy/unknown-value";
import { checkResource, checkStack } from "../../policy/rule-result";
import type { RuleResult } from "../../policy/rule-result";
import { computedOutputs } from "../components/computed-outputs";
import { isSecret, register } from "../components/mocks";
import type { RegisteredResource, RegisterOptions } from "../components/mocks";
import { thresholds } from "../components/thresholds";

const routing = {
  topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
  runbookUrl: "https://runbooks.example.org",
};
const logsKeyArn = "arn:aws:kms:us-east-1:000000000000:key/logs";

const siteArgs: StaticSiteArgs = {
  subject: "the system admin site",
  thresholds,
  stage: "production",
  accountId: "000000000000",
  domainName: "admin.example.org",
  zoneId: "Z1",
  global: { routing, logsKeyArn },
  logBucketArn: "arn:aws:s3:::production-log-archive-000000000000",
  logRetentionDays: 30,
  webFirewall: { requestsPerTenMinutes: 2000 },
};
const api: StaticSiteArgs["api"] = {
  dnsName: "production-edge-1.eu-west-1.elb.amazonaws.com",
  verifyValue: "proof",
  certificateArn: "arn:aws:acm:eu-west-1:000000000000:certificate/regional",
};
const computed: RegisterOptions["computed"] = {
  "aws:cloudfront/distribution:Distribution": () => ({
    id: "E0123456789ABC",
    arn: "arn:aws:cloudfront::000000000000:distribution/E0123456789ABC",
    domainName: "d0123456789abc.cloudfront.net",
  }),
};

const circumstances = (rule: (typeof rules)[number]) => ({
  stage: "production" as const,
  settings: Object.fromEntries(Object.entries(rule.settings ?? {}).map(([name, setting]) => [name, setting.default])),
});

/** Tags come from the provider, and plans, dashboards, notices of recoveries and the source of a replica from the stage around a component. */
const ofTheStage: readonly string[] = [
  "required-tags",
  "backup-plan-complete",
  "rds-in-backup-plan",
  "dashboard-complete",
  "alarm-recoveries-notified",
];

/** What the pack says of everything a component registered: `rule name: fault`. */
async function said(build: () => unknown): Promise<readonly string[]> {
  const { resources } = await register(build, { computed, stack: "production" });
  const asked = rules.filter(({ id }) => !ofTheStage.includes(id));
  return asked.flatMap((rule) =>
    rule.kind === "stack"
      ? faults(rule.id, checkStack(rule, new StackView(resources.map(inStack)), circumstances(rule)))
      : resources.flatMap(({ type, name, urn, inputs, options }) => {
          const { protect, additionalSecretOutputs } = options;
          const props = unknownCheckingProxy(opened(inputs) as Record<string, unknown>);
          const resource = { type, name, urn, props, opts: { protect, additionalSecretOutputs } };
          return faults(rule.id, checkResource(rule, resource, circumstances(rule)));
        }),
  );
}

function inStack({ type, name, urn, inputs }: RegisteredResource): StackResource {
  const given = opened(inputs) as Record<string, unknown>;
  const outputs = {
    id: `${name}-id`,
    ...computedOutputs(type, given, name),
    ...computed?.[type]?.(given, name),
    ...given,
  };
  return { type, name, urn, props: unknownCheckingProxy(outputs), propertyDependencies: {} };
}

/** Secrets reach a policy as plain values. */
function opened(value: unknown): unknown {
  if (isSecret(value)) return opened(value.secret);
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)]));
}

function faults(id: string, { findings, waiting }: RuleResult): string[] {
  return [
    ...findings.map(({ subject, found }) => `${id} ${subject.name}: ${found}`),
    ...waiting.map(({ subject, waitsFor }) => `${id} ${subject.name}: waits for ${waitsFor}`),
  ];
}

describe("the pack has nothing to say in production about", () => {
  it("a site alone under its name", async () => {
    expect(await said(() => new StaticSite("system-admin", siteArgs))).toEqual([]);
  });

  it("a site with its API behind the same name", async () => {
    expect(await said(() => new StaticSite("system-admin", { ...siteArgs, api }))).toEqual([]);
  });

  it("a read replica with its alarms", async () => {
    const replica = () =>
      new PostgresReplica("records-replica", {
        stage: "production",
        routing,
        subject: "read replica 1 of the records database",
        thresholds: thresholds.postgresReplica,
        accountId: "000000000000",
        sourceIdentifier: "production-records",
        securityGroupId: "sg-1",
        engineVersion: "16",
        instanceClass: "db.t4g.medium",
        maxAllocatedStorage: 100,
        dataKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/data",
        logsKeyArn,
      });
    expect(await said(replica)).toEqual([]);
  });
});
