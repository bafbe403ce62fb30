import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { jsonWebKey, jsonWebKeySet } from "./json-web-key";
import { Keyring } from "./keyring";
import type { KeyringFacts } from "../../settings/secrets/keyring-facts";
import type { Stage } from "../naming";
import { SecretEntry } from "./secret-entry";

export interface SigningKeysArgs {
  stage: Stage;
  /** The system that signs; the middle part of the secrets' names. */
  system: string;
  /** Length of the keys in bits, 2048 at least (MP-AUTH-01); a change needs a new generation. @default 3072 */
  rsaBits?: number;
  /** The facts of their rotation, of the kind "rsa". */
  keyring: KeyringFacts;
  /**
   * The whole names of the two entries, where something else demands them: `prod/jwt/private-key` (MP-KEY-05, C-05).
   * @default `<stage>/<system>/jwt/private-key` and `<stage>/<system>/jwt/public-key`
   */
  secretNames?: { private?: string; public?: string };
  /** The ARN of the customer-managed key that encrypts the entries. */
  kmsKeyArn: pulumi.Input<string>;
  /** The recovery window in days, 7 to 30; 0 deletes at once and frees the name. @default 30 */
  recoveryWindowDays?: number;
  /** Whether Pulumi refuses to delete the current key; one that no longer signs may be deleted (MP-KEY-01). @default true */
  protectData?: boolean;
}

/** Below this an RSA key is no longer held to be safe (NIST SP 800-131A). */
const leastBits = 2048;

/**
 * RSA key pairs that sign tokens, one resource per generation, `<name>-g<generation>`. The current pair is in two
 * entries, private (PKCS#8) and public; the public keys of all generations are in a third, a JWKS document. A private key
 * is never in a file, and containers only get the current one (C-11).
 *
 * Cost (November 2026, list price, all regions): USD 1.20 a month for the three entries.
 */
export class SigningKeys extends pulumi.ComponentResource {
  /** The ARNs of the entries, for the permission to read. */
  readonly arns: readonly pulumi.Output<string>[];
  /** ECS's `valueFrom` of the current private key, PEM, with the pinned version. */
  readonly privateKeyFrom: pulumi.Output<string>;
  /** ECS's `valueFrom` of the current public key, PEM, with the pinned version. */
  readonly publicKeyFrom: pulumi.Output<string>;
  /** The public key of the current pair, PEM. */
  readonly publicKeyPem: pulumi.Output<string>;
  /** The public keys of all generations as a JWKS document: current, next, previous. */
  readonly jwks: pulumi.Output<string>;
  /** ECS's `valueFrom` of that document, with the pinned version. */
  readonly jwksFrom: pulumi.Output<string>;
  /** The id of the key that signs, as the header of a token names it. */
  readonly keyId: pulumi.Output<string>;
  /** The number of the current generation. */
  readonly generation: number;

  constructor(name: string, args: SigningKeysArgs, options?: pulumi.ComponentResourceOptions) {
    refuseWeak(name, args.rsaBits ?? defaultBits);
    super("care-platform:security:SigningKeys", name, { ...args }, options);

    const keyring = this.keyring(name, args);
    const pairs = keyring.generations.map(({ seed }) => seed);
    const current = keyring.current.seed;
    const jwks = pulumi.all(pairs.map((pair) => pair.publicKeyPem)).apply(jsonWebKeySet);
    const entry = (half: Half, value: pulumi.Output<string>) => this.entry(name, args, half, value);
    const privateEntry = entry("private-key", current.privateKeyPemPkcs8);
    const publicEntry = entry("public-key", current.publicKeyPem);
    const jwksEntry = entry("jwks", jwks);

    this.arns = [privateEntry.arn, publicEntry.arn, jwksEntry.arn];
    this.privateKeyFrom = privateEntry.valueFrom;
    this.publicKeyFrom = publicEntry.valueFrom;
    this.jwksFrom = jwksEntry.valueFrom;
    this.publicKeyPem = current.publicKeyPem;
    this.jwks = jwks;
    this.keyId = current.publicKeyPem.apply((pem) => jsonWebKey(pem).kid);
    this.generation = keyring.current.number;
    this.registerOutputs({
      arns: this.arns,
      privateKeyFrom: this.privateKeyFrom,
      publicKeyFrom: this.publicKeyFrom,
      jwksFrom: this.jwksFrom,
      publicKeyPem: this.publicKeyPem,
      jwks: this.jwks,
      keyId: this.keyId,
      generation: this.generation,
    });
  }

  private keyring(name: string, args: SigningKeysArgs): Keyring<tls.PrivateKey> {
    const { rsaBits = defaultBits, protectData = true, keyring } = args;
    return new Keyring(
      name,
      keyring,
      (number, seedName, options) =>
        new tls.PrivateKey(
          seedName,
          { algorithm: "RSA", rsaBits },
          {
            ...options,
            protect: protectData && number === keyring.current,
            // A new length applies to new generations; an existing key is never regenerated.
            ignoreChanges: ["rsaBits"],
          },
        ),
      { parent: this },
    );
  }

  private entry(name: string, args: SigningKeysArgs, half: Half, value: pulumi.Output<string>): SecretEntry {
    const { stage, system, kmsKeyArn, recoveryWindowDays, secretNames = {}, keyring } = args;
    const { part, says, secretName } = {
      "private-key": {
        part: "private",
        says: `Signs the tokens of ${system}; without it no one can log in`,
        secretName: secretNames.private,
      },
      "public-key": {
        part: "public",
        says: `Verifies the tokens of ${system}; no secret in itself`,
        secretName: secretNames.public,
      },
      jwks: { part: "jwks", says: `All keys that verify tokens of ${system}, by id; no secret`, secretName: undefined },
    }[half];
    return new SecretEntry(
      `${name}-${part}`,
      {
        stage,
        system,
        variable: `jwt/${half}`,
        secretName,
        value,
        description: says,
        kind: keyring.kind,
        generation: keyring.current,
        kmsKeyArn,
        recoveryWindowDays,
        protect: args.protectData ?? true,
      },
      { parent: this },
    );
  }
}

/** The content of an entry; the last part of its name. */
type Half = "private-key" | "public-key" | "jwks";

const defaultBits = 3072;

function refuseWeak(name: string, rsaBits: number): void {
  if (!Number.isInteger(rsaBits) || rsaBits < leastBits) {
    throw new pulumi.RunError(`The signing keys ${name} have ${rsaBits} bits; they must have at least ${leastBits}.`);
  }
}
