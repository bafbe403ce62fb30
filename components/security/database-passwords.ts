import * as pulumi from "@pulumi/pulumi";
import { byUser, slotOf, type UserSlot } from "../data/alternating-users";
import type { PasswordSecret } from "../data/database-roles";
import { Keyring } from "./keyring";
import type { KeyringFacts } from "../../settings/secrets/keyring-facts";
import { passwordStrength } from "../../settings/secrets/strength";
import { randomSecret } from "./random-secret";
import { SecretEntry } from "./secret-entry";

export interface DatabasePasswordsArgs {
  /** The facts of their rotation. */
  keyring: KeyringFacts;
  /** The users of these passwords, for the description in the console: `the applications of med-platform`. */
  user: string;
  /** The ARN of the customer-managed key that encrypts the entries. */
  kmsKeyArn: pulumi.Input<string>;
  /** The recovery window in days, 7 to 30; 0 deletes at once and frees the name. @default 30 */
  recoveryWindowDays?: number;
}

/** A password, and its secret for the function that sets it. */
interface Password {
  readonly password: pulumi.Output<string>;
  readonly place: PasswordSecret;
}

/**
 * The passwords of a database's user, or of two that alternate: one entry for each generation,
 * `<stage>/<system>/<secret>/g<generation>`. Each has a separate name, because Secrets Manager keeps a deleted name for
 * its recovery window, and the next rotation is sooner.
 *
 * Cost (November 2026, list price, all regions): USD 0.40 a month, twice that during a rotation.
 */
export class DatabasePasswords extends pulumi.ComponentResource {
  /** The password of the current generation; a secret. */
  readonly password: pulumi.Output<string>;
  /** Its secret. */
  readonly place: PasswordSecret;
  /** The secrets with the passwords of two alternating users; null for one that must not log in. */
  readonly places: Readonly<Record<UserSlot, PasswordSecret | null>>;
  /** Which of two alternating users the application logs in as. */
  readonly slot: UserSlot;
  /** The number of the current generation. */
  readonly generation: number;

  constructor(name: string, args: DatabasePasswordsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:security:DatabasePasswords", name, { ...args }, options);

    const keyring = new Keyring(
      name,
      args.keyring,
      (number, seedName, seedOptions) => password(number, seedName, args, seedOptions),
      { parent: this },
    );

    this.password = keyring.current.seed.password;
    this.place = keyring.current.seed.place;
    this.places = byUser(keyring.generations.map(({ number, seed }) => ({ number, of: seed.place })));
    this.slot = slotOf(keyring.current.number);
    this.generation = keyring.current.number;
    this.registerOutputs({ password: this.password, slot: this.slot, generation: this.generation });
  }
}

function password(
  generation: number,
  name: string,
  args: DatabasePasswordsArgs,
  options: pulumi.CustomResourceOptions,
): Password {
  const value = randomSecret(name, passwordStrength, options);
  const { stage, system, secret } = args.keyring;
  const { arn, versionId } = new SecretEntry(
    name,
    {
      stage,
      system,
      variable: `${secret}/g${generation}`,
      value,
      description: `Password of ${args.user}, generation ${generation}`,
      kind: args.keyring.kind,
      generation: generation,
      kmsKeyArn: args.kmsKeyArn,
      recoveryWindowDays: args.recoveryWindowDays,
    },
    { parent: options.parent },
  );
  const emergency = args.keyring.emergency !== undefined && generation === args.keyring.current;
  return { password: value, place: { secretArn: arn, versionId, ...(emergency && { emergency }) } };
}
