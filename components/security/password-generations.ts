import type * as pulumi from "@pulumi/pulumi";
import { Keyring } from "./keyring";
import type { Generation, KeyringFacts } from "./keyring";
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
    (_, seedName, options) => randomSecret(seedName, "password", options),
    { parent },
  );
  return [current, ...generations.slice(1)];
}
