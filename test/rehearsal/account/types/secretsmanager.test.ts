import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { codeOf, DataAccount } from "./data-account";

const secret = "aws:secretsmanager/secret:Secret";
const version = "aws:secretsmanager/secretVersion:SecretVersion";
const policy = "aws:secretsmanager/secretPolicy:SecretPolicy";

const denial = '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}';
const name = "staging/ahava-healthcare/JWT_SECRET";

describe("secrets of the account", () => {
  it("have an ARN that ends in six characters more than the name", () => {
    const { id, state } = new DataAccount().create(secret, {
      name,
      kmsKeyId: "arn:aws:kms:eu-west-1:000000000000:key/k",
    });
    expect(id).toMatch(
      /^arn:aws:secretsmanager:eu-west-1:000000000000:secret:staging\/ahava-healthcare\/JWT_SECRET-[0-9a-f]{6}$/,
    );
    expect(state.arn).toBe(id);
    expect(state.recoveryWindowInDays).toBe(30);
  });

  it.each([
    [0, "accepted"],
    [1, "InvalidParameterException"],
    [7, "accepted"],
    [30, "accepted"],
    [31, "InvalidParameterException"],
  ])("take a recovery window of %d days: %s", (recoveryWindowInDays, code) => {
    expect(codeOf(() => new DataAccount().create(secret, { name, recoveryWindowInDays }))).toBe(code);
  });

  it("keep their name through the recovery window, and give it back where there is none", () => {
    const account = new DataAccount();
    account.delete(secret, account.create(secret, { name, recoveryWindowInDays: 0 }));
    account.delete(secret, account.create(secret, { name, recoveryWindowInDays: 7 }));
    expect(() => account.create(secret, { name })).toThrow(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  });

  it("cannot share a name or use a key that is not there", () => {
    const account = new DataAccount();
    account.create(secret, { name });
    expect(codeOf(() => account.create(secret, { name }))).toBe("ResourceExistsException");
    expect(codeOf(() => account.create(secret, { name: "other", kmsKeyId: "arn:other" }))).toBe(
      "InvalidParameterException",
    );
  });

  it("take their versions with them, even those the program retains", () => {
    const account = new DataAccount();
    const before = account.size;
    const { id, state } = account.create(secret, { name, recoveryWindowInDays: 0 });
    account.create(version, { secretId: id, secretString: "one" });
    account.create(version, { secretId: name, secretString: "two" });
    account.create(policy, { secretArn: id, policy: denial });
    account.delete(secret, { id, state });
    expect(account.size).toBe(before);
  });
});

describe("secret versions of the account", () => {
  it("have a UUID, and the secret's ARN whatever they were pointed at with", () => {
    const account = new DataAccount();
    const { id: secretArn } = account.create(secret, { name });
    const first = account.create(version, { secretId: secretArn, secretString: "one" });
    const second = account.create(version, { secretId: name, secretString: "two" });
    expect(first.state.versionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(first.id).toBe(`${secretArn}|${first.state.versionId as string}`);
    expect(second.state.secretArn).toBe(secretArn);
    expect(second.state.versionId).not.toBe(first.state.versionId);
    expect(first.state.versionStages).toEqual(["AWSCURRENT"]);
  });

  it("have each stage once: the newest is the current one, the one before it the previous, and older ones none", () => {
    const account = new DataAccount();
    const { id: secretId } = account.create(secret, { name });
    const made = ["one", "two", "three"].map((secretString) => account.create(version, { secretId, secretString }));
    expect(made.map(({ id }) => account.stateOf(version, id).versionStages)).toEqual([
      [],
      ["AWSPREVIOUS"],
      ["AWSCURRENT"],
    ]);
  });

  it("give their stage to a version that is created for one alone, and nothing else", () => {
    const account = new DataAccount();
    const { id: secretId } = account.create(secret, { name });
    const current = account.create(version, { secretId, secretString: "one" });
    const pending = (secretString: string) =>
      account.create(version, { secretId, secretString, versionStages: ["AWSPENDING"] });
    const made = [current, pending("two"), pending("three")];
    expect(made.map(({ id }) => account.stateOf(version, id).versionStages)).toEqual([
      ["AWSCURRENT"],
      [],
      ["AWSPENDING"],
    ]);
  });

  it("are replaced by a new value, never changed", () => {
    const account = new DataAccount();
    const olds: WireObject = { secretId: name, secretString: "one" };
    expect(account.replaces(version, olds, { ...olds, secretString: "two" })).toBe(true);
  });

  it("hold their value as a secret", () => {
    const account = new DataAccount();
    account.create(secret, { name });
    expect(typeof account.wire(version, { secretId: name, secretString: "one" }).secretString).toBe("object");
  });

  it.each<[string, WireObject, string]>([
    ["no value", {}, "InvalidParameterException"],
    ["two values", { secretString: "a", secretBinary: "b" }, "InvalidParameterException"],
    ["an empty value", { secretString: "" }, "ValidationException"],
    ["a value that is too long", { secretString: "x".repeat(65537) }, "ValidationException"],
    ["a secret that is not there", { secretId: "other", secretString: "a" }, "ResourceNotFoundException"],
  ])("are refused for %s", (_, fault, code) => {
    const account = new DataAccount();
    account.create(secret, { name });
    expect(codeOf(() => account.create(version, { secretId: name, ...fault }))).toBe(code);
  });
});

describe("secret policies of the account", () => {
  it.each([
    ['{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}', "PublicPolicyException"],
    ['{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*","Resource":"*"}]}', "PublicPolicyException"],
    [denial, "accepted"],
    ["{", "MalformedPolicyDocumentException"],
  ])("that read %s are %s", (text, code) => {
    const account = new DataAccount();
    const { id } = account.create(secret, { name });
    expect(codeOf(() => account.create(policy, { secretArn: id, policy: text, blockPublicPolicy: true }))).toBe(code);
  });
});
