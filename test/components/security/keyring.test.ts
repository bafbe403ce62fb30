import { ApplicationKeyring, type ApplicationKeyringArgs } from "../../../components/security/application-keyring";
import { DatabasePasswords } from "../../../components/security/database-passwords";
import { Keyring } from "../../../components/security/keyring";
import type { KeyringFacts } from "../../../settings/secrets/keyring-facts";
import { keyringFacts } from "./keyring-facts";
import { aes256Strength, saltStrength, signingStrength } from "../../../settings/secrets/strength";
import { register, registerBoth, type Registered } from "../mocks";

const kmsKeyArn = "arn:aws:kms:eu-west-1:000000000000:key/secrets";
const randomPassword = "random:index/randomPassword:RandomPassword";
const version = "aws:secretsmanager/secretVersion:SecretVersion";

const build = (facts: KeyringFacts, changes: Partial<ApplicationKeyringArgs> = {}) =>
  register(
    () =>
      new ApplicationKeyring("jwt", {
        keyring: facts,
        strength: signingStrength,
        description: "Signs.",
        kmsKeyArn,
        ...changes,
      }),
  );

const seedsOf = (account: Registered<unknown>) => account.ofType(randomPassword).map(({ name }) => name);

describe("a keyring", () => {
  it("tells the rules exactly its facts", async () => {
    const facts = keyringFacts("activated", {
      emergency: { reason: "a laptop was stolen", at: "2026-11-20T08:00:00Z" },
      reencryption: { generation: 6, rowsLeft: 12, at: "2026-11-21T08:00:00Z" },
    });
    const account = await build(facts);
    expect(account.only("care-platform:security:Keyring").inputs).toEqual({
      secret: "JWT_SECRET",
      system: "ahava-healthcare",
      stage: "staging",
      kind: "signing",
      current: 7,
      previous: 6,
      phase: "activated",
      changedAt: "2026-11-20T08:00:00Z",
      currentSince: "2026-11-01T08:00:00Z",
      overlapSeconds: 604_800,
      emergency: { reason: "a laptop was stolen", at: "2026-11-20T08:00:00Z" },
      reencryption: { generation: 6, rowsLeft: 12, at: "2026-11-21T08:00:00Z" },
    });
  });

  it("makes one seed per generation, each under a name of its own for its whole life", async () => {
    const seeds = async (facts: KeyringFacts) => seedsOf(await build(facts));
    expect(await seeds(keyringFacts("steady"))).toEqual(["jwt-g7"]);
    expect(await seeds(keyringFacts("published"))).toEqual(["jwt-g7", "jwt-g8"]);
    expect(await seeds(keyringFacts("activated", { current: 8 }))).toEqual(["jwt-g8", "jwt-g7"]);
    expect(await seeds(keyringFacts("steady", { current: 8 }))).toEqual(["jwt-g8"]);
  });

  it.each<[string, Partial<KeyringFacts>]>([
    ["leaves out a generation", { next: 9 }],
    ["keeps a generation beside the one before", { previous: 5 }],
    ["has a next one although nothing is published", { phase: "steady", next: 8 }],
  ])("is refused when it %s", async (_, changes) => {
    const phase = changes.next === undefined ? "activated" : "published";
    const make = () => new Keyring("jwt", { ...keyringFacts(phase), ...changes }, (number) => number);
    await expect(register(make)).rejects.toThrow(/^The keyring jwt is \w+ and has current 7/);
  });

  it("has whatever seeds it is told to make", async () => {
    const account = await register(
      () => new Keyring("seeds", keyringFacts("published", { current: 2 }), (number, name) => `${name} of ${number}`),
    );
    const { current, next, previous, generations } = account.result;
    expect([current.seed, next?.seed, previous]).toEqual(["seeds-g2 of 2", "seeds-g3 of 3", undefined]);
    expect(generations.map(({ number }) => number)).toEqual([2, 3]);
  });
});

