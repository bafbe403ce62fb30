import { accountWith } from "../../rehearsal/account/types/creation";
import { EncryptionKeys } from "../../../components/security/encryption-keys";
import { keyPolicyRefusal } from "../../../rehearsal/account/types/security/kms";
import { register, registerBoth } from "../mocks";

const args = { stage: "staging", accountId: "000000000000", region: "eu-west-1" } as const;
const build = () => new EncryptionKeys("keys", args);

interface Policy {
  Statement: { Sid: string; Principal: { Service?: string[] }; Condition?: unknown }[];
}

const policyOf = (input: unknown): Policy => JSON.parse(String(input)) as Policy;

describe("the encryption keys", () => {
  it("are three, each with an alias, rotation and a month to think a deletion over", async () => {
    const account = await register(build);
    expect(account.counts()).toEqual({
      "care-platform:security:EncryptionKeys": 1,
      "aws:kms/key:Key": 3,
      "aws:kms/alias:Alias": 3,
    });
    for (const { inputs, options } of account.ofType("aws:kms/key:Key")) {
      expect(inputs).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
      expect(options.protect).toBe(true);
    }
    expect(account.ofType("aws:kms/alias:Alias").map(({ inputs }) => inputs.name)).toEqual([
      "alias/staging-data",
      "alias/staging-secrets",
      "alias/staging-logs",
    ]);
  });

  it.each([
    ["keep", [true, false, false]],
    ["delete", [false, false, false]],
  ] as const)("are, after a destroy that is to %s the backups, left or ended", async (afterDestroy, retained) => {
    const account = await register(() => new EncryptionKeys("keys", { ...args, afterDestroy }));
    expect(account.ofType("aws:kms/key:Key").map(({ options }) => options.retainOnDelete)).toEqual(retained);
  });

  it("let services use the key of the logs only, and for this account where they tell theirs", async () => {
    const account = await register(build);
    const services = (role: string) =>
      policyOf(account.named(`keys-${role}`).inputs.policy).Statement.filter(({ Principal }) => Principal.Service);
    expect(services("data")).toEqual([]);
    expect(services("secrets")).toEqual([]);
    expect(services("logs").map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
      [
        "LogGroupsOfThisAccount",
        {
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:000000000000:log-group:*" },
        },
      ],
      ["AlertsOfThisAccount", { StringEquals: { "aws:SourceAccount": "000000000000" } }],
      ["AlertsWithoutAccount", undefined],
    ]);
    expect(services("logs").map(({ Principal }) => Principal.Service)).toEqual([
      ["logs.eu-west-1.amazonaws.com"],
      ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"],
      ["backup.amazonaws.com", "events.amazonaws.com"],
    ]);
  });

  it("have policies that KMS accepts", async () => {
    const account = await register(build);
    const view = accountWith();
    for (const { inputs } of account.ofType("aws:kms/key:Key")) {
      expect(keyPolicyRefusal(inputs.policy, view)).toBeUndefined();
    }
  });

  it("can be left unprotected and shorter-lived by an explicit argument", async () => {
    const account = await register(
      () => new EncryptionKeys("keys", { ...args, protectData: false, deletionWindowDays: 7 }),
    );
    const keys = account.ofType("aws:kms/key:Key");
    expect(keys.map(({ options, inputs }) => [options.protect, inputs.deletionWindowInDays])).toEqual(
      keys.map(() => [false, 7]),
    );
  });

  it("are the same set in a preview", async () => {
    const { preview, update } = await registerBoth(build);
    expect(preview.names()).toEqual(update.names());
  });
});
