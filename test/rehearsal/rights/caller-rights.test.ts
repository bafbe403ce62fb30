import * as fs from "node:fs";
import * as path from "node:path";
import { regions } from "../../../settings/published/offers";
import { type Stage, stages } from "../../../settings/stage/stage";
import { boundaryPolicy, boundaryPolicyName } from "../../../readiness/deployer/boundary";
import type { DeployedResource } from "../../../readiness/deployed-resource";
import {
  deployerPolicies,
  deployerPolicyName,
  filledIn,
  longestPlaceholders,
  policySizeLimit,
} from "../../../readiness/deployer/policies";
import { handedOverTo } from "../../../readiness/deployer/rights";
import type { Call, Policy } from "../../../rehearsal/rights/call";
import { typeCalls } from "../../../rehearsal/rights/calls/index";
import { deploymentCalls, unknownTypes } from "../../../rehearsal/rights/deployment-calls";
import { type Caller, deniedCalls, isAllowed } from "../../../rehearsal/rights/judge";
import { pageSteps } from "../../../rehearsal/rights/page-steps";
import { publishedPermissions } from "../../../rehearsal/rights/published/permissions";
import { registeredStage } from "../../readiness/deployed-stage";
import { deployer, ofType, stackOf, state } from "./deployed";

const deployed = new Map<Stage, readonly DeployedResource[]>();
const resourcesOf = (stage: Stage): readonly DeployedResource[] => deployed.get(stage) ?? [];
const root = path.resolve(__dirname, "../../..");
const role = "arn:aws:iam::000000000000:role/staging-api-task";

beforeAll(async () => {
  for (const stage of stages) deployed.set(stage, (await registeredStage(stage)).resources);
});

const shown = (calls: readonly Call[]): string[] => calls.map(({ action, resource }) => `${action} on ${resource}`);
const call = (action: string, resource: string, context = {}): Call => ({ action, resource, context, purpose: "" });

/** The caller without the statements that allow an action by exactly this text. */
function without(caller: Caller, action: string): Caller {
  const policies = caller.policies.map((policy) => ({
    ...policy,
    Statement: policy.Statement.filter(({ Action = [] }) => !Action.includes(action)),
  }));
  return { ...caller, policies };
}

describe("the calls of a deployment", () => {
  it("are known for every type that a stage deploys", () => {
    expect(stages.flatMap((stage) => unknownTypes(resourcesOf(stage)))).toEqual([]);
  });

  it("come from published permissions, or from a named source", () => {
    const unsourced = Object.entries(typeCalls).filter(([type, { beyond, source }]) =>
      beyond === undefined ? publishedPermissions().types[type] === undefined : source === undefined,
    );
    expect(unsourced.map(([type]) => type)).toEqual([]);
    expect(publishedPermissions().source).toMatch(/^cfn-lint \d/);
  });

  it.each(stages)("are all allowed to whoever deploys %s with the documented policies", async (stage) => {
    const stack = stackOf(stage);
    const calls = await deploymentCalls(resourcesOf(stage), stack);
    expect(calls.length).toBeGreaterThan(3000);
    expect(shown(await deniedCalls(calls, deployer(stack)))).toEqual([]);
  });

  it.each(stages)("of the page's own steps for %s are all allowed", async (stage) => {
    const steps = pageSteps(resourcesOf(stage), stackOf(stage), state);
    expect(steps.filter(({ purpose }) => purpose === "upload a front end").length).toBeGreaterThan(4);
    expect(shown(await deniedCalls(steps, deployer(stackOf(stage))))).toEqual([]);
  });

  it.each([
    ["events:*", "events:PutRule on arn:aws:events:us-east-1:000000000000:rule/staging-recoveries-global-critical"],
    [
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:PutMetricAlarm on arn:aws:cloudwatch:af-south-1:000000000000:alarm:TargetTracking-",
    ],
    ["lambda:*", "lambda:PublishLayerVersion on arn:aws:lambda:af-south-1:000000000000:layer:cwsyn-staging-"],
    ["iam:PassRole", "iam:PassRole on arn:aws:iam::000000000000:role/staging-"],
    ["rds:CreateDBInstance*", "rds:CreateDBInstance on arn:aws:rds:af-south-1:000000000000:og:default:postgres-16"],
    [
      "backup:DeleteRecoveryPoint",
      "backup:DeleteRecoveryPoint on arn:aws:rds:af-south-1:000000000000:snapshot:awsbackup:",
    ],
    ["cloudfront:AllowVendedLogDeliveryForResource", "cloudfront:AllowVendedLogDeliveryForResource on "],
    ["logs:GetLogDelivery", "logs:GetLogDelivery on *"],
    ["route53:AssociateVPCWithHostedZone", "route53:AssociateVPCWithHostedZone on "],
    ["s3:DeleteObject*", "s3:DeleteObject on arn:aws:s3:::staging-"],
    [
      "secretsmanager:*",
      "secretsmanager:CreateSecret on arn:aws:secretsmanager:af-south-1:000000000000:secret:staging/",
    ],
    ["kms:*", "kms:EnableKeyRotation on arn:aws:kms:af-south-1:000000000000:key/"],
  ])("are denied without the statement for %s", async (action, first) => {
    const calls = await deploymentCalls(resourcesOf("staging"), stackOf("staging"));
    const meant = calls.filter((each) => shown([each])[0]?.startsWith(first));
    expect(meant.length).toBeGreaterThan(0);
    expect(await deniedCalls(meant, without(deployer(stackOf("staging")), action))).toEqual(meant);
  });

  it("may be for secrets named as the settings suggest, and for no other system's", async () => {
    const secret = (name: string) =>
      call("secretsmanager:CreateSecret", `arn:aws:secretsmanager:af-south-1:000000000000:secret:${name}-0aBcDe`);
    expect(await isAllowed(secret("prod/jwt/private-key"), deployer(stackOf("production")))).toBe(true);
    expect(await isAllowed(secret("prod/other"), deployer(stackOf("production")))).toBe(false);
  });
});

