/** A listener, as far as rules read it. */
export interface Listener {
  readonly port?: number;
  readonly protocol?: string;
}

/**
 * The protocol of a listener. The provider treats an absent protocol as HTTP, except on port 443; a listener with neither
 * protocol nor port is a gateway load balancer's, which speaks GENEVE.
 */
export function protocolOf({ port, protocol }: Listener): string {
  if (protocol === undefined && port === undefined) return "GENEVE";
  return protocol ?? (port === 443 ? "HTTPS" : "HTTP");
}

/** The actions of a listener or a listener rule, as far as rules read them. */
export interface Action {
  readonly type?: string;
  readonly redirect?: { readonly protocol?: string; readonly port?: string; readonly statusCode?: string };
}

/** The permanent redirects. */
const permanent: readonly (string | undefined)[] = ["HTTP_301", "HTTP_308"];

/** Whether an action only redirects the client to HTTPS permanently. */
export function redirectsToHttps({ type, redirect }: Action): boolean {
  // ELB's own value for an absent protocol is #{protocol}, which would be HTTP again.
  if (type !== "redirect" || redirect?.protocol !== "HTTPS") return false;
  return permanent.includes(redirect.statusCode) && !staysOnPort(redirect.port);
}

/** Whether a redirect keeps the port of the request, as an absent port does; that port has no HTTPS listener. */
function staysOnPort(port: string | undefined): boolean {
  return port === undefined || port === "#{port}" || port === "80";
}

/** An action in the words of a message. */
export function actionWords({ type, redirect }: Action): string {
  if (type !== "redirect") return `an action ${type ?? "without a type"}`;
  const port = redirect?.protocol === "HTTPS" && staysOnPort(redirect.port) ? " on the same port" : "";
  return `a redirect to ${redirect?.protocol ?? "the same protocol"}${port} with ${redirect?.statusCode ?? "no status code"}`;
}
