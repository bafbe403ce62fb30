import * as pulumi from "@pulumi/pulumi";
import { AlertTopics } from "../../components/alert-topics";
import { topicPolicyRefusal } from "../../rehearsal/account/types/sns";
import { isSecret, register, registerBoth } from "./mocks";

const build = () =>
  new AlertTopics("alerts", {
    stage: "staging",
    accountId: "000000000000",
    keyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
    routes: {
      critical: { https: pulumi.secret("https://on-call.example.org/key-in-the-path") },
      warning: { email: "team@example.org" },
      info: {},
    },
  });

describe("the alert topics", () => {
  it("are three encrypted topics, each with a policy, and a subscription where there is a route", async () => {
    const account = await register(build);
    expect(account.counts()).toEqual({
      "care-platform:observability:AlertTopics": 1,
      "aws:sns/topic:Topic": 3,
      "aws:sns/topicPolicy:TopicPolicy": 3,
      "aws:sns/topicSubscription:TopicSubscription": 2,
    });
    expect(account.ofType("aws:sns/topic:Topic").map(({ inputs }) => [inputs.name, inputs.kmsMasterKeyId])).toEqual(
      ["critical", "warning", "info"].map((severity) => [
        `staging-alerts-${severity}`,
        "arn:aws:kms:eu-west-1:000000000000:key/logs",
      ]),
    );
    expect(account.named("alerts-warning-email").inputs).toMatchObject({
      protocol: "email",
      endpoint: "team@example.org",
    });
  });

  it("keep the address of the on-call service secret", async () => {
    const account = await register(build);
    expect(isSecret(account.named("alerts-critical-https").inputs.endpoint)).toBe(true);
    expect(JSON.stringify(account.resources.map(({ outputs }) => outputs))).not.toContain("key-in-the-path");
  });

  it("let AWS's services publish for this account alone, and nobody without TLS", async () => {
    const account = await register(build);
    const policy = String(account.named("alerts-critical-policy").inputs.policy);
    const view = { accountId: "000000000000", region: "eu-west-1", list: () => [], find: () => undefined };
    expect(topicPolicyRefusal(policy, view)).toBeUndefined();
    expect(JSON.parse(policy)).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Action: ["sns:Publish"],
          Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
        },
        { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ],
    });
  });

  it("are the same set in a preview", async () => {
    const { preview, update } = await registerBoth(build);
    expect(preview.names()).toEqual(update.names());
  });
});
