import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Strength } from "../../settings/secrets/strength";
import { statedAs } from "../stated-values";

/** A generated secret from one random resource; the output is secret. */
export function randomSecret(
  name: string,
  strength: Strength,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if ("characters" in strength) return text(name, strength.characters, options);
  const bytes = new random.RandomBytes(name, { length: strength.bytes }, options);
  return statedAs(pulumi.secret(bytes[strength.as]), bytes[strength.as]);
}

/** Letters and digits, at least four of each kind so that no password policy is left unmet. */
function text(name: string, length: number, options: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const password = new random.RandomPassword(
    name,
    { length, special: false, minLower: 4, minUpper: 4, minNumeric: 4 },
    options,
  );
  return statedAs(pulumi.secret(password.result), password.result);
}
