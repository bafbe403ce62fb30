/**
 * The Content-Security-Policy of a bundled single-page application: what it needs, and no more; inline styles are what
 * component libraries write. `connectsTo` are the origins beside its own that it may call: `https://…`, `wss://…`.
 */
export function pageContentSecurityPolicy(connectsTo: readonly string[] = []): string {
  return (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; " +
    `form-action 'self'; frame-ancestors 'none'; connect-src ${["'self'", ...connectsTo].join(" ")}`
  );
}
