import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { entriesOf, keyringFrom } from "./environment";

/** Encrypts and decrypts the rows of the database. */
export interface Ciphertexts {
  /** The id of the generation that encrypts. */
  readonly current: string;
  /** The id of the previous generation; undefined if none is accepted. */
  readonly previous: string | undefined;
  /** `<id>.<nonce, tag and ciphertext in base64>` */
  encrypt(text: string): string;
  /** Throws for a ciphertext whose key is not here, and for one that was changed. */
  decrypt(ciphertext: string): string;
}

const algorithm = "aes-256-gcm";
const nonceLength = 12;
const tagLength = 16;

/** Ciphertexts as docs/runbooks/rotation/re-encryption.md demands them: the id first, authenticated with the rest. */
export function ciphertextsOfKeyrings(): Ciphertexts {
  const keys = keyringFrom("ENCRYPTION_KEY");
  const salts = new Map(entriesOf(keyringFrom("ENCRYPTION_IV_SALT")).map(({ kid, value }) => [kid, value]));
  const derived = new Map(
    entriesOf(keys).map(({ kid, value }) => [
      kid,
      Buffer.from(hkdfSync("sha256", Buffer.from(value, "base64"), saltOf(salts, kid), "rows", 32)),
    ]),
  );
  const keyOf = (kid: string): Buffer => {
    const key = derived.get(kid);
    if (key === undefined) throw new Error(`no encryption key has the id ${kid}`);
    return key;
  };
  return {
    current: keys.current.kid,
    previous: keys.previous?.kid,
    encrypt: (text) => {
      const { kid } = keys.current;
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, keyOf(kid), nonce).setAAD(Buffer.from(kid));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `${kid}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64")}`;
    },
    decrypt: (ciphertext) => {
      const [kid = "", encoded = ""] = ciphertext.split(".");
      const bytes = Buffer.from(encoded, "base64");
      const decipher = createDecipheriv(algorithm, keyOf(kid), bytes.subarray(0, nonceLength))
        .setAAD(Buffer.from(kid))
        .setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
      return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString(
        "utf8",
      );
    },
  };
}

function saltOf(salts: ReadonlyMap<string, string>, kid: string): Buffer {
  const salt = salts.get(kid);
  if (salt === undefined) throw new Error(`no salt has the id ${kid}`);
  return Buffer.from(salt, "hex");
}
