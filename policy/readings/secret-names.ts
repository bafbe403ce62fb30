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

/** Values that are credentials whatever they are called: a URL with a password in it, key files, keys of AWS and Paystack. */
const credentialValue =
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bsk_(live|test)_\w+/;

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

/** Whether a text is made of letters of both cases and digits, too evenly for words or for a path. */
function isRandom(value: string): boolean {
  const mixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
  return mixed && /^[A-Za-z0-9+/_-]{32,}={0,2}$/.test(value) && entropyOf(value) > 4.3;
}

/** Shannon entropy in bits per character. Hexadecimal digests stay at or below 4, random base64 text is well above. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
