import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { json } from "./parts";
import type { Reply, Seen } from "./reference-stage";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The test accounts of the reference applications, by the environment variables that have them. */
export const accountSecrets = {
  DOCTOR_TEST_EMAIL: "test-doctor@clinic.test",
  DOCTOR_TEST_PASSWORD: "password-of-the-test-doctor",
  AHAVA_TEST_PATIENT_EMAIL: "test-patient@ahava.test",
  AHAVA_TEST_PATIENT_PASSWORD: "password-of-the-test-patient",
  AHAVA_TEST_ADMIN_EMAIL: "test-admin@ahava.test",
  AHAVA_TEST_ADMIN_PASSWORD: "password-of-the-test-admin",
  AHAVA_TEST_LOCKED_EMAIL: "test-locked@ahava.test",
  AHAVA_TEST_LOCKED_PASSWORD: "password-of-the-locked",
  MED_TEST_IDENTIFIER: "test-user@med.test",
  MED_TEST_PASSWORD: "password-of-the-test-user",
  MED_TEST_NEW_PASSWORD: "password-of-a-new-user",
  MED_TEST_OTP: "one-time-password-of-the-test-user",
  PAYSTACK_WEBHOOK_SECRET: "secret-of-the-paystack-webhook",
  TWILIO_AUTH_TOKEN: "token-of-the-twilio-account",
  MED_TEST_PUBLIC_KEY: publicKey.export({ type: "spki", format: "pem" }).toString(),
} as const;

/** The claims of a token of the reference. */
export type Claims = Readonly<Record<string, string | number>>;

/** The five claims of a session of a user (DS-JWT-07). */
export function claimsOf(sub: string, role: string): Claims {
  return { sub, clinicId: "clinic-1", role, iat: 1_795_000_000, exp: 1_795_000_900 };
}

/** A token in the compact form, signed with a secret of the reference, or with its private key. */
export function tokenOf(claims: Claims, alg: "HS256" | "RS256" = "HS256"): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url");
  const content = `${part({ alg, typ: "JWT" })}.${part(claims)}`;
  const signature =
    alg === "RS256"
      ? sign("sha256", Buffer.from(content), privateKey).toString("base64url")
      : createHmac("sha256", "reference-access-secret").update(content).digest("base64url");
  return `${content}.${signature}`;
}

/** The token that a request shows. */
export function bearerOf({ headers }: Seen): string {
  return (headers.authorization ?? "").replace("Bearer ", "");
}

/** The members of a body that is an object of texts. */
export function bodyOf({ body }: Seen): Readonly<Record<string, string | undefined>> {
  return JSON.parse(body) as Readonly<Record<string, string | undefined>>;
}

/** The answer to who shows no session. */
export const noSession: Reply = json(401, { error: "no session" });

/** What answers a request; `undefined` where nothing here does. */
export type Flows = (seen: Seen) => Reply | undefined;
