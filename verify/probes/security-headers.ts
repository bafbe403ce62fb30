import { judged, type Measurement } from "../outcome";
import { originsOf, type Probe } from "../probe";
import type { Answer } from "../reach/exchange";

type Headers = Answer["headers"];

/** Referrer policies that send no path to another origin (Referrer Policy, W3C, 3). */
const safeReferrers = ["no-referrer", "same-origin", "strict-origin", "origin", "strict-origin-when-cross-origin"];

/** Sources that let a page run scripts from anywhere or from its own text (CSP Level 3, 2.3). */
const unsafeSources = ["*", "http:", "https:", "data:", "blob:", "'unsafe-inline'", "'unsafe-eval'"];

/** Judges the security headers of an answer. */
export function judgeSecurityHeaders({ headers }: Pick<Answer, "headers">): Measurement {
  const policy = directivesOf(headers["content-security-policy"] ?? "");
  const faults = [
    ...(headers["x-content-type-options"]?.toLowerCase() === "nosniff" ? [] : ["no X-Content-Type-Options: nosniff"]),
    ...policyFaults(policy),
    ...(isUnframed(headers, policy) ? [] : ["may be framed: no frame-ancestors and no X-Frame-Options"]),
    ...referrerFaults(headers),
    ...permissionFaults(headers),
    ...(headers["x-powered-by"] === undefined ? [] : ["X-Powered-By reveals the application's framework"]),
  ];
  const permissions = headers["permissions-policy"] === undefined ? "no Permissions-Policy" : "Permissions-Policy";
  return judged(faults, `nosniff, CSP, framing, Referrer-Policy; ${permissions}`);
}

/** The directives of a Content-Security-Policy with their sources; the first of a name counts. */
function directivesOf(policy: string): ReadonlyMap<string, readonly string[]> {
  const directives = policy
    .split(";")
    .map((directive) => directive.trim().split(/\s+/))
    .map(([name = "", ...sources]) => [name.toLowerCase(), sources.map((source) => source.toLowerCase())] as const)
    .filter(([name]) => name !== "");
  return new Map(directives.reverse());
}

function policyFaults(policy: ReadonlyMap<string, readonly string[]>): string[] {
  if (policy.size === 0) return ["no Content-Security-Policy"];
  const scripts = policy.get("script-src") ?? policy.get("default-src");
  if (scripts === undefined) return ["a Content-Security-Policy without script-src and default-src"];
  return scripts.filter((source) => unsafeSources.includes(source)).map((source) => `scripts may come from ${source}`);
}

function isUnframed(headers: Headers, policy: ReadonlyMap<string, readonly string[]>): boolean {
  const ancestors = policy.get("frame-ancestors");
  // Browsers that know frame-ancestors ignore the older header (CSP Level 3, 6.4.2.2).
  if (ancestors !== undefined) return ancestors.every((source) => ["'none'", "'self'"].includes(source));
  return ["deny", "sameorigin"].includes(headers["x-frame-options"]?.toLowerCase() ?? "");
}

/** Of several policies the last one that is known counts. */
function referrerFaults(headers: Headers): string[] {
  const value = headers["referrer-policy"];
  if (value === undefined) return ["no Referrer-Policy"];
  const last = value.split(",").at(-1)?.trim().toLowerCase() ?? "";
  return safeReferrers.includes(last) ? [] : [`Referrer-Policy: ${last}`];
}

/** No row asks for the header; where it is sent, it opens no feature to every origin. */
function permissionFaults(headers: Headers): string[] {
  const opened = (headers["permissions-policy"] ?? "").match(/[\w-]+(?=\s*=\s*\(?\s*\*)/g) ?? [];
  return opened.map((feature) => `Permissions-Policy opens ${feature} to every origin`);
}

/** The security headers. */
export const securityHeaders: Probe = {
  name: "security-headers",
  file: "verify/probes/security-headers.ts",
  title:
    "Security headers are sent: nosniff, a Content-Security-Policy without inline scripts, no framing, Referrer-Policy",
  rows: ["DS-JWT-11", "AH-NET-06", "AH-VER-07", "MP-AUTH-05", "MP-AUTH-08"],
  checks: ({ face }) =>
    [...new Set([`${face.api}/health`, ...originsOf(face).flatMap((origin) => pagesOf(face.sites, origin))])].map(
      (address) => ({
        address,
        wanted: "nosniff, CSP without unsafe script sources, no framing, a safe Referrer-Policy, no X-Powered-By",
        run: async (reach) => judgeSecurityHeaders(await reach.page(address)),
      }),
    ),
};

function pagesOf(sites: readonly string[], origin: string): readonly string[] {
  return sites.includes(origin) ? [`${origin}/`] : [];
}
