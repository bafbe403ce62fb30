/**
 * Unwaivable rules, by id, and their findings that rest on a guess and can still be waived.
 * A rule marks each such finding as `guessed`.
 */
export const waivableGuesses: Readonly<Record<string, string | undefined>> = {
  "no-plaintext-secrets-in-env": "a variable that is named like a secret, but whose value does not look like one",
  "no-plaintext-secrets-in-inputs":
    "a field or variable that is named like a secret, but whose value does not look like one",
  "no-plaintext-secrets-stored": "a parameter that is named like a secret, but whose value does not look like one",
  "no-secrets-in-tags": "a tag that is named like a secret, but whose value does not look like one",
  "no-secrets-in-user-data": "an assignment to a name like a secret's, of a value that does not look like one",
  "stack-outputs-secret": "an output that is named like a secret, but whose value does not look like one",
};
