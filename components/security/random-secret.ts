import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/**
 * What a secret is made for, which decides how it is made:
 * - `password`: 48 letters and digits. Fits every store here: RDS refuses `/ @ "` and spaces, ElastiCache all but a few
 *   special characters, and a URL needs no escapes (AH-VAR-02, AH-VAR-07).
 * - `signing-secret`: 64 letters and digits; more than any checklist asks of an HMAC secret (AH-VAR-03, C-03).
 * - `encryption-key`: 32 bytes in base64, for AES-256 (AH-VAR-05).
 * - `salt`: 16 bytes in hexadecimal digits (AH-VAR-06).
 */
export type SecretKind = "password" | "signing-secret" | "encryption-key" | "salt";

/** Whether what a secret of this kind protected is lost with it (C-12). */
export function keepsData(kind: SecretKind): boolean {
  return kind === "encryption-key" || kind === "salt";
}

/** A secret that nobody chooses, of one random resource; the output is secret. */
export function randomSecret(
  name: string,
  kind: SecretKind,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  switch (kind) {
    case "password":
      return text(name, 48, options);
    case "signing-secret":
      return text(name, 64, options);
    case "encryption-key":
      return pulumi.secret(new random.RandomBytes(name, { length: 32 }, options).base64);
    case "salt":
      return pulumi.secret(new random.RandomBytes(name, { length: 16 }, options).hex);
  }
}

/** Letters and digits, at least four of each kind so that no password policy is left unmet. */
function text(name: string, length: number, options: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const password = new random.RandomPassword(
    name,
    { length, special: false, minLower: 4, minUpper: 4, minNumeric: 4 },
    options,
  );
  return pulumi.secret(password.result);
}
