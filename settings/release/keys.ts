import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject, verify } from "node:crypto";
import { type ReleaseRole, releaseRoles } from "./statement";

/**
 * A public key as the settings have it: SubjectPublicKeyInfo in base64, as `aws kms get-public-key --query PublicKey` prints
 * it. `undefined` if it is not a P-256 key.
 */
export function publicKeyOf(base64: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a key signed a text: ECDSA with SHA-256, the signature in DER, as the algorithm ECDSA_SHA_256 of AWS KMS makes it. */
export function isSignedBy(base64: string, text: Buffer, signature: Buffer): boolean {
  const key = publicKeyOf(base64);
  return key !== undefined && verify("sha256", text, { key, dsaEncoding: "der" }, signature);
}

/**
 * The key pair of a role in a rehearsal. Anyone can create it, so it proves nothing: the settings of a real account refuse it.
 */
export function rehearsalKey(role: ReleaseRole): { readonly privateKey: KeyObject; readonly publicKey: string } {
  const ecdh = createECDH("prime256v1");
  const scalar = createHash("sha256").update(`care-platform rehearsal ${role}`).digest();
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const jwk = { kty: "EC", crv: "P-256", d: scalar.toString("base64url"), x, y };
  const privateKey = createPrivateKey({ key: jwk, format: "jwk" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return { privateKey, publicKey: spki.toString("base64") };
}

/** Whether a public key is one of a rehearsal's. */
export function isRehearsalKey(base64: string): boolean {
  return releaseRoles.some((role) => rehearsalKey(role).publicKey === base64);
}
