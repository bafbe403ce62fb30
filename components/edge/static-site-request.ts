/** The purpose of the viewer request function of a site. */
export interface SiteRequestArgs {
  /** The requests it handles: for the site's files, or for the API. */
  answers: "site" | "api";
  /** Paths that belong to the API, as CloudFront matches them: `/api/*`, `/health`. */
  apiPaths: readonly string[];
  /** Whether everything but `/health` gets a 503 response. @default false */
  maintenance?: boolean;
}

/** The retry-after seconds of a maintenance response. Our default. */
const retryAfter = 300;

/**
 * Headers of the function's own responses: CloudFront adds the headers of its policy only to responses from the cache or
 * an origin (CloudFront Developer Guide, "Add or remove HTTP headers in CloudFront responses with a policy").
 */
const answerHeaders = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
} as const;

/**
 * The source of a CloudFront Function (runtime cloudfront-js-2.0) for viewer requests. `/metrics` gets 404 in any
 * spelling and is never forwarded (C-04). A request for the site whose last segment has no extension gets `/index.html`,
 * so that the single-page application can route it (MP-NGX-13); one for the API is forwarded unchanged.
 */
export function siteRequestFunction({ answers, apiPaths, maintenance = false }: SiteRequestArgs): string {
  const headers = Object.fromEntries(Object.entries(answerHeaders).map(([name, value]) => [name, { value }]));
  return `"use strict";
const answers = ${JSON.stringify(answers)};
const apiPaths = ${JSON.stringify(apiPaths)};
const maintenance = ${JSON.stringify(maintenance)};
const headers = ${JSON.stringify(headers)};

// The segments an origin could understand: decoded, without empty ones, dots resolved.
function segmentsOf(uri) {
  let path = uri;
  try {
    path = decodeURIComponent(uri);
  } catch (error) {
    // Not decodable: no origin can read more into it than what is there.
  }
  const segments = [];
  path.split("/").forEach(function (segment) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  });
  return segments;
}

function belongsToApi(path) {
  return apiPaths.some(function (pattern) {
    if (!pattern.endsWith("/*")) return path === pattern;
    const folder = pattern.slice(0, -2);
    return path === folder || path.startsWith(folder + "/");
  });
}

function answer(statusCode, statusDescription, further) {
  return { statusCode: statusCode, statusDescription: statusDescription, headers: Object.assign({}, headers, further) };
}

function handler(event) {
  const request = event.request;
  const segments = segmentsOf(request.uri);
  const path = "/" + segments.join("/");
  if (segments.length > 0 && segments[0].toLowerCase() === "metrics") return answer(404, "Not Found", {});
  if (maintenance && path !== "/health") {
    return answer(503, "Service Unavailable", { "retry-after": { value: "${retryAfter}" } });
  }
  if (answers === "api" || belongsToApi(path) || belongsToApi(request.uri)) return request;
  const last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!last.includes(".")) request.uri = "/index.html";
  return request;
}
`;
}
