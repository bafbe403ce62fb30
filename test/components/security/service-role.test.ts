import * as ssm from "@pulumi/aws/ssm";
import { managedRoleArn, serviceRole } from "../../../components/security/service-role";
import type { ServiceRoleArgs } from "../../../components/security/service-role";
import { identityPolicyRefusal } from "../../../rehearsal/account/types/security/iam-policies";
import { register } from "../mocks";

const args: ServiceRoleArgs = {
  stage: "staging",
  service: "ecs-tasks.amazonaws.com",
  accountId: "000000000000",
  description: "Starts tasks",
};

const build = (changes: Partial<ServiceRoleArgs> = {}) =>
  register(() => serviceRole("api-execution", { ...args, ...changes }, {}));

async function trustOf(changes: Partial<ServiceRoleArgs>): Promise<unknown> {
  const { inputs } = (await build(changes)).only("aws:iam/role:Role");
  return (JSON.parse(String(inputs.assumeRolePolicy)) as { Statement: unknown[] }).Statement[0];
}

describe("a service role", () => {
  it("can be taken on by its service for resources of its own account only", async () => {
    expect(await trustOf({})).toEqual({
      Sid: "ServiceOfThisAccount",
      Effect: "Allow",
      Principal: { Service: ["ecs-tasks.amazonaws.com"] },
      Action: ["sts:AssumeRole"],
      Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
    });
  });

  it("adds further conditions to that of the account", async () => {
    const trustConditions = {
      ArnLike: { "aws:SourceArn": "arn:aws:ecs:*" },
      StringEquals: { "aws:SourceOrgID": "o-1" },
    };
    expect(await trustOf({ trustConditions })).toMatchObject({
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:ecs:*" },
        StringEquals: { "aws:SourceAccount": "000000000000", "aws:SourceOrgID": "o-1" },
      },
    });
  });

  it.each([
    ["firehose.amazonaws.com", { StringEquals: { "sts:ExternalId": "000000000000" } }],
    ["logs.amazonaws.com", { ArnLike: { "aws:SourceArn": "arn:aws:logs:*:000000000000:*" } }],
  ])("asks of %s what it sends instead of its account", async (service, Condition) => {
    expect(await trustOf({ service })).toMatchObject({ Condition });
    const trustConditions = { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*" } };
    const merged = (await trustOf({ service, trustConditions })) as { readonly Condition: object };
    expect(merged.Condition).toMatchObject({ ...Condition, ArnLike: trustConditions.ArnLike });
  });

  it.each(["lambda.amazonaws.com", "backup.amazonaws.com", "cloudtrail.amazonaws.com"])(
    "does not lock out %s, which does not name its account",
    async (service) => {
      expect(await trustOf({ service })).not.toHaveProperty("Condition");
    },
  );

  it("attaches managed policies under names of their own, and writes statements as one policy", async () => {
    const account = await build({
      managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/First", "arn:aws:iam::aws:policy/Second"],
      statements: [{ sid: "ReadSecret", actions: ["secretsmanager:GetSecretValue"], resources: ["arn:of:secret"] }],
    });
    expect(account.names()).toEqual([
      "aws:iam/role:Role::api-execution",
      "aws:iam/rolePolicy:RolePolicy::api-execution-policy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment::api-execution-First",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment::api-execution-Second",
    ]);
    const { policy } = account.named("api-execution-policy").inputs;
    expect(identityPolicyRefusal(policy, "role")).toBeUndefined();
    expect(JSON.parse(String(policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadSecret",
          Effect: "Allow",
          Action: ["secretsmanager:GetSecretValue"],
          Resource: ["arn:of:secret"],
        },
      ],
    });
  });
});

it("is handed over with a managed policy once that is attached, as a service checks the rights at once", async () => {
  const account = await register(() => {
    const arn = managedRoleArn(
      "monitoring",
      args,
      { attachment: "monitoring-rights", policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaRole" },
      {},
    );
    return new ssm.Parameter("holder", { type: "String", value: arn });
  });
  const dependencies = account.named("holder").options.dependencies;
  expect(dependencies).toEqual(
    expect.arrayContaining([account.named("monitoring").urn, account.named("monitoring-rights").urn]),
  );
});
