import * as fc from "fast-check";
import * as vm from "node:vm";
import { siteRequestFunction } from "../../../components/edge/static-site-request";
import type { SiteRequestArgs } from "../../../components/edge/static-site-request";

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, { value: string }>>;
}
interface Request {
  readonly uri: string;
}

const apiPaths = ["/api/*", "/health"];

/** Runs the function as CloudFront does: the code as text, one event in, a request or an answer out. */
function run(uri: string, changes: Partial<SiteRequestArgs> = {}): Request | Answer {
  const code = siteRequestFunction({ answers: "site", apiPaths, ...changes });
  const event = JSON.stringify({ request: { method: "GET", uri, headers: {}, querystring: {} } });
  return JSON.parse(
    vm.runInNewContext(`${code}\nJSON.stringify(handler(JSON.parse(${JSON.stringify(event)})))`) as string,
  ) as Request | Answer;
}

const uriOf = (result: Request | Answer) => ("uri" in result ? result.uri : result.statusCode);

/** A segment of a path that does not mean anything to the function. */
const segment = fc.stringMatching(/^[a-z0-9_-]{1,12}$/).filter((text) => text !== "metrics");
const segments = fc.array(segment, { minLength: 1, maxLength: 4 });

describe("the request function of a site", () => {
  it.each([
    ["/", "/index.html"],
    ["/patients", "/index.html"],
    ["/patients/42/", "/index.html"],
    ["/reports/2026.11/", "/index.html"],
    ["/assets/app-0a1b2c.js", "/assets/app-0a1b2c.js"],
    ["/favicon.ico", "/favicon.ico"],
    ["/index.html", "/index.html"],
    ["/api/v1/patients", "/api/v1/patients"],
    ["/api", "/api"],
    ["/health", "/health"],
    ["/healthy", "/index.html"],
    ["/apis/overview", "/index.html"],
    ["//api/v1/patients", "//api/v1/patients"],
    ["/%", "/index.html"],
  ])("%s leads to %s", (uri, expected) => {
    expect(uriOf(run(uri))).toBe(expected);
  });

  it.each([
    "/metrics",
    "/metrics/",
    "/Metrics",
    "//metrics",
    "/./metrics",
    "/api/../metrics",
    "/api//../metrics",
    "/%6detrics",
    "/api/%2e%2e/metrics",
    "/metrics/go",
  ])("%s is answered 404, wherever it would have gone", (uri) => {
    for (const answers of ["site", "api"] as const) expect(uriOf(run(uri, { answers }))).toBe(404);
  });

  it("never touches a request for the API", () => {
    fc.assert(
      fc.property(segments, (parts) => {
        const uri = `/api/${parts.join("/")}`;
        expect(run(uri)).toMatchObject({ uri });
        expect(run(uri, { answers: "api" })).toMatchObject({ uri });
      }),
    );
  });

  it("lets the application route whatever has no extension, and serves files as they are", () => {
    fc.assert(
      fc.property(
        segments.filter(([first]) => first !== "api" && first !== "health"),
        (parts) => {
          const path = `/${parts.join("/")}`;
          expect(uriOf(run(path))).toBe("/index.html");
          expect(uriOf(run(`${path}.css`))).toBe(`${path}.css`);
        },
      ),
    );
  });

  it("answers any text at all without failing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(["string", "number"]).toContain(typeof uriOf(run(`/${text}`)));
      }),
    );
  });

  it("turns everybody away during maintenance but those who ask for its health", () => {
    const answer = run("/patients", { maintenance: true }) as Answer;
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["retry-after"]).toEqual({ value: "300" });
    expect(uriOf(run("/api/v1/log-in", { answers: "api", maintenance: true }))).toBe(503);
    expect(uriOf(run("/health", { answers: "api", maintenance: true }))).toBe("/health");
  });

  it("puts the security headers on its own answers, which CloudFront's policy does not reach", () => {
    expect((run("/metrics") as Answer).headers).toMatchObject({
      "strict-transport-security": { value: "max-age=31536000; includeSubDomains" },
      "x-content-type-options": { value: "nosniff" },
      "cache-control": { value: "no-store" },
    });
  });

  it("stays below the 10 KB that CloudFront takes", () => {
    expect(siteRequestFunction({ answers: "site", apiPaths }).length).toBeLessThan(10_240);
  });
});
