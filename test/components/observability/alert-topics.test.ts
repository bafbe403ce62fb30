import { accountWith } from "../../rehearsal/account/types/creation";
import * as pulumi from "@pulumi/pulumi";
import { AlertTopics } from "../../../components/observability/alert-topics";
import { topicPolicyRefusal } from "../../../rehearsal/account/types/observability/sns";
import { isSecret, register, registerBoth } from "../mocks";

const build = (hasCache = true) =>
  new AlertTopics("alerts", {
    stage: "staging",
    hasCache,
    accountId: "000000000000",
    keyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
    routes: {
      critical: { https: pulumi.secret("https://on-call.example.org/key-in-the-path") },
      warning: { email: "team@example.org" },
      info: {},
    },
  });

describe("the alert topics", () => {
  it("are three encrypted topics and that of caches, each with a policy, and a subscription where there is a route", async () => {
    const account = await register(() => build());
    expect(account.counts()).toEqual({
      "care-platform:observability:AlertTopics": 1,
      "aws:sns/topic:Topic": 4,
      "aws:sns/topicPolicy:TopicPolicy": 4,
      "aws:sns/topicSubscription:TopicSubscription": 2,
    });
    const key = "arn:aws:kms:eu-west-1:000000000000:key/logs";
    const keys = account.ofType("aws:sns/topic:Topic").map(({ inputs }) => [inputs.name, inputs.kmsMasterKeyId]);
    expect(Object.fromEntries(keys)).toEqual({
      "staging-alerts-critical": key,
      "staging-alerts-warning": key,
      "staging-alerts-info": key,
      "staging-alerts-cache-events": undefined,
    });
    expect(account.named("alerts-warning-email").inputs).toMatchObject({
      protocol: "email",
      endpoint: "team@example.org",
    });
  });

  it("are all encrypted where there is no cache", async () => {
    const account = await register(() => build(false));
    const keys = account.ofType("aws:sns/topic:Topic").map(({ inputs }) => inputs.kmsMasterKeyId);
    expect(keys).toEqual(Array(3).fill("arn:aws:kms:eu-west-1:000000000000:key/logs"));
    expect(account.result.cacheEventsTopicArn).toBeUndefined();
  });

  it("keep the address of the on-call service secret", async () => {
    const account = await register(build);
    expect(isSecret(account.named("alerts-critical-https").inputs.endpoint)).toBe(true);
    expect(JSON.stringify(account.resources.map(({ outputs }) => outputs))).not.toContain("key-in-the-path");
  });

  const statements = async (role: string) => {
    const policy = String((await register(build)).named(`alerts-${role}-policy`).inputs.policy);
    const view = accountWith();
    expect(topicPolicyRefusal(policy, view)).toBeUndefined();
    return (JSON.parse(policy) as { Statement: { Sid: string; Principal: unknown; Condition?: unknown }[] }).Statement;
  };
  const tls = { Sid: "OnlyOverTls", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } };

  it("let AWS's services publish, for this account alone where they tell theirs, and nobody without TLS", async () => {
    expect(await statements("critical")).toMatchObject([
      {
        Principal: { Service: ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"] },
        Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
      },
      { Principal: { Service: ["backup.amazonaws.com", "events.amazonaws.com"] } },
      tls,
    ]);
    expect((await statements("critical"))[1]).not.toHaveProperty("Condition");
  });

  it("let ElastiCache publish to its own topic, in the only way it can", async () => {
    expect(await statements("cache-events")).toMatchObject([
      { Principal: "*", Condition: { StringEquals: { "aws:SourceOwner": "000000000000" } } },
      tls,
    ]);
  });

  it("are the same set in a preview", async () => {
    const { preview, update } = await registerBoth(build);
    expect(preview.names()).toEqual(update.names());
  });
});
