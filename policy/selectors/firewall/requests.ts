/** A sample request, as AWS WAF sees it. */
export interface ProbeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** The rules of managed groups that have put their label on it. */
  readonly labels: readonly string[];
}

const browser = {
  host: "app.example.org",
  accept: "text/html,application/json",
  "accept-language": "en",
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
};
const script = { host: "app.example.org", accept: "*/*", "user-agent": "curl/8.5.0" };

const page = { method: "GET", query: "", headers: browser, body: "", labels: [] } as const;
const post = { ...page, method: "POST", body: '{"name":"probe"}' } as const;

/**
 * Sample requests without a common property: methods, paths, clients and countries of all kinds. A rule for all requests matches
 * each of them. The last part of a path is a made-up word.
 */
export const probeRequests: readonly ProbeRequest[] = [
  { ...page, path: "/", country: "ZA" },
  { ...page, path: "/qwmzk", query: "id=7", country: "US" },
  { ...page, path: "/api/qwmzk", query: "page=2&sort=name", country: "DE", headers: script },
  { ...post, path: "/api/qwmzk", country: "ZA", headers: { ...browser, "content-type": "application/json" } },
  { ...post, path: "/api/v1/qwmzk", country: "CN", headers: script },
  { ...post, path: "/v1/qwmzk", method: "PUT", country: "BR", headers: { ...browser, cookie: "session=qwmzk" } },
  { ...page, path: "/auth/qwmzk", method: "DELETE", country: "NG", headers: { ...script, authorization: "qwmzk" } },
];
