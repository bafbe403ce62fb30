import { createHash, createPublicKey } from "node:crypto";

/** The public key of a signing key as JSON (RFC 7517), to verify tokens. */
export interface PublicJsonWebKey {
  readonly kty: "RSA";
  /** The modulus, base64url. */
  readonly n: string;
  /** The exponent, base64url. */
  readonly e: string;
  readonly use: "sig";
  readonly alg: "RS256";
  /** The key's thumbprint, by which the header of a token names it. */
  readonly kid: string;
}

/**
 * The JSON Web Key of a public RSA key in PEM. Its id is the thumbprint of RFC 7638: made from the key alone, so that every
 * side computes the same one. Throws when the text is no RSA key.
 */
export function jsonWebKey(publicKeyPem: string): PublicJsonWebKey {
  const { kty, n, e } = createPublicKey(publicKeyPem).export({ format: "jwk" });
  if (kty !== "RSA" || n === undefined || e === undefined) throw new Error("The public key is no RSA key.");
  // The members that RFC 7638 demands, in its order and without spaces.
  const kid = createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url");
  return { kty, n, e, use: "sig", alg: "RS256", kid };
}

/** A set of keys as a JWKS document (RFC 7517, section 5). */
export function jsonWebKeySet(publicKeyPems: readonly string[]): string {
  return JSON.stringify({ keys: publicKeyPems.map(jsonWebKey) });
}
