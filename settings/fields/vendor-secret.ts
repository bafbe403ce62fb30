import { z } from "zod";
import { refusal } from "./field";
import { pastedAlong } from "./pasted";
import { Secret } from "./secret";

/**
 * A secret that a vendor issues. Pasted extra characters are reported before its form is checked.
 * @param allowed the allowed values, in words; starts with "a secret".
 * @param accepts whether a value is allowed.
 * @param fix how to get an allowed value.
 */
export function vendorSecret(allowed: string, accepts: (value: string) => boolean, fix: string) {
  return z.custom<Secret>((value) => value instanceof Secret && along(value) === undefined && accepts(value.reveal()), {
    error: ({ input }) => {
      if (input === undefined) return refusal(allowed);
      const pasted = along(input);
      return pasted === undefined
        ? refusal(allowed, fix)
        : refusal(`${allowed}, without ${pasted}`, `set it again without ${pasted}`);
    },
    // zod would otherwise skip the cross-field checks of other values.
    abort: false,
  });
}

function along(value: unknown): string | undefined {
  return value instanceof Secret ? pastedAlong(value.reveal()) : undefined;
}
