import http from "node:http";
import type { AddressInfo } from "node:net";
import { type Answered, type Asked, asked, onTheWire } from "./wire";

/** What answers in place of AWS: by operation, from what is asked. */
export type Answers = Readonly<Record<string, (asked: Asked) => Answered>>;

/** What answers in place of Atlas: the results under the end of a path, such as "snapshots". */
export type AtlasAnswers = Readonly<Record<string, readonly object[]>>;

/** A running reference account. */
export interface RunningAccount {
  /** Where AWS and Atlas answer. */
  readonly endpoint: string;
  /** The operations that were asked for so far. */
  readonly operations: ReadonlySet<string>;
  close(): Promise<void>;
}

/** The reference account: a small server that speaks the protocols of AWS's services, and of Atlas's API. It is no AWS. */
export async function startAccount(
  answers: Readonly<Record<string, (asked: Asked) => Answered | Promise<Answered>>>,
  atlas: AtlasAnswers,
): Promise<RunningAccount> {
  const operations = new Set<string>();
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    const answer = async (): Promise<void> => {
      const url = new URL(request.url ?? "/", "http://account.test");
      const body = Buffer.concat(parts).toString("utf8");
      if (url.pathname.startsWith("/api/")) {
        const { status, result } = atlasAnswer(url, body, request.headers.authorization ?? "", atlas);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(result));
        return;
      }
      const question = asked({ method: request.method ?? "GET", url, headers: request.headers, body });
      operations.add(question.operation);
      const answered = (await answers[question.operation]?.(question)) ?? { refused: "UnknownOperation" };
      const { status, type, headers, body: text } = onTheWire(question, answered);
      response.writeHead(status, { ...headers, "content-type": type }).end(text);
    };
    request.on("end", () => void answer());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    operations,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

/** The login of the reference account's Atlas. */
export const atlasLogin = { clientId: "mdb_sa_id_reference", clientSecret: "a-secret-of-the-reference" };

function atlasAnswer(url: URL, body: string, authorization: string, answers: AtlasAnswers) {
  if (url.pathname === "/api/oauth/token") {
    const { clientId, clientSecret } = atlasLogin;
    const isRight =
      authorization === `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` &&
      body === "grant_type=client_credentials";
    return isRight ? { status: 200, result: { access_token: "token-of-the-reference" } } : { status: 401, result: {} };
  }
  const results = answers[url.pathname.split("/").at(-1) ?? ""];
  if (authorization !== "Bearer token-of-the-reference") return { status: 401, result: {} };
  return results === undefined ? { status: 404, result: {} } : { status: 200, result: { results } };
}
