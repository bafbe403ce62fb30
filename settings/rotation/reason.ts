import type { Refusal } from "./gates";

/** Shorter ones explain nothing (our default). */
const shortest = 10;
/** A reason is stored in a file, in tags and in logs (our default). */
const longest = 300;

/** Prefixes of vendor credentials, connection strings and PEM keys. */
const knownForms =
  /\b(sk|pk|rk)_(live|test)_|\bSG\.|\bAKIA|\bEAA[A-Za-z0-9]|\beyJ[A-Za-z0-9_-]+\.|\bwhsec_|-----BEGIN|:\/\/[^\s/@]*:[^\s/@]*@/;

/**
 * The fault of an emergency's reason, if any; the reason is not repeated, because it may contain a secret.
 */
export function reasonFault(reason: string): Refusal | undefined {
  const fix = "describe what happened, such as: laptop with access to the console was stolen";
  const words = reason.trim();
  if (words.length < shortest || words.length > longest) {
    return { reason: `the reason has ${words.length} characters, and needs ${shortest} to ${longest}`, fix };
  }
  if (/\p{Cc}/u.test(words)) return { reason: "the reason contains line breaks or other control characters", fix };
  if (knownForms.test(words) || words.split(/[\s,;:"'()=]+/).some(looksRandom)) {
    return { reason: "the reason contains something that looks like a secret (not shown)", fix };
  }
  return undefined;
}

/** Twenty or more characters that are unusual in words, paths and host names: with digits among the letters, or in base64. */
function looksRandom(word: string): boolean {
  if (word.length < 20 || /^\d{4}-\d{2}-\d{2}T[\d:.+Z-]+$/.test(word)) return false;
  const parts = word.split(/[-./_]+/);
  const longestPart = Math.max(...parts.map((part) => part.length));
  return longestPart >= 16 && /\d/.test(word) && /[A-Za-z]/.test(word);
}
