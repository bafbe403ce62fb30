import { asHost, asPath, rewritten } from "../../../settings/fields/corrected";
import { listOf, oneOf, section, text, wholeNumber } from "../../../settings/fields/field";

const isDnsName = (value: string) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value);
const isApiPath = (path: string) => /^\/api\/[a-z0-9\-_./~]{1,195}$/.test(path);

/** Where visitors are sent during a faulty release (MP-RBK-04; docs/runbooks/procedures/site-rollback.md). */
export function rollback() {
  return section({
    /** What the domain serves: the site and its API, or 503 for everything but /health. @default "site" */
    serves: oneOf(["site", "maintenance"]).default("site"),
    /** A standby target for the domain, such as an earlier load balancer. @default none */
    standby: section({
      /** Its DNS name; it must hold a certificate for the domain. */
      dnsName: text(
        "a DNS name in lower case, such as old.eu-west-1.elb.amazonaws.com (MP-RBK-04)",
        isDnsName,
        rewritten(isDnsName, asHost),
      ),
      /** The hosted zone of that DNS name, not of the domain. */
      dnsZoneId: text("the id of the hosted zone of that DNS name, such as Z268VQBMOI5EKX (MP-RBK-04)", (value) =>
        /^Z[A-Z0-9]{6,31}$/.test(value),
      ),
      /** The percentage of visitors that it gets; 0 keeps it as a standby. */
      share: wholeNumber({ minimum: 0, maximum: 100, unit: "per cent of the visitors", because: "MP-RBK-04" }),
    }).optional(),
  }).prefault({});
}

/** How often one address may try to sign in, in place of fail2ban (MP-HST-09). */
export function signInLimit() {
  return section({
    /** Prefixes of the paths for sign-in, registration and codes. @default /api/auth/, /api/v1/auth/ */
    paths: listOf(
      text(
        "a path prefix below /api: lower-case letters, digits and - _ . / ~, at most 200 characters (MP-HST-09)",
        isApiPath,
        rewritten(isApiPath, asPath),
      ),
      { of: "paths" },
    ).default(["/api/auth/", "/api/v1/auth/"]),
    /** Requests of one address to any of them in ten minutes; a clinic behind one address has many users. @default 100 */
    requestsPerTenMinutes: wholeNumber({
      minimum: 10,
      maximum: 2_000_000_000,
      unit: "requests",
      because: "MP-HST-09; AWS WAF, RateBasedStatement",
    }).default(100),
  }).prefault({});
}
