import { randomBytes } from "node:crypto";
import type { JsonWebKey, KeyObject } from "node:crypto";

/** A public key as OpenSSH writes it: the name of its kind and the bytes that stand in base64 behind it. */
export interface PublicBlob {
  readonly type: string;
  readonly bytes: Buffer;
}

const curveNames: Readonly<Record<string, string>> = { "P-256": "nistp256", "P-384": "nistp384", "P-521": "nistp521" };

/** The public key of an RSA, ECDSA or Ed25519 key, or undefined for a curve OpenSSH does not know (RFC 4253, 5656, 8709). */
export function opensshPublicBlob(key: KeyObject): PublicBlob | undefined {
  const parts = publicParts(key);
  return parts && { type: parts.type, bytes: Buffer.concat([text(parts.type), ...parts.fields]) };
}

/**
 * An unencrypted private key in OpenSSH's own format (PROTOCOL.key of OpenSSH), or empty for a curve it does not know.
 */
export function opensshPrivateKey(key: KeyObject): string {
  const parts = publicParts(key);
  if (!parts) return "";
  const publicBlob = Buffer.concat([text(parts.type), ...parts.fields]);
  const check = randomBytes(4);
  const secret = Buffer.concat([check, check, text(parts.type), ...privateFields(key, parts), text("")]);
  const block = 8;
  const padding = Buffer.from(
    Array.from({ length: (block - (secret.length % block)) % block }, (_, index) => index + 1),
  );
  const whole = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    text("none"),
    text("none"),
    text(""),
    Buffer.from([0, 0, 0, 1]),
    field(publicBlob),
    field(Buffer.concat([secret, padding])),
  ]);
  const lines = whole.toString("base64").match(/.{1,70}/g) ?? [];
  return ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join("\n");
}

interface PublicParts {
  readonly type: string;
  readonly fields: readonly Buffer[];
}

function publicParts(key: KeyObject): PublicParts | undefined {
  if (key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "secp224r1") return undefined;
  const jwk: JsonWebKey = key.export({ format: "jwk" });
  if (jwk.kty === "RSA") return { type: "ssh-rsa", fields: [integer(jwk.e), integer(jwk.n)] };
  if (jwk.kty === "OKP") return { type: "ssh-ed25519", fields: [field(bytes(jwk.x))] };
  const curve = curveNames[jwk.crv ?? ""];
  if (curve === undefined) return undefined;
  const point = Buffer.concat([Buffer.from([4]), bytes(jwk.x), bytes(jwk.y)]);
  return { type: `ecdsa-sha2-${curve}`, fields: [text(curve), field(point)] };
}

/** What follows the kind of key in the private part; RSA repeats the public numbers in another order. */
function privateFields(key: KeyObject, parts: PublicParts): readonly Buffer[] {
  const jwk: JsonWebKey = key.export({ format: "jwk" });
  if (jwk.kty === "RSA") return [jwk.n, jwk.e, jwk.d, jwk.qi, jwk.p, jwk.q].map(integer);
  if (jwk.kty === "OKP") return [...parts.fields, field(Buffer.concat([bytes(jwk.d), bytes(jwk.x)]))];
  return [...parts.fields, integer(jwk.d)];
}

/** An integer as SSH writes it: no leading zeros, but one in front of a first bit that would read as a sign. */
function integer(base64url: string | undefined): Buffer {
  const raw = bytes(base64url);
  const start = raw.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? Buffer.alloc(0) : raw.subarray(start);
  return field((digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

function text(value: string): Buffer {
  return field(Buffer.from(value));
}

function field(value: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length);
  return Buffer.concat([length, value]);
}

function bytes(base64url: string | undefined): Buffer {
  return Buffer.from(base64url ?? "", "base64url");
}
