import { ecrImmutableScanned } from "../../../policy/rules/delivery/ecr-immutable-scanned";
import { iamNoWildcard } from "../../../policy/rules/delivery/iam-no-wildcard";
import { requiredTags } from "../../../policy/rules/delivery/required-tags";
import { resourcePoliciesNotPublic } from "../../../policy/rules/delivery/resource-policies-not-public";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

describe("ecr-immutable-scanned", () => {
  const repository = (props: object, ...beside: StackResource[]) =>
    judgedTogether(ecrImmutableScanned, [
      inStack("aws:ecr/repository:Repository", "subject", {
        name: "production/api",
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        ...props,
      }),
      ...beside,
    ]);
  const tags = (found: string) => [
    `[ecr-immutable-scanned] subject: found imageTagMutability ${found}; needed IMMUTABLE. Change imageTagMutability.`,
  ];
  const scan = [
    "[ecr-immutable-scanned] subject: found no scan on push; needed scanOnPush true. Change imageScanningConfiguration.",
  ];

  it.each([
    ["immutable and scanned", {}, ["pass"]],
    ["mutable tags", { imageTagMutability: "MUTABLE" }, tags("MUTABLE")],
    ["nothing said about tags", { imageTagMutability: undefined }, tags("MUTABLE")],
    [
      "immutable tags with exceptions",
      { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" },
      tags("IMMUTABLE_WITH_EXCLUSION"),
    ],
    ["no scan", { imageScanningConfiguration: undefined }, scan],
    ["a scan that is off", { imageScanningConfiguration: { scanOnPush: false } }, scan],
    [
      "something unknown",
      { imageTagMutability: unknown },
      ["[ecr-immutable-scanned] subject: undecided: waits for imageTagMutability."],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(repository(props)).toEqual(expected);
  });

  it("takes a scan of the whole registry for the repository's own", () => {
    const registry = (filter: unknown, scanFrequency = "CONTINUOUS_SCAN") =>
      inStack("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", "registry", {
        rules: [{ scanFrequency, repositoryFilters: [{ filter, filterType: "WILDCARD" }] }],
      });
    const own = { imageScanningConfiguration: undefined };
    expect(repository(own, registry("*"))).toEqual(["pass"]);
    expect(repository(own, registry("production/*"))).toEqual(["pass"]);
    expect(repository(own, registry("staging/*"))).toEqual(scan);
    expect(repository(own, registry("*", "MANUAL"))).toEqual(scan);
    expect(repository(own, registry(unknown))).toEqual([
      "[ecr-immutable-scanned] subject: undecided: waits for rules.0.repositoryFilters.0.filter.",
    ]);
  });
});

describe("iam-no-wildcard", () => {
  const policyWith = (statement: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
  const rolePolicy = (policy: unknown) => resource("aws:iam/rolePolicy:RolePolicy", { role: "r", policy });
  const says = (found: string) => [
    `[iam-no-wildcard] subject: found ${found}; needed named actions on named resources. Change policy.`,
  ];
  const managed = (name: string) => [
    `[iam-no-wildcard] subject: found the managed policy ${name}; needed a policy with only the permissions that the role needs. Change policyArn.`,
  ];

  it.each([
    ["named actions on named resources", { Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::uploads/*"] }, ["pass"]],
    [
      "actions that know no resource",
      { Action: ["ecr:GetAuthorizationToken", "cloudwatch:PutMetricData"], Resource: "*" },
      ["pass"],
    ],
    ["what shows resources", { Action: ["ec2:Describe*", "ecs:DescribeTaskDefinition"], Resource: "*" }, ["pass"]],
    [
      "tasks of one cluster",
      { Action: "ecs:StopTask", Resource: "*", Condition: { ArnEquals: { "ecs:cluster": "arn:cluster" } } },
      ["pass"],
    ],
    [
      "what a condition does not narrow",
      { Action: "ecs:StopTask", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } },
      says("the action ecs:StopTask on every resource"),
    ],
    ["a denial of everything", { Effect: "Deny", Action: "*", Resource: "*" }, ["pass"]],
    ["every action", { Action: "*", Resource: "arn:aws:s3:::uploads" }, says("the action *")],
    [
      "every action of a service",
      { Action: ["s3:GetObject", "secretsmanager:*"], Resource: "arn:a" },
      says("the action secretsmanager:*"),
    ],
    [
      "every resource",
      { Action: ["ecr:GetAuthorizationToken", "s3:GetObject"], Resource: ["*"] },
      says("the action s3:GetObject on every resource"),
    ],
    [
      "everything but something",
      { NotAction: "iam:*", Resource: "*" },
      says("an Allow statement with NotAction or NotResource"),
    ],
  ])("judges %s", (_, statement, expected) => {
    expect(judged(iamNoWildcard, rolePolicy(policyWith(statement)))).toEqual(expected);
    const inline = resource("aws:iam/role:Role", { inlinePolicies: [{ policy: policyWith(statement) }] });
    expect(judged(iamNoWildcard, inline)).toEqual(expected);
  });

  it.each([
    ["arn:aws:iam::aws:policy/AdministratorAccess", managed("AdministratorAccess")],
    ["arn:aws:iam::aws:policy/PowerUserAccess", managed("PowerUserAccess")],
    ["arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup", ["pass"]],
    [unknown, ["[iam-no-wildcard] subject: undecided: waits for policyArn."]],
  ])("judges the attachment of %s", (policyArn, expected) => {
    expect(judged(iamNoWildcard, resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn }))).toEqual(
      expected,
    );
  });

  it("reads the managed policies written in the role itself", () => {
    const role = resource("aws:iam/role:Role", { managedPolicyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] });
    expect(judged(iamNoWildcard, role)).toEqual(managed("IAMFullAccess"));
    expect(judged(iamNoWildcard, resource("aws:iam/role:Role", {}))).toEqual(["pass"]);
  });

  it("waits for a policy that is unknown, and for one that cannot be read", () => {
    expect(judged(iamNoWildcard, rolePolicy(unknown))).toEqual([
      "[iam-no-wildcard] subject: undecided: waits for policy.",
    ]);
    expect(judged(iamNoWildcard, rolePolicy("{"))).toEqual([
      "[iam-no-wildcard] subject: undecided: waits for a valid policy document in policy.",
    ]);
  });
});

describe("required-tags", () => {
  const all = { stage: "production", service: "med-platform", owner: "platform-team" };
  const key = "aws:kms/key:Key";
  const provider = (defaultTags: unknown) => ({ provider: { type: "pulumi:providers:aws", props: { defaultTags } } });
  const says = (missing: string, besides = "") => [
    `[required-tags] subject: found no tag ${missing}; needed the tags stage, service, owner${besides}. Change tags, or defaultTags of the provider.`,
  ];

  it.each([
    ["all tags in the resource", resource(key, { tags: all }), ["pass"]],
    ["all tags after the provider's check", resource(key, { tags: { a: "b" }, tagsAll: all }), ["pass"]],
    ["default tags of the provider", resource(key, {}, provider({ tags: all })), ["pass"]],
    ["default tags as JSON", resource(key, {}, provider(JSON.stringify({ tags: all }))), ["pass"]],
    ["no tags", resource(key, {}), says("stage, service, owner")],
    ["an empty tag", resource(key, { tags: { ...all, owner: "" } }), says("owner")],
    ["unknown tags", resource(key, { tags: unknown }), ["[required-tags] subject: undecided: waits for tags."]],
    ["a store without its class", resource("aws:s3/bucket:Bucket", { tags: all }), says("data-class", ", data-class")],
    ["a store with its class", resource("aws:rds/cluster:Cluster", { tags: { ...all, "data-class": "p" } }), ["pass"]],
    ["something without tags", resource("aws:iam/rolePolicy:RolePolicy", {}), ["not applicable"]],
  ])("judges %s", (_, subject, expected) => {
    expect(judged(requiredTags, subject)).toEqual(expected);
  });
});

describe("resource-policies-not-public", () => {
  const allow = (Principal: unknown, Condition?: object) =>
    JSON.stringify({ Statement: { Effect: "Allow", Principal, Action: "*", Resource: "*", Condition } });
  const says = (setting = "policy") => [
    `[resource-policies-not-public] subject: found a public policy; needed named principals, or a condition that restricts them. Change ${setting}.`,
  ];
  const queue = "aws:sqs/queuePolicy:QueuePolicy";
  const everybody = { policy: allow("*") };

  it.each([
    ["a secret", "aws:secretsmanager/secretPolicy:SecretPolicy", everybody, says()],
    ["a secret's own", "aws:secretsmanager/secret:Secret", { policy: allow({ AWS: ["1", "*"] }) }, says()],
    ["a key", "aws:kms/key:Key", everybody, says()],
    ["a queue", queue, { policy: allow({ AWS: "*" }) }, says()],
    ["a repository", "aws:ecr/repositoryPolicy:RepositoryPolicy", everybody, says()],
    [
      "a log destination",
      "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
      { accessPolicy: allow("*") },
      says("accessPolicy"),
    ],
    ["an account", queue, { policy: allow({ AWS: "arn:aws:iam::000000000000:root" }) }, ["pass"]],
    [
      "everybody of one account",
      "aws:kms/key:Key",
      { policy: allow("*", { StringEquals: { "kms:CallerAccount": "000000000000" } }) },
      ["pass"],
    ],
    ["a refusal of everybody", queue, { policy: allow("*").replace("Allow", "Deny") }, ["pass"]],
    ["no policy", "aws:kms/key:Key", {}, ["pass"]],
    [
      "what is no policy",
      queue,
      { policy: "{" },
      ["[resource-policies-not-public] subject: undecided: waits for a valid policy document in policy."],
    ],
    [
      "an unknown policy",
      queue,
      { policy: unknown },
      ["[resource-policies-not-public] subject: undecided: waits for policy."],
    ],
  ])("judges a policy of %s", (_, type, props, expected) => {
    expect(judged(resourcePoliciesNotPublic, resource(type, props))).toEqual(expected);
  });
});
