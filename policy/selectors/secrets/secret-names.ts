import { hasKnownForm } from "./credential-forms";
import { isNoSecret, isPublicKey, isSetting } from "./secret-forms";

/** Names that are secret by themselves: the checklists' (DS-WA-05, MP-EXT-02, MP-EXT-04), and those of FSBP ECS.8. */
const listed: ReadonlySet<string> = new Set([
  "WHATSAPP_ACCESS_TOKEN",
  "WHATSAPP_PHONE_NUMBER_ID",
  "WHATSAPP_BUSINESS_ACCOUNT_ID",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_AUTH_TOKEN",
  "SENDGRID_API_KEY",
  "SENTRY_DSN",
  "AWS_ACCESS_KEY_ID",
  "ECS_ENGINE_AUTH_DATA",
]);

/** Words that mark a variable as a secret at any position, words that do so at the end, and connection strings. */
const secretName =
  /SECRET|PASSWORD|PASSWD|PASS_?PHRASE|PASSCODE|CREDENTIAL|(^|_)(PASS|PWD|PSW|PSWD|PEPPER|TOKEN|SALT|PRIVATE_KEY|API_KEY|APIKEY|KEY)$|^(DATABASE|DB|REDIS|MONGO(DB)?|POSTGRES(QL)?|AMQP|RABBITMQ)_UR[IL]$/;

/** Suffixes that make such a name a setting about a secret instead: its lifetime, its location, its name. */
const aboutSecret =
  /_(DAYS|HOURS|MINUTES|SECONDS|LENGTH|LIFETIME|TTL|EXPIRES_IN|EXPIRY|ENABLED|REQUIRED|HEADER|NAME|ID|ARN|PATH|PREFIX|VERSION|ROUNDS|COST|PAGE|ROTATION|ROTATION_CLASS|MANAGER)$|(^|_)(PUBLIC|PUBLISHABLE|PARTITION|SORT|PRIMARY|FOREIGN|CACHE|ROUTING|OBJECT|S3|KMS|GROUP|TAG)_KEY$/;

/** Suffixes after the word for a secret that keep it a secret: a number, an encoding. */
const qualifier =
  /_(\d+|V\d+|CURRENT|PREVIOUS|NEXT|OLD|NEW|VALUE|PLAIN|PLAINTEXT|TEXT|RAW|STRING|BASE64|B64|HEX|JSON|PROD|PRODUCTION|STAGING|DEV|DEVELOPMENT|TEST|LIVE|DEFAULT|ADMIN|ROOT|MASTER|APP|API)$/;

/** A name that ends with the word for a secret. */
const calledSecret =
  /(SECRET|PASSWORD|PASSWD|PASS_?PHRASE|PASSCODE|CREDENTIAL)S?$|(^|_)(PASS|PWD|PSW|PSWD|PEPPER|TOKEN|SALT|KEY|APIKEY)S?$|^(DATABASE|DB|REDIS|MONGO(DB)?|POSTGRES(QL)?|AMQP|RABBITMQ)_UR[IL]$/;

/** Whether a variable's name marks its value as a secret: SMTP_PASS, smtp-pass and smtpPass alike. */
export function isSecretName(name: string): boolean {
  const upper = upperCase(name);
  return listed.has(upper) || (secretName.test(upper) && !aboutSecret.test(upper));
}

function upperCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[-. /:]/g, "_")
    .toUpperCase();
}

/**
 * Whether a variable that is a secret by its name contains the secret itself, judged by its value. For one that is named
 * as the secret, such as DB_PASSWORD, any unclassified value counts; for one that is only about a secret, such as
 * PASSWORD_POLICY, a word or a number is a setting, and without a value it is unknown.
 */
export function holdsSecret(value: string | undefined, name = "SECRET"): boolean {
  const called = isCalledSecret(upperCase(name));
  if (value === undefined) return called;
  if (isCredential(value)) return true;
  if (isNoSecret(value)) return false;
  return called ? !(isCount(value) && canCount(name)) : !isSetting(value);
}

