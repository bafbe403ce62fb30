/** SECRET, PASSWORD, CREDENTIAL anywhere, a last word that names a credential, or a connection string with a password. */
const secretName =
  /SECRET|PASSWORD|PASSWD|CREDENTIAL|(^|_)(PASS|TOKEN|SALT|PRIVATE_KEY|API_KEY|KEY)$|^(DATABASE|REDIS|MONGO(DB)?)_UR[IL]$/;

/** Keys that are public by name. */
const publicName = /(^|_)PUBLIC_KEY$/;

/** Whether a variable's name marks its value as a secret. */
export function looksSecret(name: string): boolean {
  return secretName.test(name.toUpperCase()) && !publicName.test(name.toUpperCase());
}
