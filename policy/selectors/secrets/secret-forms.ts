import { isObject, parsedJson } from "../json-text";

// Classification of values by their form, for variables that are named like a secret.

/** Placeholders: `${PASSWORD}`, `$(PASSWORD)`, `{{ password }}`, `{password}`, `<password>`, `***`. */
const filledIn = /\$\{[^}]{0,200}\}|\$\([^)]{0,200}\)|\{\{[^}]{0,200}\}\}|\{\w{1,200}\}|<[\w .-]{1,200}>|\*{3,}/g;

/** An address without a password and without a query: of a web page, a bucket, a database, a file. */
const address = /^[a-z][a-z0-9+.-]*:\/\/([^/\s:@?]*:?@)?[^@\s?#]*(#[\w-]*)?$/i;
/** A URL whose query has no long value; secrets in it are recognised by their own form. */
const webAddress = /^https?:\/\/[^@\s]*$/i;

/** A path from the root, a path of words such as the name of a secret, and the name of a file. */
const absolutePath = /^(~|\.{1,2})?(\/[\w.:~-]{0,40})+$/;
const pathOfWords = /^[a-z][a-z-]{1,40}(\/[a-z0-9][a-z0-9._-]{0,40})+(:[A-Za-z][\w-]{0,40})*$/;
const fileName = /^[\w./-]{1,80}\.(pem|key|crt|cer|der|json|jwks?|txt|ya?ml|p12|pfx|jks|env|ini|conf|toml|html?)$/i;

/** The location of a secret, or whether there is one. */
const reference =
  /^(arn:|\{\{resolve:|(ssm|vault|secretsmanager|op|alias|projects)[:/]|\[secret\]$|%\w+%$|\$\w+$)|^(true|false|yes|no|on|off|enabled|disabled|none|null|undefined|required|optional|mandatory|bearer|managed|generated|external|iam|auto)?$/i;

const duration = /^\d{1,6}\s?(ms|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|y|years?)$/i;

const algorithm =
  /^((HS|RS|ES|PS)(256|384|512)|EdDSA|none|bcrypt|scrypt|argon2(id|i|d)?|pbkdf2([-_]\w+)?|(hmac[-_])?sha-?(1|224|256|384|512)|A(128|192|256)(GCM|KW|CBC)|aes[-_](128|192|256)[-_](gcm|cbc|ctr))$/i;

/** Public keys, certificates and derived values, by their prefixes. */
const publicKey = new RegExp(
  [
    "^-----BEGIN (?:[A-Z0-9 ]+ )?(?:PUBLIC KEY|CERTIFICATE)-----",
    // The same two in base64.
    "^LS0tLS1CRUdJTi(?:BDRVJUSUZJQ0FUR|BQVUJMSUMgS0VZ|BSU0EgUFVCTElDIEtF)",
    "^(?:ssh-(?:rsa|ed25519)|ecdsa-sha2-nistp\\d+) AAAA|^AAAA(?:B3NzaC1yc2E|C3NzaC1lZDI1NTE5|E2VjZHNh)",
    // Prefixes of encoded RSA, P-256 and Ed25519 keys, and of certificates.
    "^MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A|^MIICIjANBgkqhkiG9w0BAQEFAAOCAg8A|^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE|^MCowBQYDK2VwAyEA",
    // A public key of Web Push: 65 bytes, the first of them 4.
    "^B[A-Za-z0-9_-]{86}$",
  ].join("|"),
);

/** A number, or one or a few enumeration words, as in settings: "strict", "one-time", "lower,upper,digit". */
const number = /^[-+]?\d{1,12}(\.\d+)?%?$/;
const word = String.raw`[A-Za-z]{1,24}\d{0,3}`;
const words = new RegExp(String.raw`^${word}([ _.,:;|/+=-]{1,2}(${word}|\d{1,6}))*$`);
const hostName = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{2,5})?$/i;
const mailAddress = /^[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;
const expression = /^\^.*\$$/;

/** Site keys of reCAPTCHA and Turnstile, which pages publish; their secret keys have the same form, so the name decides. */
const siteKey = /^(6L[\w-]{38}|0x4[\w-]{20,40})$/;

/** Whether a variable is named a site key and its value has that form. */
export function isSiteKey(name: string, value: string): boolean {
  return /site[-_]?key$/i.test(name) && siteKey.test(value);
}

/** Whether a value is a public key or a certificate, which is not secret. */
export function isPublicKey(value: string): boolean {
  return publicKey.test(value);
}

/**
 * Whether a value is not a secret, regardless of its name: an address without a password, a path, a reference, a duration, an
 * algorithm, a public key, or a placeholder.
 */
export function isNoSecret(value: string): boolean {
  const written = value.trim();
  const rest = written.replace(filledIn, "");
  return (
    (rest === "" && written !== rest) ||
    [address, webAddress, reference].some((form) => form.test(rest)) ||
    ([absolutePath, pathOfWords, fileName].some((form) => form.test(rest)) && !rest.split("/").some(isDrawn)) ||
    [duration, algorithm].some((form) => form.test(written)) ||
    isPublicKey(written)
  );
}

/**
 * Whether a value is a setting: a number, a word of an enumeration or a few, an expression, a host, or a document of
 * these. A password may have that form too, so this is used only for variables that are about a secret.
 */
export function isSetting(value: string): boolean {
  const written = value.trim();
  if ([number, words, expression, hostName, mailAddress].some((form) => form.test(written))) return true;
  const document = parsedJson(written);
  return typeof document === "object" && document !== null && leaves(document).every(isSettingLeaf);
}

/** Whether a part of a path has letters of both cases and digits, as random values have, and few names. */
function isDrawn(part: string): boolean {
  return part.length >= 8 && /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part);
}

function isSettingLeaf(leaf: unknown): boolean {
  return typeof leaf !== "string" || isSetting(leaf) || isNoSecret(leaf);
}

function leaves(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isObject(value) ? Object.values(value).flatMap(leaves) : [value];
}
