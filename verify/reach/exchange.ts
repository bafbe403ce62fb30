import http from "node:http";
import https from "node:https";
import type { Endpoint } from "./connect-to";
import { reasonOf, Unreachable } from "./unreachable";

/** A request beside its address. */
export interface Asked {
  /** @default "GET" */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The answer to a request. */
export interface Answer {
  readonly status: number;
  /** By lower-case name; several of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** The values of Set-Cookie, one for each cookie. */
  readonly cookies: readonly string[];
  /** The beginning of the body, as text. */
  readonly body: string;
  /** Bytes of the body as they were transferred, compressed or not. */
  readonly bytes: number;
  /** From the request to the last byte, without the time to connect where the connection was open already. */
  readonly milliseconds: number;
}

/** How a request travels. */
export interface Transport {
  readonly endpoint: Endpoint;
  readonly agents: { readonly http: http.Agent; readonly https: https.Agent };
  /** Certificates that are trusted instead of those of Node.js, as PEM. */
  readonly authorities?: string;
  readonly signal: AbortSignal;
  /** Milliseconds since any fixed time. */
  readonly clock: () => number;
}

/** How requests say what they come from, so that a firewall or a log can tell them apart. */
export const userAgent = "care-platform-verify";

/** Bytes of a body that are kept; a larger body is counted and not kept. */
const keptBytes = 512 * 1024;

/** Bytes after which an answer is not read any further: no page or list of a health check is larger. */
const mostBytes = 20 * 1024 * 1024;

/**
 * Sends one request and reads its answer; redirects are not followed, and an upgrade is answered with status 101.
 * @throws Unreachable where no answer comes.
 */
export async function exchange(url: URL, asked: Asked, transport: Transport): Promise<Answer> {
  const isSecure = url.protocol === "https:";
  const { endpoint, agents, authorities, signal, clock } = transport;
  const begun = clock();
  return await new Promise<Answer>((resolve, reject) => {
    const fail = (error: unknown): void => {
      reject(error instanceof Unreachable ? error : new Unreachable(reasonOf(signal.aborted ? signal.reason : error)));
    };
    const options: https.RequestOptions = {
      host: endpoint.host,
      port: endpoint.port,
      path: `${url.pathname}${url.search}`,
      method: asked.method ?? "GET",
      headers: { host: url.host, "user-agent": userAgent, ...asked.headers },
      signal,
      ...(isSecure && { servername: url.hostname, ...(authorities !== undefined && { ca: authorities }) }),
    };
    const request = isSecure
      ? https.request({ ...options, agent: agents.https })
      : http.request({ ...options, agent: agents.http });
    request.on("error", fail);
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(answerOf(response, [], 0, clock() - begun));
    });
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on("data", (part: Buffer) => {
        if (bytes < keptBytes) parts.push(part);
        bytes += part.length;
        if (bytes > mostBytes) request.destroy(new Unreachable(`the answer has more than ${mostBytes} bytes`));
      });
      response.on("error", fail);
      response.on("end", () => {
        resolve(answerOf(response, parts, bytes, clock() - begun));
      });
    });
    request.end(asked.body);
  });
}

function answerOf(
  { statusCode = 0, headers }: http.IncomingMessage,
  parts: readonly Buffer[],
  bytes: number,
  milliseconds: number,
): Answer {
  const { "set-cookie": cookies = [], ...others } = headers;
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(others).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
    ),
    cookies,
    body: Buffer.concat(parts).toString("utf8"),
    bytes,
    milliseconds,
  };
}