/** Whether a value is a small number: seconds, rounds, a limit. */
function isCount(value: string): boolean {
  return /^\d{1,6}$/.test(value.trim());
}

/** Whether the name may be a count, such as tokens and salt rounds; a password of digits is a password. */
function canCount(name: string): boolean {
  return /(TOKEN|SALT|KEY)S?$/.test(upperCase(name)) && !listed.has(upperCase(name));
}

function isCalledSecret(upper: string): boolean {
  if (listed.has(upper)) return true;
  const shorter = upper.replace(qualifier, "");
  return calledSecret.test(shorter) || (shorter !== upper && isCalledSecret(shorter));
}

/** Whether a value is a credential by its form: a known form, a long random text, or a generated password. */
export function isCredential(value: string): boolean {
  return hasKnownForm(value) || isPassword(value) || (isRandom(value) && !isPublicKey(value));
}

/** What a generator of passwords draws from, without what paths, queries, patterns and templates are made of. */
const generated = /^(?![$%])(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[!#$^&~%])[A-Za-z0-9!#$%^&~_-]{10,64}$/;
const percentEncoded = /%[0-9A-F]{2}/i;
/** Bits per character of ten different ones, nearly. */
const entropyOfPassword = 3;

/** Whether a text is a password as generators make them: letters of both cases, digits and signs, in no order. */
export function isPassword(value: string): boolean {
  return generated.test(value) && !percentEncoded.test(value) && entropyOf(value) >= entropyOfPassword;
}

/** Whether one of the words of a text is such a password. */
export function mentionsPassword(text: string): boolean {
  return text.split(/[\s"'`=,;:()<>]+/).some(isPassword);
}

/** Whether a longer text, such as a script or a command, has a credential in it. */
export function hasCredential(text: string): boolean {
  return hasKnownForm(text) || text.split(/[\s"'=,;]+/).some(isCredential);
}

/** The digest of a file, as images, packages and web pages name it. */
const digest = /^(md5|sha(1|224|256|384|512))[-:]/i;

/** Suffixes that AWS CDK and CloudFormation add to a name. */
const logicalHash = /[0-9A-F]{8}$/;

/** Shorter texts cannot be distinguished from words, with and without the parts that are names. */
const shortest = { whole: 32, random: 20 };
/** A part so long that has letters of one case only, or no digit, was not drawn from all three kinds. */
const longestOfTwoKinds = 11;
/** Bits per character: names and paths repeat their letters; hexadecimal digests cannot have more than 4. */
const leastEntropy = 4;
/**
 * The share of neighbours that are of two kinds, of small letters, capitals and digits. It is a quarter in words that are
 * written together, and 0.62 on average in random texts of all three.
 */
const leastChange = 0.35;

/** Whether a text mixes letters of both cases and digits too evenly for words, a path or a name. */
function isRandom(value: string): boolean {
  if (value.length < shortest.whole || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value) || digest.test(value)) return false;
  // The omitted parts are words, account ids and hexadecimal suffixes; no name ends like base64.
  const parts = value.replace(logicalHash, "").split(/[-_/+=]+/);
  const random = parts.filter((part) => value.endsWith("=") || part.length <= longestOfTwoKinds || isMixed(part));
  const rest = random.join("");
  return (
    rest.length >= shortest.random && isMixed(rest) && entropyOf(rest) > leastEntropy && changeOf(random) >= leastChange
  );
}

function isMixed(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}

/** The share of adjacent characters that are of different kinds. */
function changeOf(parts: readonly string[]): number {
  const pairs = parts.flatMap((part) => {
    const kinds = Array.from(part, kindOf);
    return kinds.slice(1).map((kind, index) => kind !== kinds[index]);
  });
  return pairs.filter(Boolean).length / pairs.length;
}

function kindOf(character: string): "small" | "capital" | "digit" {
  if (/\d/.test(character)) return "digit";
  return character === character.toLowerCase() ? "small" : "capital";
}

/** Shannon entropy in bits per character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
