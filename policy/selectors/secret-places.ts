import { isObject, parsedJson } from "./json-text";
import { holdsSecret, isSecretName } from "./secret-names";

/** What a shell fills in when it runs: a variable, a command. */
const substituted = /^["']?[$`(<{]/;

/** Options of common clients whose value is a password: redis-cli, curl, mysql, sshpass. Source: their manual pages. */
const passwordOptions =
  /\b(?:redis-cli\b[^|;&]*?\s(?:-a|--pass)\s+|curl\b[^|;&]*?\s(?:-u|--user)\s*["']?[^\s:"']+:|(?:mysql|mysqldump|mysqladmin)\b[^|;&]*?\s-p|sshpass\s+-p\s*|authorization:\s*(?:bearer|basic)\s+)["']?([^\s"'|;&]{4,})/gi;

const assignment = /^-{0,2}["']?([A-Za-z][\w-]*)=(.+)$/s;
const option = /^--?([A-Za-z][\w-]+)$/;

/** Whether the words of a command give a value to an option or a variable that is called after a secret. */
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
    [...line.matchAll(passwordOptions)].some(([, value = ""]) => isWritten("password", value))
  );
}

function isWritten(name: string, value: string): boolean {
  return name !== "" && value !== "" && !substituted.test(value) && isSecretName(name) && holdsSecret(value, name);
}

/** How deep a document within a document is read. */
const deepest = 8;

/**
 * The way to the first value of a JSON document that is called after a secret and holds it, also in JSON within JSON;
 * undefined where there is none, or no document.
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
  return isObject(value) ? firstOf(Object.entries(value), path, depth) : undefined;
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

/** A key of 256 bits or more in hexadecimal digits, not all alike. */
const hexadecimal = /^(?!(.)\1+$)[0-9a-f]{64,}$/i;
/** Names of what has the same form and is public. */
const digestName =
  /DIGEST|HASH|SHA\d*|CHECKSUM|COMMIT|FINGERPRINT|THUMBPRINT|ETAG|REVISION|VERSION|PUBLIC|ADDRESS|IMAGE|(^|_)ID$/i;

/** Whether a variable holds a key in hexadecimal digits, and is not called after a digest. */
export function isHexKey(name: string, value: string): boolean {
  return hexadecimal.test(value.trim()) && !digestName.test(name.replace(/([a-z])([A-Z])/g, "$1_$2"));
}
