/** A listener, as far as rules read it. */
export interface Listener {
  readonly port?: number;
  readonly protocol?: string;
}

/**
 * What a listener speaks. The provider reads an absent protocol as HTTP, except on port 443; a listener with neither
 * protocol nor port is a gateway load balancer's, which speaks GENEVE.
 */
export function protocolOf({ port, protocol }: Listener): string {
  if (protocol === undefined && port === undefined) return "GENEVE";
  return protocol ?? (port === 443 ? "HTTPS" : "HTTP");
}

/** What a listener, or a rule of one, does with a request; as far as rules read it. */
export interface Action {
  readonly type?: string;
  readonly redirect?: { readonly protocol?: string; readonly port?: string; readonly statusCode?: string };
}

/** The answers that tell a client to come back over HTTPS for good. */
const permanent: readonly (string | undefined)[] = ["HTTP_301", "HTTP_308"];

/** Whether an action does nothing but send the client to HTTPS, for good. */
export function redirectsToHttps({ type, redirect }: Action): boolean {
  // ELB's own value for an absent protocol is #{protocol}, which would be HTTP again.
  if (type !== "redirect" || redirect?.protocol !== "HTTPS") return false;
  return permanent.includes(redirect.statusCode) && !staysOnPort(redirect.port);
}

/** Whether a redirect leads to the port the request came to, as an absent one does; nothing answers HTTPS there. */
function staysOnPort(port: string | undefined): boolean {
  return port === undefined || port === "#{port}" || port === "80";
}

/** An action in the words of a message. */
export function actionWords({ type, redirect }: Action): string {
  if (type !== "redirect") return `an action ${type ?? "without a type"}`;
  const port = redirect?.protocol === "HTTPS" && staysOnPort(redirect.port) ? " on the same port" : "";
  return `a redirect to ${redirect?.protocol ?? "the same protocol"}${port} with ${redirect?.statusCode ?? "no status code"}`;
}
