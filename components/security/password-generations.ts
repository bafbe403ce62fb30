import type * as pulumi from "@pulumi/pulumi";
import { Keyring, type Generation } from "./keyring";
import type { KeyringFacts } from "../../settings/secrets/keyring-facts";
import { passwordStrength } from "../../settings/secrets/strength";
import { randomSecret } from "./random-secret";

/** A generation of a password; a secret. */
type Password = Generation<pulumi.Output<string>>;

/**
 * The passwords a store accepts, the one to use first.
 * @param keyring the facts of their rotation.
 */
export function passwordGenerations(
  name: string,
  keyring: KeyringFacts,
  parent: pulumi.Resource,
): readonly [Password, ...Password[]] {
  const { current, generations } = new Keyring(
    name,
    keyring,
    (_, seedName, options) => randomSecret(seedName, passwordStrength, options),
    { parent },
  );
  return [current, ...generations.slice(1)];
}
