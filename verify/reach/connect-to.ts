/** Where a connection to a host and port is opened. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Says where a connection to an address is opened; the name that is asked for, and checked in the certificate, stays. */
export type ConnectTo = (asked: Endpoint) => Endpoint;

/** Every connection goes where its address says. */
export const directly: ConnectTo = (asked) => asked;

/**
 * Reads what `--connect-to` was given, `HOST:PORT:HOST:PORT` as curl has it; an empty first host or port stands for any.
 * `undefined` where a text is not of that form.
 */
export function connectTo(texts: readonly string[]): ConnectTo | undefined {
  const routes = texts.map((text) => /^([^:]*):(\d*):([^:]+):(\d+)$/.exec(text));
  if (routes.includes(null)) return undefined;
  const found = routes.map((route) => {
    const [, host = "", port = "", to = "", toPort = ""] = route ?? [];
    return { host, port, to: { host: to, port: Number(toPort) } };
  });
  return (asked) =>
    found.find(({ host, port }) => (host === "" || host === asked.host) && (port === "" || Number(port) === asked.port))
      ?.to ?? asked;
}
