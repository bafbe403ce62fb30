import type { SecretPattern } from "./row";

/** A value of which only is known that it is not blank. */
export function notBlank(row: string): SecretPattern {
  return {
    allowed: `a secret that is not blank (${row})`,
    accepts: (value) => value.trim() !== "",
    fix: "set the real value",
  };
}
