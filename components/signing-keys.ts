import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { jsonWebKey, jsonWebKeySet } from "./json-web-key";
import type { Stage } from "./naming";
import { SecretEntry } from "./secret-entry";

/** Which generations of a key exist, and what each is for. */
export interface SigningKeySlots {
  /** Still accepted, no longer used: until the last token it signed has expired. @default none */
  previous?: number;
  /** The one that signs. */
  current: number;
  /** Already published, so that every verifier knows it before it signs. @default none */
  next?: number;
}

export interface SigningKeysArgs {
  stage: Stage;
  /** The system that signs; the middle part of the secrets' names. */
  system: string;
  /** Length of the keys in bits, 2048 at least (MP-AUTH-01); a change needs a new generation. @default 3072 */
  rsaBits?: number;
  /** The generations; a rotation moves next to current and current to previous. @default { current: 1 } */
  slots?: SigningKeySlots;
  /**
   * The whole names of the two entries, where something else demands them: `prod/jwt/private-key` (MP-KEY-05, C-05).
   * @default `<stage>/<system>/jwt/private-key` and `<stage>/<system>/jwt/public-key`
   */
  secretNames?: { private?: string; public?: string };
  /** The ARN of the customer-managed key that encrypts the entries. */
  kmsKeyArn: pulumi.Input<string>;
  /** Days a deleted entry can be brought back, 7 to 30; 0 deletes at once and frees the name. @default 30 */
  recoveryWindowDays?: number;
  /** Whether Pulumi refuses to delete the current key; one that no longer signs may go (MP-KEY-01). @default true */
  protectData?: boolean;
}

/** Below this an RSA key is no longer held to be safe (NIST SP 800-131A). */
const leastBits = 2048;

/**
 * RSA key pairs that sign tokens, one resource per generation, `<name>-g<generation>`. The current pair stands in two
 * entries, private (PKCS#8) and public; the public halves of all of them make one JWKS document. A private key is never in
 * a file: a container takes it from its entry, by version (C-11).
 *
 * Cost (November 2026, list price, all regions): USD 0.80 a month for the two entries.
 */
export class SigningKeys extends pulumi.ComponentResource {
  /** The ARNs of both entries, for the permission to read. */
  readonly arns: readonly pulumi.Output<string>[];
  /** Where ECS takes the private key of the current pair from, PEM, with the version pinned. */
  readonly privateKeyFrom: pulumi.Output<string>;
  /** Where ECS takes the public key of the current pair from, PEM, with the version pinned. */
  readonly publicKeyFrom: pulumi.Output<string>;
  /** The public key of the current pair, PEM. */
  readonly publicKeyPem: pulumi.Output<string>;
  /** The public keys of all slots as a JWKS document: current, next, previous. */
  readonly jwks: pulumi.Output<string>;
  /** The id of the key that signs, as the header of a token names it. */
  readonly keyId: pulumi.Output<string>;
  /** The number of the current generation. */
  readonly generation: number;

  constructor(name: string, args: SigningKeysArgs, options?: pulumi.ComponentResourceOptions) {
    const slots = args.slots ?? { current: 1 };
    refuseWeakOrSame(name, args.rsaBits ?? defaultBits, slots);
    super("care-platform:security:SigningKeys", name, { ...args }, options);

    const current = this.keyPair(name, args, slots.current, args.protectData ?? true);
    const others = [slots.next, slots.previous]
      .filter((generation) => generation !== undefined)
      .map((generation) => this.keyPair(name, args, generation, false));
    const privateEntry = this.entry(name, args, "private", current.privateKeyPemPkcs8);
    const publicEntry = this.entry(name, args, "public", current.publicKeyPem);

    this.arns = [privateEntry.arn, publicEntry.arn];
    this.privateKeyFrom = privateEntry.valueFrom;
    this.publicKeyFrom = publicEntry.valueFrom;
    this.publicKeyPem = current.publicKeyPem;
    this.jwks = pulumi.all([current, ...others].map((pair) => pair.publicKeyPem)).apply(jsonWebKeySet);
    this.keyId = current.publicKeyPem.apply((pem) => jsonWebKey(pem).kid);
    this.generation = slots.current;
    this.registerOutputs({
      arns: this.arns,
      privateKeyFrom: this.privateKeyFrom,
      publicKeyFrom: this.publicKeyFrom,
      publicKeyPem: this.publicKeyPem,
      jwks: this.jwks,
      keyId: this.keyId,
      generation: this.generation,
    });
  }

  private keyPair(
    name: string,
    { rsaBits = defaultBits }: SigningKeysArgs,
    generation: number,
    protect: boolean,
  ): tls.PrivateKey {
    return new tls.PrivateKey(
      `${name}-g${generation}`,
      { algorithm: "RSA", rsaBits },
      {
        parent: this,
        protect,
        // A new length is for new generations; a key that signs is never made anew in its place.
        ignoreChanges: ["rsaBits"],
      },
    );
  }

  private entry(
    name: string,
    args: SigningKeysArgs,
    half: "private" | "public",
    value: pulumi.Output<string>,
  ): SecretEntry {
    const { stage, system, kmsKeyArn, recoveryWindowDays, secretNames, slots } = args;
    return new SecretEntry(
      `${name}-${half}`,
      {
        stage,
        system,
        variable: `jwt/${half}-key`,
        secretName: secretNames?.[half],
        value,
        description:
          half === "private"
            ? `Signs the tokens of ${system}; without it nobody can log in`
            : `Verifies the tokens of ${system}; no secret in itself`,
        rotationClass: "generated",
        generation: slots?.current ?? 1,
        kmsKeyArn,
        recoveryWindowDays,
        protect: args.protectData ?? true,
      },
      { parent: this },
    );
  }
}

const defaultBits = 3072;

function refuseWeakOrSame(name: string, rsaBits: number, { previous, current, next }: SigningKeySlots): void {
  if (!Number.isInteger(rsaBits) || rsaBits < leastBits) {
    throw new pulumi.RunError(`The signing keys ${name} have ${rsaBits} bits; they must have at least ${leastBits}.`);
  }
  const generations = [previous, current, next].filter((generation) => generation !== undefined);
  if (new Set(generations).size < generations.length) {
    throw new pulumi.RunError(`The signing keys ${name} name one generation twice: ${generations.join(", ")}.`);
  }
}
