import net from "node:net";
import type { Endpoint } from "./connect-to";
import { reasonOf, Unreachable } from "./unreachable";

/** Milliseconds after which a port that says nothing counts as filtered. */
const filteredAfter = 3000;

/** Codes of a port on which nobody listens. */
const closedCodes = ["ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"];

/**
 * Whether a TCP connection to a port opens; one that is refused or not answered within three seconds does not.
 * @throws Unreachable where the name does not resolve, or the run is over.
 */
export async function opens(endpoint: Endpoint, signal: AbortSignal): Promise<boolean> {
  return await new Promise((resolve, reject) => {
    const socket = net.connect({ host: endpoint.host, port: endpoint.port, signal });
    socket.setTimeout(filteredAfter);
    const end = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.on("connect", () => {
      end(true);
    });
    socket.on("timeout", () => {
      end(false);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (closedCodes.includes(error.code ?? "")) end(false);
      else reject(new Unreachable(reasonOf(signal.aborted ? signal.reason : error)));
    });
  });
}
