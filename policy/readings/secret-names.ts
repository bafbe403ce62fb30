/** Names the checklists list as secret by themselves (DS-WA-05, MP-EXT-02, MP-EXT-04). */
const listed: ReadonlySet<string> = new Set([
  "WHATSAPP_ACCESS_TOKEN",
  "WHATSAPP_PHONE_NUMBER_ID",
  "WHATSAPP_BUSINESS_ACCOUNT_ID",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_AUTH_TOKEN",
  "SENDGRID_API_KEY",
  "SENTRY_DSN",
]);

/** Words that make a variable a secret wherever they stand, words that do so at the end, and connection strings. */
const secretName =
  /SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|(^|_)(PASS|PWD|TOKEN|SALT|PRIVATE_KEY|API_KEY|KEY)$|^(DATABASE|REDIS|MONGO(DB)?|POSTGRES(QL)?)_UR[IL]$/;

/** Endings that make such a name a setting about a secret instead: how long it lives, where it is, what it is called. */
const aboutSecret =
  /_(DAYS|HOURS|MINUTES|SECONDS|LENGTH|LIFETIME|TTL|EXPIRES_IN|EXPIRY|ENABLED|REQUIRED|HEADER|NAME|ARN|PATH|ROUNDS|COST)$|(^|_)PUBLIC_KEY$/;

/** Values that are credentials whatever they are called: a URL with a password in it, key files, keys of AWS and Paystack. */
const credentialValue =
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bsk_(live|test)_\w+/;

/** Whether a variable's name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  const upper = name.toUpperCase();
  return listed.has(upper) || (secretName.test(upper) && !aboutSecret.test(upper));
}

/** Whether a value is a credential by its shape: a known form, or a long random text. */
export function isCredential(value: string): boolean {
  return credentialValue.test(value) || (/^[A-Za-z0-9+/=_-]{32,}$/.test(value) && entropyOf(value) > 4.3);
}

/** Shannon entropy in bits per character. Hexadecimal digests stay at or below 4, random base64 text is well above. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
