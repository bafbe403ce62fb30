import { oneOf, section, wholeNumber } from "./field";

/**
 * How many requests one address may make, and what happens to the others (AH-PRE-05, MP-AUTH-04, C-07).
 * @param requests where the stage file says nothing.
 */
export function webFirewall({ requests }: { readonly requests: number }) {
  return section({
    /** Requests of one address in ten minutes; AWS WAF counts from 10 to 2,000,000,000 (RateBasedStatement). */
    requestsPerTenMinutes: wholeNumber({
      minimum: 10,
      maximum: 2_000_000_000,
      unit: "requests",
      because: "AWS WAF, RateBasedStatement",
    }).default(requests),
    /** Whether requests that match a rule are refused or only counted. @default "block" */
    mode: oneOf(["block", "count"]).default("block"),
  }).prefault({});
}
