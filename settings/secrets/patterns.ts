import type { SecretPattern } from "./row";

/** Any non-blank value. */
export function notBlank(row: string): SecretPattern {
  return {
    allowed: `a secret that is not blank (${row})`,
    accepts: (value) => value.trim() !== "",
    fix: "set the real value",
  };
}
