import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { rules } from "../../policy/index";
import { policiesOf } from "../../policy/pack";
import { resourceRule, stackRule } from "../../policy/rule";
import type { Rule } from "../../policy/rule";
import { inStack, resource, unknown, urnOf } from "./harness";

const instance = "aws:rds/instance:Instance";

/** A violation as the pack hands it to the SDK. */
interface Reported {
  message: string;
  urn?: string;
  enforcementLevel?: string;
}

/** What a run is told besides the resource. */
interface Told {
  configuration?: Record<string, unknown>;
  stack?: string;
}

/** The pack's resource policy of that name. */
function resourcePolicy(id: string): ResourceValidationPolicy {
  return policiesOf(rules).find(({ name }) => name === id) as ResourceValidationPolicy;
}

class NotApplicable extends Error {}

function commonArgs({ configuration = {} }: Told) {
  return {
    stackTags: new Map<string, string>(),
    getConfig: () => configuration,
    notApplicable: (reason?: string) => {
      throw new NotApplicable(reason);
    },
  };
}

/** Runs a resource policy as the SDK does; its reports, or why it does not apply. */
async function validated(id: string, type: string, props: object, told: Told = {}): Promise<Reported[] | string> {
  const reports: Reported[] = [];
  const subject = resource(type, props, { urn: urnOf(type, "subject", told.stack) });
  const { validateResource } = resourcePolicy(id);
  if (typeof validateResource !== "function") throw new Error("The pack gives each policy one function.");
  try {
    const args = { ...commonArgs(told), ...subject } as unknown as Parameters<typeof validateResource>[0];
    await validateResource(args, ((report: Reported) => reports.push(report)) as never);
  } catch (error) {
    if (error instanceof NotApplicable) return error.message;
    throw error;
  }
  return reports;
}

const untouchable = { publiclyAccessible: false, dbSubnetGroupName: "data", vpcSecurityGroupIds: ["sg-1"] };

describe("a policy of the pack", () => {
  const variables = { ...process.env };
  afterEach(() => {
    process.env = { ...variables };
  });

  it("reports a finding at the declared level, so that the pack's configuration may change it", async () => {
    expect(await validated("rds-private", instance, { ...untouchable, publiclyAccessible: true })).toEqual([
      {
        message:
          "[rds-private] subject: found publiclyAccessible true; needed publiclyAccessible false. Change publiclyAccessible.",
        urn: urnOf(instance, "subject"),
        enforcementLevel: undefined,
      },
    ]);
  });

  it("lowers the level where the table says so", async () => {
    const secret = "aws:secretsmanager/secret:Secret";
    const reported = await validated("secrets-encrypted", secret, {}, { stack: "development" });
    expect(reported).toEqual([expect.objectContaining({ enforcementLevel: "advisory" })]);
  });

  it("does not apply where the table says off, or to another type", async () => {
    expect(await validated("rds-multi-az", instance, { multiAz: false }, { stack: "staging" })).toBe("Off in staging.");
    expect(await validated("rds-multi-az", instance, { multiAz: false })).toHaveLength(1);
    expect(await validated("rds-multi-az", "aws:s3/bucket:Bucket", {})).toBe("");
  });

  it("believes a configured stage and the environment before the stack's name", async () => {
    const inStaging = { stack: "production", configuration: { stage: "staging" } };
    expect(await validated("rds-multi-az", instance, {}, inStaging)).toBe("Off in staging.");
    process.env.CARE_PLATFORM_POLICY_STAGE = "development";
    expect(await validated("rds-multi-az", instance, {})).toBe("Off in development.");
  });

  it("takes a rule's numbers from the configuration", async () => {
    const configuration = { productionDays: 90 };
    const log = "aws:cloudwatch/logGroup:LogGroup";
    const reported = await validated("log-retention", log, { retentionInDays: 30, kmsKeyId: "k" }, { configuration });
    expect(reported).toEqual([
      expect.objectContaining({
        message: "[log-retention] subject: found retentionInDays 30; needed at least 90 days. Change retentionInDays.",
      }),
    ]);
  });

  it.each([
    ["advisory in a preview", {}, "advisory"],
    ["advisory in a strict preview", { CARE_PLATFORM_POLICY_STRICT: "1", PULUMI_NODEJS_DRY_RUN: "true" }, "advisory"],
    [
      "what the rule is in a strict deployment",
      { CARE_PLATFORM_POLICY_STRICT: "1", PULUMI_NODEJS_DRY_RUN: "false" },
      undefined,
    ],
  ])("reports something undecided as %s", async (_, environment, enforcementLevel) => {
    process.env = { ...variables, ...environment };
    expect(await validated("rds-private", instance, { ...untouchable, publiclyAccessible: unknown })).toEqual([
      {
        message: "[rds-private] subject: undecided: waits for publiclyAccessible.",
        urn: urnOf(instance, "subject"),
        enforcementLevel,
      },
    ]);
  });

  it("reports what a stack rule finds against the resource it is about", async () => {
    const reports: Reported[] = [];
    const resources = [inStack(instance, "database", { engine: "postgres" })];
    const args = { ...commonArgs({}), resources } as unknown as Parameters<StackValidationPolicy["validateStack"]>[0];
    const forceSsl = policiesOf(rules).find(({ name }) => name === "rds-force-ssl") as StackValidationPolicy;
    await forceSsl.validateStack(args, ((report: Reported) => reports.push(report)) as never);
    expect(reports).toEqual([
      {
        message:
          "[rds-force-ssl] database: found the engine's default parameter group; needed a parameter group with rds.force_ssl 1. Change parameterGroupName.",
        urn: urnOf(instance, "database"),
        enforcementLevel: undefined,
      },
    ]);
  });

  it("tells the SDK everything a reader of the pack wants to know", () => {
    expect(resourcePolicy("rds-private")).toMatchObject({
      description: "A database has no public address",
      enforcementLevel: "mandatory",
      severity: "critical",
      framework: { reference: "AH-DB-03" },
      tags: ["FSBP RDS.2", "Checkov CKV_AWS_17", "cdk-nag RDSInstancePublicAccess"],
      remediationSteps: "Set publiclyAccessible: false, and reach the database from inside the network.",
    });
  });

  it("tells the SDK the type of a rule that knows only one, and of no other", () => {
    const typeOf = (id: string) => (resourcePolicy(id).validateResource as { __pulumiType?: string }).__pulumiType;
    expect(typeOf("rds-multi-az")).toBe(instance);
    expect(typeOf("alb-hsts")).toBeUndefined();
  });

  it("refuses a rule that the table of levels forgot", () => {
    const forgotten = {
      id: "forgotten",
      title: "T",
      severity: "low",
      rows: [],
      frameworks: [],
      remediation: "R.",
      types: [],
    } as const;
    const both: Rule[] = [
      resourceRule({ ...forgotten, check: () => undefined }),
      stackRule({ ...forgotten, check: () => undefined }),
    ];
    for (const rule of both)
      expect(() => policiesOf([rule])).toThrow('policy/levels.ts has no line for the rule "forgotten".');
  });
});
