import fc from "fast-check";
import { row } from "../../checklist";
import type { Result } from "../../verify/result";
import { rowResults, worst } from "../../verify/result";
import { probes } from "../../verify/probes/index";
import { judgeCertificate } from "../../verify/probes/certificate";
import { judgeErrorBodies } from "../../verify/probes/error-bodies";
import { judgeLatency, percentile } from "../../verify/probes/latency";
import { judgeLoad, type LoadResult } from "../../verify/probes/load";
import { filesOf } from "../../verify/probes/page-size";
import { judgeRegistered, judgeRegistrations } from "../../verify/probes/registration-limit";
import { judgeSecurityHeaders } from "../../verify/probes/security-headers";
import { judgeStrictTransport } from "../../verify/probes/strict-transport";
import { connectTo } from "../../verify/reach/connect-to";
import { faceOf } from "./verified-reference";

const verdict = fc.constantFrom("passed", "failed", "unknown");

describe("the verdict on several checks", () => {
  it("is that of the worst, and unknown where nothing was measured", () => {
    expect(worst([])).toBe("unknown");
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 1 }), (verdicts) => {
        const all = (one: string) => verdicts.every((each) => each === one);
        expect(worst(verdicts) === "passed").toBe(all("passed"));
        expect(worst(verdicts) === "failed").toBe(verdicts.includes("failed"));
      }),
    );
  });

  const result = (rows: readonly string[], partOf: readonly string[], one: Result["verdict"]): Result => ({
    probe: "health",
    system: "med-platform",
    address: "https://med.test/health",
    rows,
    partOf,
    verdict: one,
    measured: "",
    wanted: "",
    at: "2026-11-29T12:00:00.000Z",
  });

  it("settles no row of which only a part was shown, and can fail it", () => {
    const verdictOf = (...results: Result[]) => rowResults(results).map((one) => [one.row, one.verdict]);
    expect(verdictOf(result(["MP-HC-01"], ["MP-SUC-01"], "passed"))).toEqual([
      ["MP-HC-01", "passed"],
      ["MP-SUC-01", "passed in part"],
    ]);
    expect(verdictOf(result([], ["MP-SUC-01"], "failed"))).toEqual([["MP-SUC-01", "failed"]]);
    expect(verdictOf(result(["MP-HC-01"], [], "passed"), result(["MP-HC-01"], [], "unknown"))).toEqual([
      ["MP-HC-01", "unknown"],
    ]);
  });
});

describe("the probes", () => {
  it("have names of their own, and rows that exist", () => {
    expect(new Set(probes.map(({ name }) => name)).size).toBe(probes.length);
    const cited = probes.flatMap(({ rows, partOf = [] }) => [...rows, ...partOf]);
    expect(cited.map((id) => row(id).id)).toEqual(cited);
  });

  it("cite no row twice as whole and part", () => {
    expect(probes.filter(({ rows, partOf = [] }) => partOf.some((id) => rows.includes(id)))).toEqual([]);
  });
});

describe("a percentile", () => {
  it("is one of the values, with as many at or below it as it says", () => {
    const values = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.constantFrom(50, 95, 99, 100), (times, percent) => {
        const found = percentile(times, percent);
        expect(times).toContain(found);
        expect(times.filter((time) => time <= found).length).toBeGreaterThanOrEqual((percent / 100) * times.length);
        expect(times.filter((time) => time < found).length).toBeLessThan((percent / 100) * times.length);
      }),
    );
  });

  it("of response times fails above its limit alone", () => {
    const latency = { percentile: 95, milliseconds: 200 } as const;
    const times = [...Array<number>(95).fill(200), ...Array<number>(5).fill(900)];
    expect(judgeLatency(times, 0, latency).verdict).toBe("passed");
    expect(judgeLatency([...times.slice(1), 201], 0, latency).verdict).toBe("failed");
    expect(judgeLatency(times, 1, latency)).toEqual({
      verdict: "failed",
      measured: "1 of 100 requests did not get 200",
    });
  });
});

describe("a load", () => {
  const face = { ...faceOf("med-platform"), latency: { percentile: 99, milliseconds: 200 } } as const;
  const profile = { ...face, load: { ...face.load, requests: 1000, errorPercent: 0.1 } };
  const judged = (failed: number, change: Partial<LoadResult> = {}) =>
    judgeLoad(
      { times: Array<number>(1000).fill(20), statuses: { "200": 1000 - failed, "500": failed }, errors: 0, ...change },
      profile,
    ).verdict;

  it.each([
    ["of which no request fails", judged(0), "passed"],
    ["of which one in a thousand fails", judged(1), "passed"],
    ["of which two in a thousand fail", judged(2), "failed"],
    ["that is too slow", judged(0, { times: Array<number>(1000).fill(201) }), "failed"],
    ["that was not made to its end", judged(0, { times: Array<number>(999).fill(20) }), "unknown"],
    ["that the stage limits", judged(0, { statuses: { "200": 999, "429": 1 } }), "unknown"],
    ["whose path needs a session", judged(0, { statuses: { "401": 1000 } }), "unknown"],
    ["that nobody answers", judged(0, { times: [], statuses: {}, errors: 1000 }), "unknown"],
  ])("%s has the right verdict", (_, found, wanted) => {
    expect(found).toBe(wanted);
  });
});

