import { resourceTypes } from "../../../rehearsal/account/index";
import { earlyUses, Propagation } from "../../../rehearsal/account/propagation";
import { Store } from "../../../rehearsal/account/store";
import { WatchedAccount } from "../../../rehearsal/account/watched-account";

const begin = new Date("2026-12-01T00:00:00Z");
const after = (seconds: number) => new Date(begin.getTime() + seconds * 1000);
const role = "arn:aws:iam::000000000000:role/care/atlas";
const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: { AWS: role } }] });
const topicPolicy = "aws:sns/topicPolicy:TopicPolicy";
const authorization = "mongodbatlas:index/cloudProviderAccessAuthorization:CloudProviderAccessAuthorization";

function afterRole(type = "aws:iam/role:Role", state: Record<string, string> = { name: "atlas" }) {
  const propagation = new Propagation();
  propagation.changed(type, state, begin);
  return propagation;
}

it("refuses a call at once after the role, in the service's words, where the provider does not repeat it", () => {
  expect(afterRole().refusal(topicPolicy, { policy }, after(5))).toEqual({
    code: "InvalidParameter",
    message:
      "Invalid parameter: Policy Error: PrincipalNotFound The role atlas was made or changed 5 s ago, and the provider does not repeat the call (terraform-provider-aws, internal/service/sns/topic_policy.go, putTopicPolicy).",
  });
});

it.each(["aws:iam/rolePolicy:RolePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"])(
  "counts a right that a role gets later: %s",
  (type) => {
    expect(afterRole(type, { role: "atlas" }).refusal(topicPolicy, { policy }, after(5))?.code).toBe(
      "InvalidParameter",
    );
  },
);

it("lets a role count after two minutes, and one that has stood before", () => {
  expect(afterRole().refusal(topicPolicy, { policy }, after(120))).toBeUndefined();
  expect(new Propagation().refusal(topicPolicy, { policy }, begin)).toBeUndefined();
});

it("warns where the provider repeats the call for a shorter time than a role may take", () => {
  const inputs = { aws: { iamAssumedRoleArn: role } };
  expect(afterRole().refusal(authorization, inputs, after(5))).toBeUndefined();
  expect(afterRole().warning(authorization, inputs, after(5))).toContain("CANNOT_ASSUME_ROLE");
  expect(afterRole().warning(authorization, inputs, after(120))).toBeUndefined();
});

it("says nothing where the provider repeats the call for long enough", () => {
  const inputs = { role };
  expect(afterRole().refusal("aws:lambda/function:Function", inputs, after(5))).toBeUndefined();
  expect(afterRole().warning("aws:lambda/function:Function", inputs, after(5))).toBeUndefined();
});

it("knows only types of the account, each with an input that is there", () => {
  expect(Object.keys(earlyUses).filter((token) => !(token in resourceTypes))).toEqual([]);
});

it("is asked when a resource is made", () => {
  const account = new WatchedAccount(new Store(), resourceTypes, {}, {}, () => begin);
  const configuration = { region: "eu-west-1", defaultTags: {} };
  const create = (type: string, inputs: Record<string, unknown>) =>
    account.create(type, `urn:${type}`, inputs as never, false, configuration);
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  create("aws:iam/role:Role", { name: "reader", assumeRolePolicy: trust });
  const { state } = create("aws:sns/topic:Topic", { name: "alerts" });
  const document = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::000000000000:role/reader" },
        Action: "sns:Publish",
        Resource: state.arn,
      },
    ],
  };
  expect(() => create(topicPolicy, { arn: state.arn, policy: JSON.stringify(document) })).toThrow("PrincipalNotFound");
});