describe("whoever deploys a stage", () => {
  const own = { "iam:PermissionsBoundary": "arn:aws:iam::000000000000:policy/care-platform-boundary-staging" };
  const administrator = { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" };
  const deployerRole = "arn:aws:iam::000000000000:role/care-platform-deployer-staging";

  it.each(["CreateRole", "PutRolePolicy", "AttachRolePolicy", "PutRolePermissionsBoundary", "UpdateAssumeRolePolicy"])(
    "may call %s for a role within the boundary only",
    async (verb) => {
      const caller = deployer(stackOf("staging"));
      expect(await isAllowed(call(`iam:${verb}`, role, own), caller)).toBe(true);
      expect(await isAllowed(call(`iam:${verb}`, role), caller)).toBe(false);
      expect(await isAllowed(call(`iam:${verb}`, role, administrator), caller)).toBe(false);
      expect(await isAllowed(call(`iam:${verb}`, deployerRole, own), caller)).toBe(false);
    },
  );

  it("cannot become administrator by another way", async () => {
    const policy = own["iam:PermissionsBoundary"];
    const ways = [
      call("iam:DeleteRolePermissionsBoundary", role, own),
      ...["CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicy"].map((verb) => call(`iam:${verb}`, policy)),
      call("iam:CreatePolicyVersion", "arn:aws:iam::000000000000:policy/care-platform-deployer-staging-1"),
      call("iam:PassRole", role, { "iam:PassedToService": "ec2.amazonaws.com" }),
      call("iam:PassRole", role),
      call("iam:PassRole", "arn:aws:iam::000000000000:role/administrator", {
        "iam:PassedToService": "lambda.amazonaws.com",
      }),
      call("iam:CreateUser", "arn:aws:iam::000000000000:user/staging-user"),
      call("iam:CreateAccessKey", "arn:aws:iam::000000000000:user/administrator"),
      call("sts:AssumeRole", "arn:aws:iam::000000000000:role/administrator"),
      call("lambda:UpdateFunctionCode", "arn:aws:lambda:af-south-1:000000000000:function:administration"),
    ];
    const caller = deployer(stackOf("staging"));
    expect(ways.filter((way) => !way.action.startsWith("iam:Pass")).length).toBeGreaterThan(5);
    expect(shown(await deniedCalls(ways, caller))).toEqual(shown(ways));
  });

  it("names no action of IAM by a wildcard", () => {
    const actions = deployerPolicies().flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));
    expect(actions.filter((action) => /^(iam:.*\*|\*)/.test(action))).toEqual([]);
  });

  it("reads no log of an application and no object of a bucket but the canaries' scripts and the state", async () => {
    const reading = [
      call(
        "logs:GetLogEvents",
        "arn:aws:logs:af-south-1:000000000000:log-group:/staging/med-platform/api:log-stream:x",
      ),
      call("logs:FilterLogEvents", "arn:aws:logs:af-south-1:000000000000:log-group:/staging/med-platform/api:*"),
      call("s3:GetObject", "arn:aws:s3:::staging-ahava-healthcare-uploads-000000000000/x"),
      call("wafv2:GetSampledRequests", "arn:aws:wafv2:us-east-1:000000000000:global/webacl/other/1"),
    ];
    expect(shown(await deniedCalls(reading, deployer(stackOf("staging"))))).toEqual(shown(reading));
  });

  it("uses no key that another stage's tag is on, and a new key at once", async () => {
    const key = "arn:aws:kms:af-south-1:000000000000:key/1";
    const [stageKey] = ofType(resourcesOf("staging"), "aws:kms/key:Key");
    const policy = JSON.parse(String(stageKey?.properties.policy)) as Policy;
    const uses = (action: string, context: object) =>
      isAllowed({ ...call(action, key, context), policy }, deployer(stackOf("staging")));
    for (const action of ["kms:EnableKeyRotation", "kms:CreateAlias", "kms:CreateGrant", "kms:ScheduleKeyDeletion"]) {
      expect(await uses(action, {})).toBe(true);
      expect(await uses(action, { "aws:ResourceTag/stage": "staging" })).toBe(true);
      expect(await uses(action, { "aws:ResourceTag/stage": "production" })).toBe(false);
    }
  });
});

