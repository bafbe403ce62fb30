import { createHash, timingSafeEqual } from "node:crypto";
import { entriesOf, flatValues, keyringFrom, required } from "./environment";
import type { Token } from "./protocol";

/** The library is an ECMAScript module alone. */
const library = () => import("jose");
type Library = Awaited<ReturnType<typeof library>>;

type KeySet = Parameters<Library["createLocalJWKSet"]>[0];

/** Signs tokens and verifies those of its own system. */
export interface Tokens {
  sign(use: Token["use"], now: number): Promise<Token>;
  /** Throws for a token that is not accepted. */
  verify(token: Token, now: number): Promise<void>;
}

/** Seconds a token is good, as the settings of the stage have it. */
const lifetimes = { access: 900, refresh: 604_800 } as const;

function claims({ SignJWT }: Library, use: Token["use"], now: number) {
  return new SignJWT({ use })
    .setSubject("patient")
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimes[use]);
}

function options(algorithm: string, now: number) {
  return { algorithms: [algorithm], currentDate: new Date(now * 1000) };
}

const bytes = (secret: string) => new TextEncoder().encode(secret);

/** doctor-system: a secret for each use, under the flat names; no key ids, so that each one is tried. */
export async function tokensOfFlatNames(): Promise<Tokens> {
  const jose = await library();
  const secrets = {
    access: flatValues("JWT_ACCESS_SECRET").map(bytes),
    refresh: flatValues("JWT_REFRESH_SECRET").map(bytes),
  };
  return {
    sign: async (use, now) => {
      const [current] = secrets[use];
      if (current === undefined) throw new Error("there is no key to sign with");
      const text = await claims(jose, use, now).setProtectedHeader({ alg: "HS256" }).sign(current);
      return { text, use, expires: now + lifetimes[use] };
    },
    verify: async ({ text, use }, now) => {
      let reason: unknown;
      for (const secret of secrets[use]) {
        try {
          await jose.jwtVerify(text, secret, options("HS256", now));
          return;
        } catch (error) {
          reason = error;
        }
      }
      throw reason;
    },
  };
}

/** ahava-healthcare: one secret for both uses, from the keyring, by key id. */
export async function tokensOfKeyring(): Promise<Tokens> {
  const jose = await library();
  const keyring = keyringFrom("JWT_SECRET");
  const byId = new Map(entriesOf(keyring).map(({ kid, value }) => [kid, bytes(value)]));
  return {
    sign: async (use, now) => {
      const header = { alg: "HS256", kid: keyring.current.kid };
      const text = await claims(jose, use, now).setProtectedHeader(header).sign(bytes(keyring.current.value));
      return { text, use, expires: now + lifetimes[use] };
    },
    verify: async ({ text }, now) => {
      const keyOf = ({ kid = "" }: { kid?: string }): Uint8Array => {
        const key = byId.get(kid);
        if (key === undefined) throw new Error(`no key has the id ${kid}`);
        return key;
      };
      await jose.jwtVerify(text, keyOf, options("HS256", now));
    },
  };
}

/** med-platform: an RSA key signs, and a JWKS document says which keys are accepted. */
export async function tokensOfKeySet(): Promise<Tokens> {
  const jose = await library();
  const privateKey = await jose.importPKCS8(required("JWT_PRIVATE_KEY"), "RS256");
  const publicKey = await jose.importSPKI(required("JWT_PUBLIC_KEY"), "RS256", { extractable: true });
  const kid = await jose.calculateJwkThumbprint(await jose.exportJWK(publicKey));
  const keySet = jose.createLocalJWKSet(JSON.parse(required("JWT_JWKS")) as KeySet);
  return {
    sign: async (use, now) => {
      const text = await claims(jose, use, now).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
      return { text, use, expires: now + lifetimes[use] };
    },
    verify: async ({ text }, now) => {
      await jose.jwtVerify(text, keySet, options("RS256", now));
    },
  };
}

/**
 * Compares what a webhook shows with what is accepted.
 * @throws Error when it is none of the values.
 */
export function checkWebhook(shown: string): void {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const accepted = flatValues("WHATSAPP_WEBHOOK_VERIFY_TOKEN");
  if (!accepted.some((value) => timingSafeEqual(digest(value), digest(shown)))) {
    throw new Error("the webhook's token is none of those that are accepted");
  }
}
