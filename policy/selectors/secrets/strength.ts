import { isObject, parsedJson } from "../json-text";
import { isSecretName } from "./secret-names";

/** Fewer different characters, or bytes, than this were not drawn at random: of 32 that are, 16 or more differ. */
const fewestDifferent = 8;
/** A unit of up to this many characters, over and over. */
const repeated = /^(.{1,32}?)\1+.{0,31}$/s;
/** Placeholders of a secret. */
const placeholder = /change[-_ ]?me|placeholder|replace[-_ ]?(me|this)|your[-_ ]?secret|password|insecure|example/i;
/** Words with spaces between them, and no digit. */
const sentence = /^[A-Za-z'.,;!?-]+(\s+[A-Za-z'.,;!?-]+){3,}$/;

/** Why a text is not random, in words; undefined if it may be. Never contains the text. */
export function weaknessOf(text: string): string | undefined {
  if (new Set(text).size < fewestDifferent) return "a value of few different characters";
  if (repeated.test(text)) return "a value that repeats itself";
  if (isSequence(text)) return "a sequence of characters";
  if (placeholder.test(text)) return "a value that is a placeholder";
  return sentence.test(text.trim()) ? "a sentence" : undefined;
}

/** Whether more than half of the characters follow the one before, as in the alphabet; of 64 drawn at random one or two do. */
function isSequence(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const following = codes.filter((code, index) => index > 0 && Math.abs(code - (codes[index - 1] ?? 0)) === 1).length;
  return following > codes.length / 2;
}

/** Why bytes were not drawn at random, in words; undefined for bytes that may have been. */
export function weaknessOfBytes(bytes: Uint8Array): string | undefined {
  const different = new Set(bytes).size;
  return different < Math.min(fewestDifferent, bytes.length) ? "few different bytes" : undefined;
}

/** Names of the values in a document with several generations of a secret. */
const slots: ReadonlySet<string> = new Set(["value", "current", "previous", "next"]);

/**
 * The secrets in the text of a secret's version: the text, or for a JSON object, its values that are named like
 * a secret or a slot of a keyring.
 */
export function secretsIn(text: string): readonly string[] {
  const document = parsedJson(text);
  return isObject(document) ? valuesOf(document) : [text];
}

function valuesOf(document: unknown): readonly string[] {
  if (Array.isArray(document)) return document.flatMap(valuesOf);
  if (!isObject(document)) return [];
  return Object.entries(document).flatMap(([name, value]) => {
    if (typeof value !== "string") return valuesOf(value);
    return slots.has(name) || isSecretName(name) ? [value] : [];
  });
}
