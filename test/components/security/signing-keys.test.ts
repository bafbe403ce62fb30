import { type KeyringFacts } from "../../../settings/secrets/keyring-facts";
import * as fc from "fast-check";
import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import { createPublicKey } from "node:crypto";
import { jsonWebKey, jsonWebKeySet } from "../../../components/security/json-web-key";
import { SigningKeys } from "../../../components/security/signing-keys";
import type { SigningKeysArgs } from "../../../components/security/signing-keys";
import { keyringFacts } from "./keyring-facts";
import { isSecret, register, registerBoth, secretEnvelope } from "../mocks";
import type { RegisterOptions } from "../mocks";

const args: SigningKeysArgs = {
  stage: "production",
  system: "system",
  keyring: keyringFacts("steady", { kind: "rsa", secret: "JWT_PRIVATE_KEY", current: 1 }),
  kmsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/secrets",
};

/** One real pair per resource, as the provider makes it. */
const pairs = new Map<string, { publicKeyPem: string; privateKeyPem: string }>();
function pairOf(name: string) {
  const known = pairs.get(name);
  if (known) return known;
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pair = {
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
  pairs.set(name, pair);
  return pair;
}

const computed: RegisterOptions["computed"] = {
  "tls:index/privateKey:PrivateKey": (_, name) => ({
    publicKeyPem: pairOf(name).publicKeyPem,
    privateKeyPemPkcs8: secretEnvelope(pairOf(name).privateKeyPem),
  }),
};

const facts = (phase: KeyringFacts["phase"], current: number) =>
  keyringFacts(phase, { kind: "rsa", secret: "JWT_PRIVATE_KEY", system: "system", stage: "production", current });
const keys = (changes: Partial<SigningKeysArgs> = {}) => new SigningKeys("system-jwt", { ...args, ...changes });
const build = (changes: Partial<SigningKeysArgs> = {}) => register(() => keys(changes), { computed });
const key = "tls:index/privateKey:PrivateKey";
const secret = "aws:secretsmanager/secret:Secret";

describe("signing keys", () => {
  it("are RSA of 3072 bits, one resource per generation, the current one protected", async () => {
    const account = await build({ keyring: facts("activated", 2) });
    expect(
      account
        .ofType(key)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["system-jwt-g1", "system-jwt-g2"]);
    for (const { inputs } of account.ofType(key)) expect(inputs).toEqual({ algorithm: "RSA", rsaBits: 3072 });
    expect(
      account
        .ofType(key)
        .filter(({ options }) => options.protect)
        .map(({ name }) => name),
    ).toEqual(["system-jwt-g2"]);
  });

  it("stand in three entries, the private one in PKCS#8 and secret", async () => {
    const account = await build();
    expect(
      account
        .ofType(secret)
        .map(({ inputs }) => inputs.name)
        .sort(),
    ).toEqual(["production/system/jwt/jwks", "production/system/jwt/private-key", "production/system/jwt/public-key"]);
    const version = account.named("system-jwt-private-version").inputs.secretString;
    expect(isSecret(version)).toBe(true);
    expect(version).toEqual({ secret: pairOf("system-jwt-g1").privateKeyPem });
    expect(await account.value(account.result.privateKeyFrom)).toMatch(/:::version-of-system-jwt-private-version$/);
  });

  it("take the names the checklist has, when they are asked to", async () => {
    const secretNames = { private: "prod/jwt/private-key", public: "prod/jwt/public-key" };
    const account = await build({ secretNames });
    expect(account.named("system-jwt-private-secret").inputs.name).toBe("prod/jwt/private-key");
    expect(account.named("system-jwt-public-secret").inputs.name).toBe("prod/jwt/public-key");
  });

  it("publish every slot's public half, and sign with the current one only", async () => {
    const account = await build({ keyring: facts("activated", 2) });
    const jwks = JSON.parse(await account.value(account.result.jwks)) as { keys: { kid: string }[] };
    expect(jwks.keys.map(({ kid }) => kid)).toEqual(
      ["system-jwt-g2", "system-jwt-g1"].map((name) => jsonWebKey(pairOf(name).publicKeyPem).kid),
    );
    expect(await account.value(account.result.keyId)).toBe(jwks.keys[0]?.kid);
    expect(await account.isSecretOutput(account.result.jwks)).toBe(false);
    const entries = JSON.stringify(account.named("system-jwt-private-version").inputs);
    expect(entries).toContain(JSON.stringify(pairOf("system-jwt-g2").privateKeyPem).slice(30, 80));
  });

  it("publish the next key before it signs, and give nobody its private half", async () => {
    const account = await build({ keyring: facts("published", 2) });
    const jwks = JSON.parse(await account.value(account.result.jwks)) as { keys: { kid: string }[] };
    const kid = (name: string) => jsonWebKey(pairOf(name).publicKeyPem).kid;
    expect(jwks.keys.map((one) => one.kid)).toEqual([kid("system-jwt-g2"), kid("system-jwt-g3")]);
    expect(await account.value(account.result.keyId)).toBe(kid("system-jwt-g2"));
    const entries = account.ofType("aws:secretsmanager/secretVersion:SecretVersion");
    const held = entries.map(({ inputs }) => (inputs.secretString as { secret: string }).secret);
    expect(held.filter((value) => value.includes("PRIVATE KEY"))).toEqual([pairOf("system-jwt-g2").privateKeyPem]);
    expect(held).toContain(await account.value(account.result.jwks));
  });

  it("leave the private key out of every plain input and output", async () => {
    const account = await build();
    const plain = account.resources.filter(({ name }) => name !== "system-jwt-private-version");
    expect(JSON.stringify(plain)).not.toContain("PRIVATE KEY");
  });

  it("are the same set of resources in a preview", async () => {
    const { preview, update } = await registerBoth(() => keys({ keyring: facts("activated", 2) }), { computed });
    expect(preview.names()).toEqual(update.names());
  });

  it.each([
    [{ rsaBits: 1024 }, /at least 2048/],
    [{ keyring: { ...facts("activated", 2), previous: 2 } }, /is activated and has current 2, next none, previous 2/],
  ])("refuse %j", async (changes, message) => {
    await expect(build(changes)).rejects.toThrow(message);
  });
});

describe("a JSON Web Key", () => {
  it("has the thumbprint of RFC 7638, which that document computes for its own example", () => {
    const n =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    const pem = createPublicKey({ key: { kty: "RSA", n, e: "AQAB" }, format: "jwk" }).export({
      type: "spki",
      format: "pem",
    });
    expect(jsonWebKey(pem.toString())).toEqual({
      kty: "RSA",
      n,
      e: "AQAB",
      use: "sig",
      alg: "RS256",
      kid: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
    });
  });

  it("verifies what the private half signed", () => {
    const { publicKeyPem, privateKeyPem } = pairOf("system-jwt-g1");
    const { kty, n, e } = jsonWebKey(publicKeyPem);
    const published = createPublicKey({ key: { kty, n, e }, format: "jwk" });
    fc.assert(
      fc.property(fc.string(), (text) => {
        const signature = sign("sha256", Buffer.from(text), privateKeyPem);
        expect(verify("sha256", Buffer.from(text), published, signature)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it("is no other kind of key", () => {
    const { publicKey } = generateKeyPairSync("ed25519");
    expect(() => jsonWebKey(publicKey.export({ type: "spki", format: "pem" }).toString())).toThrow(/no RSA key/);
  });

  it("stands in a set in the order given", () => {
    const pems = ["a", "b"].map((name) => pairOf(name).publicKeyPem);
    const { keys: listed } = JSON.parse(jsonWebKeySet(pems)) as { keys: { n: string }[] };
    expect(listed.map(({ n }) => createHash("sha256").update(n).digest("hex"))).toEqual(
      pems.map((pem) => createHash("sha256").update(jsonWebKey(pem).n).digest("hex")),
    );
  });
});
