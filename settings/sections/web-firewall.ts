import { listOf, oneOf, section, wholeNumber } from "../fields/field";
import { urlPath } from "../fields/path";

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
    /**
     * Beginnings of paths whose bodies are files, such as uploads through the API: they may be larger than the 8 KiB of a
     * body that AWS WAF looks at, and no body there is searched for attacks. On any other path a larger body is refused
     * (AWSManagedRulesCommonRuleSet, SizeRestrictions_BODY), and so is one with an attack in it. @default none
     */
    largeBodyPaths: listOf(urlPath("a path prefix"), { of: "paths" }).optional(),
  }).prefault({});
}
