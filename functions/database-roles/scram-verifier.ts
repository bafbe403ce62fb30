import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/** Rounds of the key derivation; Postgres's own default, and the least RFC 7677 allows. */
const defaultIterations = 4096;

/**
 * What Postgres keeps of a password, in the form it takes in `ALTER ROLE … PASSWORD`: `SCRAM-SHA-256$4096:<salt>$…`
 * (RFC 5802, RFC 7677). Made here, so that the password itself reaches neither the server nor its log; who holds the
 * verifier still cannot log in. The password must be printable ASCII, for which SASLprep changes nothing.
 */
export function scramVerifier(
  password: string,
  { salt = randomBytes(16), iterations = defaultIterations }: { salt?: Uint8Array; iterations?: number } = {},
): string {
  const saltedPassword = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const storedKey = createHash("sha256").update(keyFor(saltedPassword, "Client Key")).digest("base64");
  const serverKey = keyFor(saltedPassword, "Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${Buffer.from(salt).toString("base64")}$${storedKey}:${serverKey}`;
}

function keyFor(saltedPassword: Uint8Array, purpose: string): Buffer {
  return createHmac("sha256", saltedPassword).update(purpose).digest();
}
