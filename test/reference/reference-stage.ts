import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import type { ConnectTo } from "../../verify/reach/connect-to";
import { selfSignedCertificate, type SelfSignedCertificate } from "../real/certificate";

/** A request as a reference application sees it. */
export interface Seen {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** What a reference application answers. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The smallest application that passes every probe of its system, with the load balancer and sites around it. */
export interface ReferenceApplication {
  readonly hosts: readonly string[];
  /** Answers over HTTPS. An answer with status 101 opens a WebSocket. */
  readonly answer: (seen: Seen) => Reply;
}

/** What is wrong with a reference stage; nothing, where a part is absent. */
export interface StageFault {
  /** Changes an answer over HTTPS. */
  readonly answer?: (reply: Reply, seen: Seen) => Reply;
  /** Changes an answer over plain HTTP. */
  readonly plain?: (reply: Reply) => Reply;
  readonly tls?: {
    readonly minVersion?: tls.SecureVersion;
    readonly maxVersion?: tls.SecureVersion;
    readonly ciphers?: string;
  };
  /** The certificates that are shown: those of other hosts, or for fewer days. */
  readonly certificate?: { readonly host?: string; readonly days?: number };
  /** Whether nobody trusts the certificates. */
  readonly untrusted?: true;
  /** An internal port that is open. */
  readonly openPort?: number;
}

/** A reference stage that runs. */
export interface RunningStage {
  readonly connectTo: ConnectTo;
  /** The certificates of its hosts, as PEM. */
  readonly authorities: string;
  close(): Promise<void>;
}

const certificates = new Map<string, SelfSignedCertificate>();

/** Keys take time to make, and a certificate can be shown by any number of servers. */
function certificateOf(host: string, days?: number): SelfSignedCertificate {
  const key = `${host} ${days ?? ""}`;
  const known = certificates.get(key) ?? selfSignedCertificate(host, days);
  certificates.set(key, known);
  return known;
}

/** What load balancers and CloudFront offer: forward secrecy and authenticated encryption. */
const goodTls = {
  minVersion: "TLSv1.2",
  ciphers: "TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256",
} as const;

/** Starts a reference application on free ports of the loopback, over HTTPS and HTTP. */
export async function startReference(
  { hosts, answer }: ReferenceApplication,
  fault: StageFault = {},
): Promise<RunningStage> {
  const options = { ...goodTls, ...fault.tls };
  const shown = new Map(
    hosts.map((host) => [host, certificateOf(fault.certificate?.host ?? host, fault.certificate?.days)]),
  );
  const contexts = new Map(
    [...shown].map(([host, { certificate, privateKey }]) => [
      host,
      tls.createSecureContext({ ...options, cert: certificate, key: privateKey }),
    ]),
  );
  const [first] = shown.values();
  const secure = https.createServer({
    ...options,
    cert: first?.certificate,
    key: first?.privateKey,
    SNICallback: (name, done) => {
      const context = contexts.get(name);
      done(context === undefined ? new Error(`${name} is no host of this stage`) : null, context);
    },
  });
  // Like CloudFront: nobody is answered who does not say which host is meant.
  secure.on("secureConnection", (socket: tls.TLSSocket & { readonly servername?: string | false }) => {
    // A session that is resumed has named it before.
    if (!socket.servername && !socket.isSessionReused()) socket.destroy();
  });
  const replyTo = (seen: Seen): Reply => {
    const reply = hosts.includes(seen.host) ? answer(seen) : { status: 421 };
    return fault.answer?.(reply, seen) ?? reply;
  };
  secure.on("request", (request, response) => {
    void seenOf(request).then((seen) => {
      send(response, replyTo(seen));
    });
  });
  secure.on("upgrade", (request, socket) => {
    void seenOf(request, false).then((seen) => {
      const { status, headers = {} } = replyTo(seen);
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.end(`HTTP/1.1 ${status} Reference\r\n${lines.join("")}\r\n`);
    });
  });
  const plain = http.createServer((request, response) => {
    const { host = "" } = request.headers;
    const reply = { status: 301, headers: { location: `https://${host}${request.url ?? "/"}` } };
    send(response, fault.plain?.(reply) ?? reply);
  });
  const ports = { 443: await portOf(secure), 80: await portOf(plain) };
  return {
    connectTo: ({ port }) => ({ host: "127.0.0.1", port: portFor(port, ports, fault) }),
    authorities: fault.untrusted
      ? certificateOf("nobody.test").certificate
      : [...shown.values()].map(({ certificate }) => certificate).join(""),
    close: async () => {
      for (const server of [secure, plain]) {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
      }
    },
  };
}

/** Nobody listens on port 1 of the loopback. */
const closedPort = 1;

function portFor(port: number, ports: Readonly<Record<number, number>>, { openPort }: StageFault): number {
  return (port === openPort ? ports[80] : ports[port]) ?? closedPort;
}

async function portOf(server: http.Server | https.Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function seenOf(request: http.IncomingMessage, hasBody = true): Promise<Seen> {
  const { host = "" } = request.headers;
  const { pathname, searchParams } = new URL(request.url ?? "/", `https://${host}`);
  let body = "";
  if (hasBody) for await (const part of request) body += String(part);
  const { method = "GET", headers } = request;
  return { host, method, path: pathname, query: searchParams, headers, body };
}

function send(response: http.ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, headers).end(body);
}
