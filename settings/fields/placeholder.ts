import { Secret } from "./secret";

/**
 * Patterns of placeholders (DS-ENV-05, AH-VAR-01): the forms in the checklists and their sample
 * environment files, and the angle brackets in this project's files.
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

/** As {@link marks}, for a secret: a generated password may contain angle brackets, but not start and end with them. */
const marksOfSecrets: readonly RegExp[] = [/^<.*>$/s, ...marks.slice(1)];

/** The allowed value, if the schema would accept the placeholder. */
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