describe("the keyring of an application", () => {
  const documentOf = (account: Registered<unknown>): unknown =>
    JSON.parse((account.only(version).inputs.secretString as { secret: string }).secret);

  it.each<[KeyringFacts, string[]]>([
    [keyringFacts("steady"), ["JWT_SECRET", "JWT_SECRET_KEYRING"]],
    [keyringFacts("published"), ["JWT_SECRET", "JWT_SECRET_NEXT", "JWT_SECRET_KEYRING"]],
    [keyringFacts("activated"), ["JWT_SECRET", "JWT_SECRET_PREVIOUS", "JWT_SECRET_KEYRING"]],
  ])("gives a task the variables of the phase it is in, all of one version", async (facts, variables) => {
    const account = await build(facts);
    const { valueFrom, arns } = account.result;
    expect(Object.keys(valueFrom)).toEqual(variables);
    const [arn = ""] = await Promise.all(arns.map((one) => account.value(one)));
    for (const [variable, reference] of Object.entries(valueFrom)) {
      const key = variable.endsWith("_KEYRING") ? "" : variable;
      expect(await account.value(reference)).toBe(`${arn}:${key}::version-of-jwt-keyring-version`);
      expect(key === "" || Object.hasOwn(documentOf(account) as object, key)).toBe(true);
    }
  });

  it("has each generation by slot with its id, and by variable", async () => {
    const account = await build(keyringFacts("published"));
    const value = await account.value(account.result.value);
    const document = documentOf(account) as Record<string, unknown>;
    const next = document.JWT_SECRET_NEXT;
    expect(document).toEqual({
      current: { kid: "g7", value },
      next: { kid: "g8", value: next },
      JWT_SECRET: value,
      JWT_SECRET_NEXT: next,
    });
    expect(String(next)).toContain("g8");
    expect(account.named("jwt-keyring-secret").inputs.name).toBe("staging/ahava-healthcare/JWT_SECRET_KEYRING");
  });

  it("keeps every value out of plain inputs and outputs", async () => {
    const account = await build(keyringFacts("activated"));
    const values = Object.entries(documentOf(account) as Record<string, unknown>).filter(([key]) =>
      key.startsWith("JWT"),
    );
    expect(values).toHaveLength(2);
    const elsewhere = account.resources
      .filter(({ type }) => type !== version && type !== randomPassword)
      .map(({ inputs, outputs, name }) => JSON.stringify({ inputs, outputs: name === "jwt" ? {} : outputs }));
    for (const [, value] of values) expect(elsewhere.join()).not.toContain(String(value));
    expect(await account.isSecretOutput(account.result.value)).toBe(true);
  });

  it("protects the seeds stored data needs, but for the one a gate guards until it is retired", async () => {
    const facts = keyringFacts("activated", { secret: "ENCRYPTION_KEY", kind: "encryption" });
    const protectedSeeds = (account: Registered<unknown>) =>
      account.ofType("random:index/randomBytes:RandomBytes").map(({ name, options }) => [name, options.protect]);
    expect(protectedSeeds(await build(facts, { strength: aes256Strength }))).toEqual([
      ["jwt-g7", true],
      ["jwt-g6", false],
    ]);
    const published = keyringFacts("published", { kind: "encryption" });
    expect(protectedSeeds(await build(published, { strength: saltStrength }))).toEqual([
      ["jwt-g7", true],
      ["jwt-g8", true],
    ]);
    expect(protectedSeeds(await build(published, { strength: saltStrength, protectData: false }))).toEqual([
      ["jwt-g7", false],
      ["jwt-g8", false],
    ]);
  });

  it("is the same set of resources in a preview", async () => {
    const { preview, update } = await registerBoth(
      () =>
        new ApplicationKeyring("jwt", {
          keyring: keyringFacts("published"),
          strength: signingStrength,
          description: "Signs.",
          kmsKeyArn,
        }),
    );
    expect(preview.names()).toEqual(update.names());
  });
});

describe("the passwords of a database's users", () => {
  const passwords = (facts: KeyringFacts) =>
    register(() => new DatabasePasswords("users", { keyring: facts, user: "the applications", kmsKeyArn }));
  const database = { secret: "DATABASE_URL", kind: "database-user", system: "med-platform" } as const;

  it("stand in an entry of their own for each generation, and belong to two users by turns", async () => {
    const account = await passwords(keyringFacts("published", database));
    expect(account.ofType("aws:secretsmanager/secret:Secret").map(({ inputs }) => inputs.name)).toEqual([
      "staging/med-platform/DATABASE_URL/g7",
      "staging/med-platform/DATABASE_URL/g8",
    ]);
    const { places, place, slot, password } = account.result;
    expect([slot, places.a === place, places.b === null]).toEqual(["a", true, false]);
    expect(account.named("users-g7-version").inputs.secretString).toEqual({ secret: await account.value(password) });
    expect(await account.value(places.b!.versionId)).toBe("version-of-users-g8-version");
  });

  it("leave the user without a generation none, so that it cannot log in", async () => {
    expect((await passwords(keyringFacts("steady", database))).result.places.b).toBeNull();
    expect((await passwords(keyringFacts("steady", { ...database, current: 8 }))).result.places.a).toBeNull();
  });
});
