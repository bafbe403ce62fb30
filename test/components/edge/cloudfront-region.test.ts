import { CloudFrontRegion } from "../../../components/edge/cloudfront-region";
import { register, registerBoth } from "../mocks";

const create = () =>
  new CloudFrontRegion("sites", {
    stage: "staging",
    accountId: "000000000000",
    routes: { critical: { email: "on-call@example.org" }, warning: {} },
    runbookUrl: "https://runbooks.example.org",
  });

interface Statement {
  readonly Sid: string;
  readonly Principal: unknown;
  readonly Condition: unknown;
}
const statementsOf = (policy: unknown) => (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;

describe("what sites share in us-east-1", () => {
  it("stands there, every part of it", async () => {
    const account = await register(create);
    const parts = account.resources.filter(({ component }) => !component);
    expect(parts).toHaveLength(7);
    for (const { inputs } of parts) expect(inputs.region).toBe("us-east-1");
  });

  it("has a key that renews itself, for logs and alarms of this account", async () => {
    const { inputs, options } = (await register(create)).only("aws:kms/key:Key");
    expect(inputs.enableKeyRotation).toBe(true);
    expect(options.protect).toBe(true);
    expect(statementsOf(inputs.policy).map(({ Sid, Principal }) => [Sid, Principal])).toEqual([
      ["PoliciesOfThisAccount", { AWS: ["arn:aws:iam::000000000000:root"] }],
      ["LogGroupsOfThisAccount", { Service: ["logs.us-east-1.amazonaws.com"] }],
      [
        "AlarmsOfThisAccount",
        { Service: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "costalerts.amazonaws.com"] },
      ],
      ["Events", { Service: ["events.amazonaws.com"] }],
    ]);
  });

  it("has encrypted topics that alarms of this account alone publish to, over TLS alone", async () => {
    const account = await register(create);
    const key = account.only("aws:kms/key:Key");
    for (const { inputs, options } of account.ofType("aws:sns/topic:Topic")) {
      expect(inputs.kmsMasterKeyId).toMatch(/^arn:aws:kms:/);
      expect(options.dependencies).toContain(key.urn);
    }
    expect(statementsOf(account.named("sites-critical-policy").inputs.policy)).toMatchObject([
      { Sid: "AlarmsOfThisAccount", Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } } },
      { Sid: "Events" },
      { Sid: "OnlyOverTls", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });

  it("tells its subscribers, and is the same in a preview", async () => {
    const { preview, update } = await registerBoth(create);
    expect(update.only("aws:sns/topicSubscription:TopicSubscription").inputs).toMatchObject({
      protocol: "email",
      endpoint: "on-call@example.org",
    });
    expect(preview.names()).toEqual(update.names());
  });
});