describe("security headers", () => {
  const good = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer, strict-origin-when-cross-origin",
  };

  it("that are all there pass", () => {
    expect(judgeSecurityHeaders({ headers: good })).toEqual({
      verdict: "passed",
      measured: "nosniff, CSP, framing, Referrer-Policy; no Permissions-Policy",
    });
  });

  it.each([
    [
      "content-security-policy",
      "default-src 'self'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
      "scripts may come from 'unsafe-inline'",
    ],
    ["content-security-policy", "script-src 'self'; script-src *; frame-ancestors 'none'", undefined],
    [
      "content-security-policy",
      "img-src 'self'; frame-ancestors 'none'",
      "a Content-Security-Policy without script-src and default-src",
    ],
    ["content-security-policy", "default-src 'self'", "may be framed: no frame-ancestors and no X-Frame-Options"],
    [
      "content-security-policy",
      "default-src 'self'; frame-ancestors *",
      "may be framed: no frame-ancestors and no X-Frame-Options",
    ],
    ["referrer-policy", "unsafe-url", "Referrer-Policy: unsafe-url"],
    ["permissions-policy", "geolocation=(), camera=*", "Permissions-Policy opens camera to every origin"],
    ["x-powered-by", "Express", "X-Powered-By reveals the application's framework"],
  ])("with %s: %s say what is wrong: %s", (name, value, fault) => {
    const { verdict: found, measured } = judgeSecurityHeaders({ headers: { ...good, [name]: value } });
    expect([found, found === "failed" ? measured : undefined]).toEqual([fault ? "failed" : "passed", fault]);
  });

  it.each([
    ["max-age=31536000; includeSubDomains", "passed"],
    ['includeSubDomains; Max-Age="63072000"', "passed"],
    ["max-age=31535999", "failed"],
    ["includeSubDomains", "failed"],
    ["x-max-age=31536000", "failed"],
  ])("with Strict-Transport-Security: %s have the verdict %s", (value, wanted) => {
    expect(judgeStrictTransport({ headers: { "strict-transport-security": value } }, 31_536_000).verdict).toBe(wanted);
  });
});

it("a certificate fails on the last day that its alarm would still be quiet about", () => {
  const now = new Date("2026-11-29T12:00:00Z");
  const on = (day: string) => judgeCertificate({ notAfter: new Date(day) }, { days: 30, now }).verdict;
  expect([on("2026-12-29T12:00:00Z"), on("2026-12-29T11:59:59Z")]).toEqual(["passed", "failed"]);
});

describe("a body of an error", () => {
  it.each([
    ["a stack trace", "TypeError: x\n    at Object.<anonymous> (/app/index.js:3:5)"],
    ["a stack trace", "goroutine 7 [running]:\nmain.main()"],
    ["an error of a database", "PrismaClientKnownRequestError"],
    ["an address of a data store", "could not connect to postgresql://db:5432/x"],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----"],
    ["a variable of the environment", "DATABASE_URL is not set"],
  ])("with %s fails without showing it", (name, body) => {
    expect(judgeErrorBodies([{ status: 500, body }])).toEqual({
      verdict: "failed",
      measured: `${name} in an answer with status 500`,
    });
  });

  it("with a plain sentence passes", () => {
    const body = '{"error":"Look at the field email. Its value is not an address."}';
    expect(judgeErrorBodies([{ status: 400, body }]).verdict).toBe("passed");
  });
});

describe("registrations", () => {
  it("that are limited from the first on say nothing", () => {
    expect(judgeRegistrations([429, 429], 5).verdict).toBe("unknown");
  });

  it("that end early name the users that may be left", () => {
    const broken = { statuses: [201], left: ["verify-2"], broken: "the time is over" };
    expect(judgeRegistered(broken, 5)).toEqual({
      verdict: "failed",
      measured: "the time is over; users that may be left: verify-2",
    });
  });
});

it("the files of a page are its own scripts and styles", () => {
  const html = `<script src="/a.js"></script><link rel="stylesheet" href='./b.css'><link rel="icon" href="/i.png">
    <script src="https://elsewhere.test/c.js"></script><script src="//elsewhere.test/d.js"></script><script src="/a.js">`;
  expect(filesOf(html)).toEqual(["/a.js", "/b.css"]);
});

it("--connect-to leads what it names elsewhere, and nothing else", () => {
  const route = connectTo(["a.test:443:127.0.0.1:8443", ":80:127.0.0.1:8080"]);
  expect(route?.({ host: "a.test", port: 443 })).toEqual({ host: "127.0.0.1", port: 8443 });
  expect(route?.({ host: "b.test", port: 80 })).toEqual({ host: "127.0.0.1", port: 8080 });
  expect(route?.({ host: "b.test", port: 443 })).toEqual({ host: "b.test", port: 443 });
  expect(["a.test", "a.test:443", "a.test:443:b.test:x"].map((text) => connectTo([text]))).toEqual(
    Array(3).fill(undefined),
  );
});