describe("the permissions boundary", () => {
  it("is on every role of every stage", () => {
    const roles = stages.flatMap((stage) =>
      ofType(resourcesOf(stage), "aws:iam/role:Role").map(({ properties }) => [stage, properties.permissionsBoundary]),
    );
    expect(roles.length).toBeGreaterThan(60);
    expect(roles).toEqual(
      roles.map(([stage]) => [stage, `arn:aws:iam::000000000000:policy/care-platform-boundary-${String(stage)}`]),
    );
  });

  it("takes no right from a role that its own policy gives", () => {
    const limits = boundaryPolicy().Statement.flatMap(({ Action }) => Action);
    const within = (action: string) =>
      limits.some((limit) => limit === action || (limit.endsWith("*") && action.startsWith(limit.slice(0, -1))));
    const given = stages.flatMap((stage) =>
      ofType(resourcesOf(stage), "aws:iam/rolePolicy:RolePolicy").flatMap(({ properties }) => {
        const { Statement } = JSON.parse(String(properties.policy)) as {
          Statement: { Effect: string; Action: string[] }[];
        };
        return Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action);
      }),
    );
    expect(given.length).toBeGreaterThan(200);
    expect([...new Set(given)].filter((action) => !within(action))).toEqual([]);
  });

  it("gives nobody a right on IAM, accounts or other roles", () => {
    const services = boundaryPolicy().Statement.flatMap(({ Action }) => Action.map((action) => action.split(":")[0]));
    expect(services.filter((service) => /^(\*|iam|sts|organizations|account|lambda|ecs)$/.test(service ?? ""))).toEqual(
      [],
    );
  });
});

describe("the documented policies", () => {
  it("hand roles over to the services that the stages' roles trust, and to Synthetics", () => {
    const trusted = stages.flatMap((stage) =>
      ofType(resourcesOf(stage), "aws:iam/role:Role").flatMap(({ properties }) =>
        [...String(properties.assumeRolePolicy).matchAll(/"([a-z.-]+\.amazonaws\.com)"/g)].map(
          ([, service]) => service,
        ),
      ),
    );
    expect([...handedOverTo].sort()).toEqual([...new Set([...trusted, "synthetics.amazonaws.com"])].sort());
  });

  it("fit once they are filled with the longest of everything, ten at most of which a role can have", () => {
    const filled = deployerPolicies().map((policy) => JSON.stringify(filledIn(policy, longestPlaceholders)));
    expect(filled.filter((text) => text.length > policySizeLimit || text.includes("<"))).toEqual([]);
    expect(longestPlaceholders.region.length).toBe(Math.max(...regions.map((region) => region.length)));
    expect(JSON.stringify(boundaryPolicy()).length).toBeLessThan(policySizeLimit);
    expect(filled.length).toBeLessThanOrEqual(10);
  });

  it("have no two statements of one name", () => {
    const names = deployerPolicies().flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid));
    expect(names).toEqual([...new Set(names)]);
  });

  it("stand in the documents, which `npm run generate` makes anew", () => {
    const read = (file: string) => JSON.parse(fs.readFileSync(path.join(root, file), "utf8")) as unknown;
    expect(deployerPolicies().map((_, index) => read(deployerPolicyName(index + 1)))).toEqual(deployerPolicies());
    expect(read(boundaryPolicyName)).toEqual(boundaryPolicy());
  });

  it("are all named on the page that has them made", () => {
    const page = fs.readFileSync(path.join(root, "docs/deploy.md"), "utf8");
    expect(page).toContain(
      `for number in ${deployerPolicies()
        .map((_, index) => index + 1)
        .join(" ")}; do`,
    );
    expect(page).toContain(boundaryPolicyName);
  });
});
