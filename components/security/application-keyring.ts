import * as pulumi from "@pulumi/pulumi";
import { Keyring, type Generation } from "./keyring";
import type { KeyringFacts } from "../../settings/secrets/keyring-facts";
import { randomSecret } from "./random-secret";
import type { Strength } from "../../settings/secrets/strength";
import { SecretEntry } from "./secret-entry";
import { jsonText, statedSecret, textOf } from "../stated-values";

export interface ApplicationKeyringArgs {
  /** The facts of its rotation; `secret` is the variable the application reads. */
  keyring: KeyringFacts;
  /** How each generation is generated. */
  strength: Strength;
  /** The description in the console, one sentence: its purpose, and the effect of its loss. */
  description: string;
  /** The ARN of the customer-managed key that encrypts the entry. */
  kmsKeyArn: pulumi.Input<string>;
  /** The recovery window in days, 7 to 30; 0 deletes at once and frees the name. @default 30 */
  recoveryWindowDays?: number;
  /** Whether Pulumi refuses to delete secrets that stored data depends on. @default true */
  protectData?: boolean;
}

type Secret = pulumi.Output<string>;

/**
 * A secret an application signs, verifies or encrypts with, in all its generations. One entry holds them, so that a
 * task never has the current one of today and the previous one of yesterday:
 * `{"current":{"kid":"g7","value":…},"previous":{…},"next":{…},"JWT_SECRET":…,"JWT_SECRET_PREVIOUS":…,"JWT_SECRET_NEXT":…}`.
 *
 * Cost (November 2026, list price, all regions): USD 0.40 a month and USD 0.05 for 10,000 reads.
 */
export class ApplicationKeyring extends pulumi.ComponentResource {
  /**
   * By variable, ECS's `valueFrom` with the pinned version: the secret's own name, that name with
   * `_PREVIOUS` and `_NEXT` while there is such a generation, and with `_KEYRING` for the whole as JSON.
   */
  readonly valueFrom: Readonly<Record<string, pulumi.Output<string>>>;
  /** The ARN of the entry, for the permission to read. */
  readonly arns: readonly pulumi.Output<string>[];
  /** The value of the current generation; a secret. */
  readonly value: Secret;
  /** The number of the current generation. */
  readonly generation: number;

  constructor(name: string, args: ApplicationKeyringArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:security:ApplicationKeyring", name, { ...args }, options);

    const keyring = this.keyring(name, args);
    const entry = this.entry(name, args, keyring);

    this.valueFrom = references(args.keyring, entry);
    this.arns = [entry.arn];
    this.value = keyring.current.seed;
    this.generation = keyring.current.number;
    this.registerOutputs({
      valueFrom: this.valueFrom,
      arns: this.arns,
      value: this.value,
      generation: this.generation,
    });
  }

  private keyring(name: string, { keyring, strength, protectData = true }: ApplicationKeyringArgs): Keyring<Secret> {
    return new Keyring(
      name,
      keyring,
      // The gate that counts rows protects the previous key: with `protect` it could never be retired.
      (number, seedName, options) =>
        randomSecret(seedName, strength, {
          ...options,
          protect: protectData && keepsData(keyring) && number >= keyring.current,
        }),
      { parent: this },
    );
  }

  private entry(name: string, args: ApplicationKeyringArgs, keyring: Keyring<Secret>): SecretEntry {
    const { stage, system, secret } = args.keyring;
    return new SecretEntry(
      `${name}-keyring`,
      {
        stage,
        system,
        variable: `${secret}_KEYRING`,
        value: document(secret, keyring),
        description: args.description,
        kind: args.keyring.kind,
        generation: keyring.current.number,
        kmsKeyArn: args.kmsKeyArn,
        recoveryWindowDays: args.recoveryWindowDays,
        protect: (args.protectData ?? true) && keepsData(args.keyring),
      },
      { parent: this },
    );
  }
}

/** Whether data is lost with the secret (C-12). */
function keepsData({ kind }: KeyringFacts): boolean {
  return kind === "encryption";
}

/** The id of a generation, as in the header of a token or the prefix of a ciphertext. */
function keyId(generation: number): string {
  return `g${generation}`;
}

/** The keyring in the format for applications: by slot, and by variable. */
function document(secret: string, { current, next, previous }: Keyring<Secret>): pulumi.Output<string> {
  const slot = (generation: Generation<Secret> | undefined) =>
    generation && { kid: keyId(generation.number), value: generation.seed };
  return statedSecret(
    jsonText({
      current: slot(current),
      previous: slot(previous),
      next: slot(next),
      [secret]: current.seed,
      [`${secret}_PREVIOUS`]: previous?.seed,
      [`${secret}_NEXT`]: next?.seed,
    }),
  );
}

/** `arn:json-key:version-stage:version-id` for each variable; a key that is not there would keep a task from starting. */
function references(
  { secret, next, previous }: KeyringFacts,
  entry: SecretEntry,
): Record<string, pulumi.Output<string>> {
  const variables = [
    secret,
    ...(previous === undefined ? [] : [`${secret}_PREVIOUS`]),
    ...(next === undefined ? [] : [`${secret}_NEXT`]),
  ];
  return {
    ...Object.fromEntries(
      variables.map((variable) => [variable, textOf`${entry.arn}:${variable}::${entry.versionId}`]),
    ),
    [`${secret}_KEYRING`]: entry.valueFrom,
  };
}
