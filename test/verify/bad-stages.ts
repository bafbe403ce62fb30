import type { StageFault } from "../reference/reference-stage";
import { at, failsAfter, header, onCall } from "./stage-faults";
import type { System } from "./verified-reference";

/** A reference stage with one thing wrong, and the probes and rows that must fail for it, all others passing. */
export interface BadStage {
  readonly name: string;
  readonly system: System;
  readonly fault?: StageFault;
  /** Milliseconds that every answer seems to take. @default none */
  readonly slow?: number;
  /** Whether the load test is made too. @default it is not */
  readonly load?: true;
  readonly probes: readonly string[];
  readonly rows: readonly string[];
}

const encryption = ["AH-GO-05", "AH-VER-08"];
const healthRows = ["AH-VER-01", "AH-RBK-06"];
const page = { status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html>" };

/** Each way in which a stage is wrong on its own. */
export const badStages: readonly BadStage[] = [
  {
    name: "a page in place of /health",
    system: "med-platform",
    fault: at("/health", ({ headers }) => ({ ...page, headers: { ...headers, ...page.headers } })),
    probes: ["health"],
    rows: ["MP-HC-01", "MP-RBK-03", "MP-PD0-01", "MP-SUC-01"],
  },
  {
    name: "an application that is not ready",
    system: "doctor-system",
    fault: at("/health", (reply) => ({ ...reply, status: 503 })),
    probes: ["health", "latency"],
    rows: ["DS-ROL-02", "DS-VER-03"],
  },
  {
    name: "a health check that says another status",
    system: "ahava-healthcare",
    fault: at("/health", (reply) => ({ ...reply, body: '{"status":"degraded"}' })),
    probes: ["health"],
    rows: healthRows,
  },
  {
    name: "a redirect that loses the path",
    system: "ahava-healthcare",
    fault: { plain: (reply) => ({ ...reply, headers: { location: "https://elsewhere.test/" } }) },
    probes: ["redirect"],
    rows: ["AH-NET-01", "AH-NET-04"],
  },
  {
    name: "plain HTTP that answers",
    system: "med-platform",
    fault: { plain: () => page },
    probes: ["redirect"],
    rows: ["MP-NGX-01", "MP-NGX-04"],
  },
  {
    name: "no Strict-Transport-Security",
    system: "ahava-healthcare",
    fault: header("strict-transport-security"),
    probes: ["strict-transport"],
    rows: ["AH-NET-05", "AH-VER-04"],
  },
  {
    name: "a Strict-Transport-Security of a minute",
    system: "doctor-system",
    fault: header("strict-transport-security", "max-age=60"),
    probes: ["strict-transport"],
    rows: ["DS-HRD-02"],
  },
  {
    name: "a Content-Security-Policy that lets scripts come from anywhere",
    system: "doctor-system",
    fault: header("content-security-policy", "default-src 'self'; script-src *; frame-ancestors 'none'"),
    probes: ["security-headers"],
    rows: ["DS-JWT-11"],
  },
  {
    name: "no X-Content-Type-Options",
    system: "ahava-healthcare",
    fault: header("x-content-type-options"),
    probes: ["security-headers"],
    rows: ["AH-NET-06", "AH-VER-07"],
  },
  {
    name: "no Referrer-Policy",
    system: "med-platform",
    fault: header("referrer-policy"),
    probes: ["security-headers"],
    rows: ["MP-AUTH-05", "MP-AUTH-08"],
  },
  {
    name: "TLS 1.0 and 1.1",
    system: "ahava-healthcare",
    fault: { tls: { minVersion: "TLSv1", ciphers: "DEFAULT:@SECLEVEL=0" } },
    probes: ["tls-versions"],
    rows: encryption,
  },
  {
    name: "a suite without authenticated encryption",
    system: "med-platform",
    fault: { tls: { ciphers: "TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA" } },
    probes: ["tls-versions"],
    rows: ["MP-NGX-05", "MP-NGX-09", "MP-NGX-10"],
  },
  {
    name: "no TLS 1.3",
    system: "ahava-healthcare",
    fault: { tls: { maxVersion: "TLSv1.2" } },
    probes: ["tls-versions"],
    rows: encryption,
  },
  {
    name: "a certificate for ten days",
    system: "ahava-healthcare",
    fault: { certificate: { days: 10 } },
    probes: ["certificate"],
    rows: ["AH-GO-05", "AH-NET-02"],
  },
  {
    name: "an open port of a database",
    system: "ahava-healthcare",
    fault: { openPort: 5432 },
    probes: ["internal-ports"],
    rows: ["AH-NET-12", "AH-NET-13", "AH-NET-14"],
  },
  {
    name: "an open SSH",
    system: "med-platform",
    fault: { openPort: 22 },
    probes: ["internal-ports"],
    rows: ["MP-HST-02"],
  },
  {
    name: "metrics on the internet",
    system: "med-platform",
    fault: at("/metrics", (reply) => ({ ...reply, status: 200, body: "go_goroutines 12" })),
    probes: ["metrics-hidden"],
    rows: ["MP-HC-02"],
  },
  {
    name: "a CSRF token without its cookie",
    system: "ahava-healthcare",
    // The other probes bring the cookie that the application still knows.
    fault: at("/api/auth/csrf-token", (reply) => ({
      ...reply,
      headers: { ...reply.headers, "set-cookie": "csrf=reference-csrf-token; Path=/" },
    })),
    probes: ["csrf-token"],
    rows: ["AH-VER-02"],
  },
  {
    name: "no CSRF protection",
    system: "ahava-healthcare",
    fault: at("/api/auth/login", (reply) => (reply.status === 403 ? { ...reply, status: 401 } : reply)),
    probes: ["csrf-required"],
    rows: ["AH-PRE-07"],
  },
  {
    name: "an internal error for malformed JSON",
    system: "ahava-healthcare",
    fault: at("/api/auth/login", (reply) => (reply.status === 400 ? { ...reply, status: 500 } : reply)),
    probes: ["malformed-input"],
    rows: ["AH-PRE-06"],
  },
  {
    name: "a search that may be SQL",
    system: "med-platform",
    fault: at("/api/v1/equipment", (reply) => (reply.status === 403 ? { ...reply, status: 200 } : reply)),
    probes: ["sql-injection"],
    rows: ["MP-AUTH-07"],
  },
  {
    name: "a stack trace in an error",
    system: "ahava-healthcare",
    fault: at("/api/verify-no-such-path", (reply) => ({
      ...reply,
      body: "Error: no route\n    at Router.handle (/app/dist/router.js:12:7)",
    })),
    probes: ["error-bodies"],
    rows: ["AH-PRE-09"],
  },
  {
    name: "CORS for every origin",
    system: "doctor-system",
    fault: {
      answer: (reply, { method, headers }) =>
        method === "OPTIONS"
          ? { ...reply, headers: { ...reply.headers, "access-control-allow-origin": headers.origin ?? "*" } }
          : reply,
    },
    probes: ["cors"],
    rows: ["DS-PRE-06", "DS-VAR-17"],
  },
  {
    name: "CORS for no origin",
    system: "med-platform",
    fault: header("access-control-allow-origin"),
    probes: ["cors"],
    rows: ["MP-AUTH-06"],
  },
  {
    name: "a WebSocket that does not open",
    system: "ahava-healthcare",
    fault: at("/socket.io/", () => ({ status: 400 })),
    probes: ["web-socket"],
    rows: ["AH-NET-08"],
  },
  {
    name: "a webhook that takes any verify token",
    system: "doctor-system",
    fault: at("/api/v1/whatsapp/webhook", (reply, { method, query }) =>
      method === "GET" ? { ...reply, status: 200, body: query.get("hub.challenge") ?? "" } : reply,
    ),
    probes: ["webhook-handshake"],
    rows: ["DS-WA-04", "DS-ROL-07", "DS-WA-03"],
  },
  {
    name: "a webhook that looks at no signature",
    system: "doctor-system",
    fault: at("/api/v1/whatsapp/webhook", (reply, { method }) =>
      method === "POST" ? { ...reply, status: 200 } : reply,
    ),
    probes: ["webhook-signature"],
    rows: ["DS-ROL-07", "DS-WA-03"],
  },
  {
    name: "a database that does not answer",
    system: "med-platform",
    fault: at("/api/v1/equipment", (reply) => (reply.status === 200 ? { ...reply, status: 503, body: "{}" } : reply)),
    probes: ["database-read"],
    rows: ["MP-HC-03"],
  },
  {
    name: "scripts that are not compressed",
    system: "med-platform",
    fault: at("/assets/a.js", (reply) => ({
      ...reply,
      headers: { "content-type": "text/javascript" },
      body: "/* care */".repeat(1000),
    })),
    probes: ["page-size"],
    rows: ["MP-PERF-04"],
  },
  {
    name: "answers that take too long",
    system: "doctor-system",
    slow: 70_000,
    probes: ["latency"],
    rows: ["DS-VER-03"],
  },
  {
    name: "a limit of four registrations",
    system: "ahava-healthcare",
    fault: onCall("/api/auth/register", 5, (reply) => ({ ...reply, status: 429 })),
    probes: ["registration-limit"],
    rows: ["AH-VER-03", "AH-VER-10"],
  },
  {
    name: "no limit of registrations",
    system: "ahava-healthcare",
    fault: onCall("/api/auth/register", 6, (reply) => ({ ...reply, status: 201 })),
    probes: ["registration-limit"],
    rows: ["AH-VER-03", "AH-VER-10"],
  },
  {
    name: "users that cannot be removed",
    system: "ahava-healthcare",
    fault: at("/api/auth/me", (reply) => ({ ...reply, status: 500 })),
    probes: ["registration-limit"],
    rows: ["AH-VER-03", "AH-VER-10"],
  },
  {
    name: "errors under load",
    system: "med-platform",
    fault: failsAfter("/api/v1/equipment", 20),
    load: true,
    probes: ["load"],
    rows: ["MP-PERF-01", "MP-LT-02", "MP-LT-03", "MP-LT-04"],
  },
  {
    name: "errors under load",
    system: "ahava-healthcare",
    fault: failsAfter("/health", 60),
    load: true,
    probes: ["load"],
    rows: ["AH-PRE-21"],
  },
];
