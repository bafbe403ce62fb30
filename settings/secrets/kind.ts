/**
 * The kind of a secret, which decides its generation, its rotation and the effect of an emergency. The only vocabulary of
 * secrets in this project.
 * - `signing`: an HMAC secret that signs tokens, or one that is compared with what a caller shows.
 * - `rsa`: a pair of RSA keys that signs tokens; verifiers need the public halves only.
 * - `encryption`: a key that stored data depends on.
 * - `database-user`: the password of a database's user.
 * - `redis-user`: the password of a Redis user that accepts two.
 * - `vendor`: a credential that a vendor issues; it is renewed at the vendor and has no generations here.
 */
export type SecretKind = "signing" | "rsa" | "encryption" | "database-user" | "redis-user" | "vendor";

/** The kinds that a stage makes by itself and keeps in a keyring. */
export type KeyringKind = Exclude<SecretKind, "vendor">;
