import { createHash, randomBytes } from "node:crypto";
import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";
import type { Answer } from "../reach/exchange";

/** What a server answers a key with (RFC 6455, 4.2.2). */
export function acceptOf(key: string): string {
  return createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
}

/** Checks the response to the opening handshake of a WebSocket. */
export function judgeUpgrade({ status, headers }: Pick<Answer, "status" | "headers">, key: string): Measurement {
  const faults = [
    ...(status === 101 ? [] : [`status ${status}`]),
    ...(status !== 101 || headers["sec-websocket-accept"] === acceptOf(key) ? [] : ["another Sec-WebSocket-Accept"]),
  ];
  return judged(faults, "101 Switching Protocols");
}

/** WebSockets open through everything that stands before the application. */
export const webSocket: Probe = {
  name: "web-socket",
  file: "verify/probes/web-socket.ts",
  title: "A WebSocket opens through the load balancer: status 101",
  rows: ["AH-NET-08"],
  checks: ({ face }) =>
    face.webSocket === undefined
      ? []
      : [`${face.api}${face.webSocket}`].map((address) => ({
          address,
          wanted: "101 with the Sec-WebSocket-Accept of the key",
          run: async (reach) => {
            const key = randomBytes(16).toString("base64");
            const [origin = face.api] = face.allowedOrigins;
            const answer = await reach.request(address, {
              headers: {
                connection: "Upgrade",
                upgrade: "websocket",
                origin,
                "sec-websocket-version": "13",
                "sec-websocket-key": key,
              },
            });
            return judgeUpgrade(answer, key);
          },
        })),
};
