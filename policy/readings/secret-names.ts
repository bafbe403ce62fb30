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

/** Words that make a variable a secret wherever they stand, words that do so at the end, and connection strings. */
const secretName =
  /SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|(^|_)(PASS|PWD|TOKEN|SALT|PRIVATE_KEY|API_KEY|APIKEY|KEY)$|^(DATABASE|DB|REDIS|MONGO(DB)?|POSTGRES(QL)?|AMQP|RABBITMQ)_UR[IL]$/;

/** Endings that make such a name a setting about a secret instead: how long it lives, where it is, what it is called. */
const aboutSecret =
  /_(DAYS|HOURS|MINUTES|SECONDS|LENGTH|LIFETIME|TTL|EXPIRES_IN|EXPIRY|ENABLED|REQUIRED|HEADER|NAME|ID|ARN|PATH|PREFIX|VERSION|ROUNDS|COST|PAGE|ROTATION|ROTATION_CLASS|MANAGER)$|(^|_)(PUBLIC|PUBLISHABLE|PARTITION|SORT|PRIMARY|FOREIGN|CACHE|ROUTING|OBJECT|S3|KMS|GROUP|TAG)_KEY$/;

/**
 * Values that are credentials whatever they are called: a URL with a password in it, key files, signed tokens, and keys of
 * AWS, Paystack, Stripe, SendGrid, GitHub, GitLab, npm, Slack and Google, each by the form its maker gives it.
 */
const credentialValue = new RegExp(
  [
    String.raw`^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@`,
    "-----BEGIN [A-Z ]*PRIVATE KEY-----",
    String.raw`\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
    String.raw`\b[sr]k_(live|test)_\w+`,
    String.raw`\bwhsec_[A-Za-z0-9]{16,}`,
    String.raw`\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.`,
    String.raw`\bSG\.[\w-]{16,}\.[\w-]{16,}`,
    String.raw`\bgh[pousr]_[A-Za-z0-9]{36}`,
    String.raw`\bgithub_pat_\w{22,}`,
    String.raw`\bglpat-[\w-]{20}`,
    String.raw`\bnpm_[A-Za-z0-9]{36}`,
    String.raw`\bxox[abeprs]-[\w-]{10,}`,
    String.raw`\bhooks\.slack\.com\/services\/\w+\/\w+\/\w+`,
    String.raw`\bAIza[\w-]{35}`,
  ].join("|"),
);

/** Values that say where a secret is, or whether there is one: an ARN, a reference to be resolved, a word for yes or no. */
const noSecret =
  /^(arn:|\{\{resolve:|ssm:|https?:\/\/[^@\s]*$|(true|false|yes|no|on|off|enabled|disabled|none|null)?$)/i;

/** Whether a variable's name says that its value is a secret: SMTP_PASS, smtp-pass and smtpPass alike. */
export function isSecretName(name: string): boolean {
  const upper = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[-. /:]/g, "_")
    .toUpperCase();
  return listed.has(upper) || (secretName.test(upper) && !aboutSecret.test(upper));
}

/** Whether a variable that is a secret by its name holds the secret itself, as far as its value tells. */
export function holdsSecret(value: string | undefined): boolean {
  return value === undefined || !noSecret.test(value);
}

/** Whether a value is a credential by its shape: a known form, or a long random text. */
export function isCredential(value: string): boolean {
  return credentialValue.test(value) || isRandom(value);
}

/** Whether a longer text, such as a script or a command, has a credential in it. */
export function hasCredential(text: string): boolean {
  return credentialValue.test(text) || text.split(/[\s"'=,;]+/).some(isCredential);
}

/** The digest of a file, as images, packages and web pages name it. */
const digest = /^(md5|sha(1|224|256|384|512))[-:]/i;

/** What AWS CDK and CloudFormation add to a name to tell it from others. */
const logicalHash = /[0-9A-F]{8}$/;

/** Shorter texts are too short to be told from words, with and without the parts that are names. */
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

/** Whether a text is made of letters of both cases and digits, too evenly for words, for a path or for a name. */
function isRandom(value: string): boolean {
  if (value.length < shortest.whole || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value) || digest.test(value)) return false;
  // What is left out is a word, an account's id, or a suffix in hexadecimal digits; no name ends as base64 does.
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

/** Of all neighbours within the parts, the share that is of two kinds. */
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
