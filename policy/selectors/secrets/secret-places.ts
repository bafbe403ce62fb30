import { isObject, parsedJson } from "../json-text";
import type { JsonObject } from "../json-text";
import { hasCredential, holdsSecret, isSecretName } from "./secret-names";

/** Shell expansions: a variable, a command. */
const substituted = /^["']?[$`(<{]/;

/** Options of common clients whose value is a password: redis-cli, curl, mysql, sshpass. Source: their manual pages. */
const passwordOptions =
  /\b(?:redis-cli\b[^|;&]*?\s(?:-a|--pass)\s+|curl\b[^|;&]*?\s(?:-u|--user)\s*["']?[^\s:"']+:|(?:mysql|mysqldump|mysqladmin)\b[^|;&]*?\s-p|sshpass\s+-p\s*|authorization:\s*(?:bearer|basic)\s+|(?:x-)?(?:api-key|auth-token|access-token|private-token):\s*)["']?([^\s"'|;&]{4,})/gi;

const assignment = /^-{0,2}["']?([A-Za-z][\w.-]*)=(.+)$/s;
const option = /^--?([A-Za-z][\w-]+)$/;

/** Whether the words of a command set an option or a variable that is named like a secret. */
export function commandHoldsSecret(words: readonly string[]): boolean {
  const tokens = words.flatMap((word) => word.split(/[\s;&|]+/));
  const line = words.join(" ");
  return (
    tokens.some((token) => {
      const [, name = "", value = ""] = assignment.exec(token) ?? [];
      return isWritten(name, value);
    }) ||
    tokens.some((token, index) => {
      const [, name = ""] = option.exec(token) ?? [];
      const next = tokens[index + 1] ?? "";
      return !next.startsWith("-") && isWritten(name, next);
    }) ||
    [...line.matchAll(passwordOptions)].some(([, value = ""]) => isWritten("password", value)) ||
    words.some((word) => secretInJson(word) !== undefined)
  );
}

function isWritten(name: string, value: string): boolean {
  // "key" alone is a sort key or a name; random values are recognised by their form.
  if (/^keys?$/i.test(name)) return hasCredential(value);
  return name !== "" && value !== "" && !substituted.test(value) && isSecretName(name) && holdsSecret(value, name);
}

/** The maximum nesting depth of documents. */
const deepest = 8;

/**
 * The path of the first secret value of a JSON document that is named like a secret, also in nested JSON;
 * undefined if there is none, or no document.
 */
export function secretInJson(text: string): string | undefined {
  const document = parsedJson(text);
  return typeof document === "object" && document !== null ? secretIn(document, [], 0) : undefined;
}

function secretIn(value: unknown, path: readonly string[], depth: number): string | undefined {
  if (depth > deepest) return undefined;
  if (typeof value === "string") {
    const inner = /^\s*[[{]/.test(value) ? parsedJson(value) : undefined;
    if (typeof inner === "object" && inner !== null) return secretIn(inner, path, depth + 1);
    const name = path.findLast((key) => !/^\d+$/.test(key)) ?? "";
    return isWritten(name, value) ? path.join(".") : undefined;
  }
  if (Array.isArray(value))
    return firstOf(
      value.map((one, index) => [String(index), one]),
      path,
      depth,
    );
  if (!isObject(value)) return undefined;
  if (isPrivateKey(value)) return [...path, "d"].join(".");
  return firstOf([...Object.entries(value), ...entryIn(value)], path, depth);
}

function firstOf(
  entries: readonly (readonly [string, unknown])[],
  path: readonly string[],
  depth: number,
): string | undefined {
  for (const [key, value] of entries) {
    const found = secretIn(value, [...path, key], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether an object is a private or symmetric key in the format of JSON Web Keys (RFC 7517, RFC 7518). */
function isPrivateKey({ kty, d, k }: JsonObject): boolean {
  return typeof kty === "string" && [d, k].some((part) => typeof part === "string" && part.length >= 16);
}

/** A name and its value in a list of pairs: `{ name, value }`, `{ Key, Value }`, `{ ParameterKey, ParameterValue }`. */
function entryIn(value: JsonObject): readonly (readonly [string, unknown])[] {
  const fields = new Map(Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner]));
  const name = ["name", "key", "parameterkey", "optionname"]
    .map((key) => fields.get(key))
    .find((one) => typeof one === "string");
  const type = fields.get("type");
  // CodeBuild reads the value from elsewhere for the other types.
  if (name === undefined || (type !== undefined && type !== "PLAINTEXT" && type !== "String")) return [];
  return [[name, fields.get("value") ?? fields.get("parametervalue")]];
}

/** A line of a settings file: `export DB_PASSWORD="…"`, `password: …`, `spring.datasource.password=…`. */
const settingsLine =
  /^\s*(?:- )?(?:export\s+)?["']?([A-Za-z_][\w.-]*)["']?\s*[=:]\s*["']?([^\s"',;(){}]+)["']?\s*(?:#.*)?$/;

/** The name on the first line of a settings file, YAML or a shell script that assigns a name like a secret's. */
export function secretInLines(text: string): string | undefined {
  if (!/[=:]/.test(text)) return undefined;
  return text
    .split(/\r?\n/)
    .map((line) => settingsLine.exec(line))
    .find((match) => isWritten(match?.[1] ?? "", match?.[2] ?? ""))?.[1];
}

const base64 = /^[A-Za-z0-9+/_-]{16,}={0,2}$/;

/** The decoded text of base64; undefined for any other text. */
export function decodedText(text: string): string | undefined {
  const compact = text.replace(/\s+/g, "");
  if (!base64.test(compact)) return undefined;
  const decoded = Buffer.from(compact, "base64").toString("utf8");
  return /^[\t\n\r\x20-\x7e]+$/.test(decoded) ? decoded : undefined;
}

/** A secret in a text: recognised by the form of a credential, or by its name there. */
export interface HeldSecret {
  /** Its name; undefined for a credential that is recognised by its form. */
  readonly name?: string;
}

/**
 * The first secret in a text of any kind: JSON, also with lists of names and values, YAML, a settings file, a command, or
 * one of these in base64. Undefined where there is none.
 */
export function secretInText(text: string): HeldSecret | undefined {
  const inner = decodedText(text);
  if (inner !== undefined) return secretInText(inner);
  if (hasCredential(text)) return {};
  const name = secretInJson(text) ?? secretInLines(text);
  return name === undefined ? undefined : { name };
}

/** Names of keys, also of 128 bits. */
const keyName = /SEED|PEPPER|HMAC|SIGN(ER|ING)|CRYPT|MASTER|COOKIE|SESSION|SALT/i;
const shorterHexadecimal = /^(?!(.)\1+$)[0-9a-f]{32,}$/i;
/** A key of 256 bits or more in hexadecimal digits, not all alike. */
const hexadecimal = /^(?!(.)\1+$)[0-9a-f]{64,}$/i;
/** Names of public values of the same form. */
const digestName =
  /DIGEST|HASH|SHA\d*|CHECKSUM|COMMIT|FINGERPRINT|THUMBPRINT|ETAG|REVISION|VERSION|PUBLIC|ADDRESS|IMAGE|(^|_)ID$/i;

/** Whether a variable contains a key in hexadecimal digits, and is not named like a digest. */
export function isHexKey(name: string, value: string): boolean {
  const form = keyName.test(name) ? shorterHexadecimal : hexadecimal;
  return form.test(value.trim()) && !digestName.test(name.replace(/([a-z])([A-Z])/g, "$1_$2"));
}
