import { listOf, oneOf, section, wholeNumber } from "../fields/field";
import { urlPath } from "../fields/path";

/**
 * The request limit of one address, and its action (AH-PRE-05, MP-AUTH-04, C-07).
 * @param requests the default limit.
 * @param webhooks the paths that the system's vendors call, where the stage file says nothing. @default none
 */
export function webFirewall({
  requests,
  webhooks,
}: {
  readonly requests: number;
  readonly webhooks?: readonly [string, ...string[]];
}) {
  const paths = listOf(urlPath("a path"), { of: "paths" });
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
     * Prefixes of paths whose bodies are files, such as uploads through the API: they may be larger than the 8 KiB of a
     * body that AWS WAF looks at, and no body there is searched for attacks. On any other path a larger body is refused
     * (AWSManagedRulesCommonRuleSet, SizeRestrictions_BODY), and so is one with an attack in it. @default none
     */
    largeBodyPaths: listOf(urlPath("a path prefix"), { of: "paths" }).optional(),
    /**
     * Paths to which vendors post, each exactly as the vendor calls it. A body there is neither searched for attacks nor refused
     * for its size; the application verifies the vendor's signature.
     */
    webhooks: webhooks === undefined ? paths.optional() : paths.default([...webhooks]),
    /**
     * Requests to each of these paths that one address of the vendor may send in ten minutes. The limit of all requests
     * counts none of them. @default 6000
     */
    webhookRequestsPerTenMinutes: wholeNumber({
      minimum: 10,
      maximum: 2_000_000_000,
      unit: "requests",
      because: "AWS WAF, RateBasedStatement",
    }).default(6000),
  }).prefault({});
}
