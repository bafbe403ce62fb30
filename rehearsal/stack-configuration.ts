import { createCipheriv, pbkdf2, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import type { ConfigValue } from "../stacks/settings/source";

// Pulumi's own way to encrypt with a passphrase (sdk/v3/go/common/resource/config/crypt.go of pulumi/pulumi).
const cipher = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const iterations = 1_000_000;

/** The stack's file has no salt, so its secrets are not kept with a passphrase. */
class NoPassphraseSalt extends Error {}

/**
 * Writes the configuration of a stack into its file, in place of what it held, the secrets encrypted with the stack's
 * passphrase. The engine's own command takes them as arguments, which every user of the machine can read.
 * @param file which the engine has made with `pulumi stack init`.
 */
export async function writeConfiguration(
  file: string,
  values: Readonly<Record<string, ConfigValue>>,
  passphrase: string,
): Promise<void> {
  const settings = parse(fs.readFileSync(file, "utf8")) as Readonly<Record<string, unknown>> | null;
  const salt = settings?.encryptionsalt;
  if (typeof salt !== "string") throw new NoPassphraseSalt(`${file} has no encryptionsalt.`);
  const key = await keyOf(passphrase, salt);
  const config = Object.fromEntries(
    Object.entries(values).map(([name, { value, secret }]) => [
      name,
      secret ? { secure: encrypted(value, key) } : value,
    ]),
  );
  // Quoted, or the engine would read a number or a yes where a text is meant.
  const text = stringify({ ...settings, config }, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
  const temporary = `${file}.${process.pid}`;
  fs.writeFileSync(temporary, text, { mode: 0o600 });
  fs.renameSync(temporary, file);
}

function keyOf(passphrase: string, salt: string): Promise<Buffer> {
  const [, bytes = ""] = salt.split(":");
  return promisify(pbkdf2)(passphrase, Buffer.from(bytes, "base64"), iterations, keyBytes, "sha256");
}

function encrypted(value: string, key: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const encryption = createCipheriv(cipher, key, nonce);
  const text = Buffer.concat([encryption.update(value, "utf8"), encryption.final(), encryption.getAuthTag()]);
  return ["v1", nonce.toString("base64"), text.toString("base64")].join(":");
}
