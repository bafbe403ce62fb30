import { gzipSync } from "node:zlib";
import type { Reply, Seen } from "./reference-stage";

/** The headers that the load balancer or CloudFront and the application send with every answer. */
const secureHeaders = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
};

/** An answer of the API as JSON. */
export function json(status: number, content: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: {
      ...secureHeaders,
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "content-type": "application/json; charset=utf-8",
      ...headers,
    },
    body: content === undefined ? "" : JSON.stringify(content),
  };
}

const page =
  '<!doctype html><link rel="stylesheet" href="/assets/a.css"><script type="module" src="/assets/a.js"></script>';

/** A front end as CloudFront serves it: files are compressed, and any other path is the page. */
export function site({ path, headers }: Seen): Reply {
  if (path.startsWith("/metrics")) return { status: 404, headers: secureHeaders };
  const isFile = path.startsWith("/assets/");
  const text = isFile ? "/* care */".repeat(1000) : page;
  const compressed = (headers["accept-encoding"] ?? "").includes("gzip");
  return {
    status: 200,
    headers: {
      ...secureHeaders,
      "content-security-policy": "default-src 'self'; object-src 'none'; frame-ancestors 'none'",
      "content-type": isFile ? "text/javascript" : "text/html",
      ...(compressed && { "content-encoding": "gzip" }),
    },
    body: compressed ? gzipSync(text) : text,
  };
}

/** The answer to a preflight request: permission for the origins that are allowed. */
export function preflight({ headers }: Seen, allowed: readonly string[]): Reply {
  const { origin = "" } = headers;
  return json(204, undefined, allowed.includes(origin) ? { "access-control-allow-origin": origin } : {});
}

/** Whether a body is JSON. */
export function isReadable({ body }: Seen): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** What every API answers alike: health, metrics, preflight requests and JSON that it cannot read. */
export function common(seen: Seen, allowed: readonly string[]): Reply | undefined {
  if (seen.method === "OPTIONS") return preflight(seen, allowed);
  if (seen.path === "/health") return json(200, { status: "ok" });
  if (seen.path.startsWith("/metrics")) return json(404, { error: "not found" });
  if (seen.method === "POST" && !isReadable(seen)) return json(400, { error: "the body is not JSON" });
  return undefined;
}

export const notFound: Reply = json(404, { error: "not found" });
