import { Secret } from "./secret";

/**
 * What gives a value away as a placeholder (DS-ENV-05, AH-VAR-01): the forms the checklists and their sample
 * environment files use, and the angle brackets this project's own files use.
 */
const marks: readonly RegExp[] = [
  /<[^<>@]*>/,
  /\bexample\.(com|org|net)\b/i,
  /your_/i,
  /your-?(domain|company)/i,
  /GENERATE_/,
  /change_?me/i,
  /replace_?me/i,
  /STRONG_PASSWORD/,
  /SMTP_PASSWORD/,
  /\.\.\./,
];

/** As {@link marks}, for a secret: a generated password may hold angle brackets, but does not begin and end with them. */
const marksOfSecrets: readonly RegExp[] = [/^<.*>$/s, ...marks.slice(1)];

/** What is allowed instead, where the schema would let the placeholder pass. */
export const placeholderForms =
  "a real value, free of <…>, example.com, your_…, yourdomain, GENERATE_…, changeme and ...";

/** Whether a value is, or still contains, a placeholder. */
export function isPlaceholder(value: unknown): boolean {
  if (value instanceof Secret) return marksOfSecrets.some((mark) => mark.test(value.reveal()));
  return typeof value === "string" && marks.some((mark) => mark.test(value));
}

/** Whether a value, or anything in it, is a placeholder. */
export function holdsPlaceholder(value: unknown): boolean {
  if (value instanceof Secret || typeof value !== "object" || value === null) return isPlaceholder(value);
  return Object.values(value).some(holdsPlaceholder);
}
