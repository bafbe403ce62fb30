/** Further origins that a page may use, by purpose: `https://…`, and `wss://…` for connections. */
export interface PageOrigins {
  /** Scripts, such as a payment form's. @default none */
  readonly scripts?: readonly string[] | undefined;
  /** Requests and WebSockets: its API, error reports, uploads to a bucket. @default none */
  readonly connections?: readonly string[] | undefined;
  /** Pages in a frame, such as a payment form's. @default none */
  readonly frames?: readonly string[] | undefined;
  /** Images. @default none */
  readonly images?: readonly string[] | undefined;
}

/**
 * The Content-Security-Policy of a bundled single-page application: only what it needs; inline styles are for
 * component libraries.
 */
export function pageContentSecurityPolicy(origins: PageOrigins = {}): string {
  const { scripts = [], connections = [], frames = [], images = [] } = origins;
  return [
    "default-src 'self'",
    ...(scripts.length > 0 ? [`script-src 'self' ${scripts.join(" ")}`] : []),
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data:", ...images].join(" "),
    ...(frames.length > 0 ? [`frame-src 'self' ${frames.join(" ")}`] : []),
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ["connect-src 'self'", ...connections].join(" "),
  ].join("; ");
}
