import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** A certificate that signed itself, and its key, both as PEM. */
export interface SelfSignedCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * A certificate for one host name, valid from yesterday, made without any program: just enough of X.509 (RFC 5280) in DER
 * for a server of a test to be verified by.
 * @param days for which it is still valid; ten years where nothing is said.
 */
export function selfSignedCertificate(host: string, days = 3650): SelfSignedCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const subjectKey = publicKey.export({ type: "spki", format: "der" });
  const serial = createHash("sha256").update(subjectKey).digest().subarray(0, 8);
  // A name of its own for each: whoever trusts two looks for the right one by its name.
  const commonName = Buffer.from(`${host} ${serial.toString("hex")}`);
  const name = sequence(set(sequence(objectId(85, 4, 3), tagged(0x0c, commonName))));
  const algorithm = sequence(ecdsaWithSha256);
  const day = 86_400_000;
  const toBeSigned = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    name,
    sequence(time(Date.now() - day), time(Date.now() + days * day)),
    name,
    subjectKey,
    tagged(0xa3, sequence(subjectAlternativeName(host), certificateAuthority)),
  );
  const signature = sign("sha256", toBeSigned, privateKey);
  return {
    certificate: pem("CERTIFICATE", sequence(toBeSigned, algorithm, bits(signature))),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length =
    content.length < 0x80
      ? [content.length]
      : content.length < 0x100
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts);
}

function set(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x31, ...parts);
}

function octets(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x04, ...parts);
}

function bits(content: Uint8Array): Buffer {
  return tagged(0x03, Buffer.from([0]), content);
}

/**
 * A positive integer in as few bytes as it needs, or it is no DER: a leading zero stands only where it keeps the first
 * bit from being read as a sign.
 */
function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? bytes.subarray(-1) : bytes.subarray(first);
  return tagged(0x02, Buffer.from((digits[0] ?? 0) >= 0x80 ? [0] : []), digits);
}

/** An object identifier of bytes that are already in their DER form. */
function objectId(...bytes: readonly number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes));
}

/** `20261124093000Z`, which is also right after 2049. */
function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\D/g, "").slice(0, 14);
  return tagged(0x18, Buffer.from(`${digits}Z`));
}

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02);

const yes = tagged(0x01, Buffer.from([0xff]));

/** 2.5.29.19, critical: the certificate may stand as its own authority. */
const certificateAuthority = sequence(objectId(85, 29, 19), yes, octets(sequence(yes)));

/** 2.5.29.17 */
function subjectAlternativeName(host: string): Buffer {
  return sequence(objectId(85, 29, 17), octets(sequence(tagged(0x82, Buffer.from(host)))));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
