import { verify as verifySignature } from "node:crypto";
import { parsedJson } from "../../settings/files/json-text";
import type { Answer } from "../reach/exchange";
import type { Step } from "./scenario";

/** The value at a place of parsed JSON; `undefined` where there is none. */
export function valueAt(content: unknown, place: string): unknown {
  return place
    .split(".")
    .reduce<unknown>(
      (value, name) =>
        typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined,
      content,
    );
}

/** What looks like a person's: an address of mail, or a telephone number. Dates of tokens are numbers, and no texts. */
const personal = /[^\s@]+@[^\s@]+\.[a-z]{2,}|^\+?\d[\d ()-]{7,}$/i;

type Token = NonNullable<Step["token"]>;

/**
 * Judges a token (RFC 7519, in the compact form of RFC 7515). Its values are not part of what is said.
 * @param keys the public keys, as PEM, by the name of their variable.
 */
export function tokenFaults(token: unknown, wanted: Token, keys: ReadonlyMap<string, string>): readonly string[] {
  const { at, only, algorithm, key } = wanted;
  const [head = "", payload = "", signature = ""] = typeof token === "string" ? token.split(".") : [];
  const header = partOf(head) as { readonly alg?: unknown } | undefined;
  const claims = partOf(payload);
  if (header === undefined || claims === undefined) return [`${at} is no token`];
  const alg = typeof header.alg === "string" ? header.alg : "none";
  const more = Object.keys(claims).filter((name) => only?.includes(name) === false);
  const about = Object.entries(claims).flatMap(([name, value]) =>
    typeof value === "string" && personal.test(value) ? [name] : [],
  );
  const pem = key === undefined ? undefined : keys.get(key);
  return [
    ...(alg === "none" || (algorithm !== undefined && alg !== algorithm) ? [`${at} is signed with ${alg}`] : []),
    ...(more.length === 0 ? [] : [`${at} has the claims ${more.join(", ")}`]),
    ...(about.length === 0 ? [] : [`${at} has personal data in ${about.join(", ")}`]),
    ...(pem === undefined || isSigned(`${head}.${payload}`, signature, pem)
      ? []
      : [`${at} is not signed by the key of ${key ?? ""}`]),
  ];
}

function partOf(part: string): Readonly<Record<string, unknown>> | undefined {
  const content = parsedJson(Buffer.from(part, "base64url").toString("utf8"));
  return typeof content === "object" && content !== null ? (content as Readonly<Record<string, unknown>>) : undefined;
}

/** Whether a key signed a content; one that is no public key has signed nothing. */
function isSigned(content: string, signature: string, pem: string): boolean {
  try {
    return verifySignature("sha256", Buffer.from(content), pem, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}

/** What a step compares an answer with. */
export interface Known {
  /** The values that were captured before. */
  readonly values: ReadonlyMap<string, string>;
  /** The values of test accounts, by their variable. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** Checks the response to a step. Says places and statuses, never a value. */
export function stepFaults(
  step: Step,
  { status, body, cookies }: Pick<Answer, "status" | "body" | "cookies">,
  { values, secrets }: Known,
): readonly string[] {
  if (!step.status.includes(status)) return [`status ${status}, not ${step.status.join(" or ")}`];
  const content = parsedJson(body);
  const empty = [...step.present, ...Object.values(step.capture), ...Object.keys(step.changed)].filter((place) => {
    const value = valueAt(content, place);
    return value === undefined || value === null || value === "";
  });
  return [
    ...[...new Set(empty)].map((place) => `no ${place} in the answer`),
    ...Object.entries(step.json).flatMap(([place, wanted]) =>
      valueAt(content, place) === wanted ? [] : [`${place} is not ${String(wanted)}`],
    ),
    ...Object.entries(step.changed).flatMap(([place, name]) =>
      valueAt(content, place) === values.get(name) ? [`${place} is the same as before`] : [],
    ),
    ...(step.token === undefined ? [] : tokenFaults(valueAt(content, step.token.at), step.token, secrets)),
    ...(step.cookies === undefined ? [] : cookies.flatMap(cookieFaults)),
  ];
}

function cookieFaults(cookie: string): readonly string[] {
  const name = cookie.split("=", 1)[0] ?? "";
  const wanted = [
    [/;\s*httponly\b/i, "HttpOnly"],
    [/;\s*secure\b/i, "Secure"],
    [/;\s*samesite=(strict|lax)\b/i, "SameSite Strict or Lax"],
  ] as const;
  return wanted.flatMap(([pattern, word]) => (pattern.test(cookie) ? [] : [`the cookie ${name} is not ${word}`]));
}
