import { z } from "zod";
import { refusal } from "./field";
import { Secret } from "./secret";

/**
 * A secret that a vendor gives out.
 * @param allowed what may stand there, in words; begins with "a secret".
 * @param accepts whether a value may stand there.
 * @param fix how to come by one that may.
 */
export function vendorSecret(allowed: string, accepts: (value: string) => boolean, fix: string) {
  return z.custom<Secret>((value) => value instanceof Secret && accepts(value.reveal()), {
    error: ({ input }) => refusal(allowed, input === undefined ? undefined : fix),
    // zod would otherwise keep the agreements between other values from being looked at.
    abort: false,
  });
}

/** A secret of which only is known that it is not blank. */
export function notBlank(row: string) {
  return vendorSecret(`a secret that is not blank (${row})`, (value) => value.trim() !== "", "set the real value");
}
