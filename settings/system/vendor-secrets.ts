import { z } from "zod";
import { optionalUnless } from "../fields/optional";
import type { Secret } from "../fields/secret";
import { vendorSecret } from "../fields/vendor-secret";
import { type SecretRow, vendorRows } from "../secrets/row";
import type { Stage } from "../stage/stage";
import { isRequiredIn } from "./variable";

/** The values of a system's vendor secrets, by name; one that some stage does without may be missing. */
export type VendorSecrets<R extends readonly SecretRow[]> = {
  readonly [Row in Extract<R[number], { readonly kind: "vendor" }> as Row["name"]]: Row extends {
    readonly variable: { readonly requiredIn: unknown };
  }
    ? Secret | undefined
    : Secret;
};

/** The schema of a system's vendor secrets, from its table of secrets. */
export function vendorSecrets<const R extends readonly SecretRow[]>(
  rows: R,
  stage: Stage,
): z.ZodType<VendorSecrets<R>> {
  const schemas = vendorRows(rows).map(({ name, variable, pattern }) => {
    const { allowed, accepts, fix } = pattern(stage);
    return [name, optionalUnless(isRequiredIn(variable, stage), vendorSecret(allowed, accepts, fix))] as const;
  });
  return z.strictObject(Object.fromEntries(schemas)) as unknown as z.ZodType<VendorSecrets<R>>;
}
