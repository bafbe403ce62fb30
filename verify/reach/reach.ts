import http from "node:http";
import https from "node:https";
import { type ConnectTo, directly } from "./connect-to";
import { type Answer, type Asked, exchange } from "./exchange";
import { type Accepted, handshake, type Offer } from "./handshake";
import { opens } from "./port";
import { Unreachable } from "./unreachable";

/** How a stage is reached, and how much may be asked of it. */
export interface ReachOptions {
  /** Ends everything that is under way: the run's own time is over, or a person stops it. */
  readonly signal: AbortSignal;
  /** Requests that a host may be sent in all. */
  readonly requestsOf: (host: string) => number;
  /** @default every connection goes where its address says */
  readonly connectTo?: ConnectTo;
  /** Certificates that are trusted instead of those of Node.js, as PEM. */
  readonly authorities?: string;
  /** Milliseconds since any fixed time. */
  readonly clock: () => number;
}

/** Milliseconds that one request or handshake may take. */
const requestMilliseconds = 10_000;

/** Connections that are open to a host at once. */
const connections = 2;

/** The way to a stage from outside, within limits: time and requests. Call `close` at the end. */
export class Reach {
  readonly #agents = {
    http: new http.Agent({ keepAlive: true, maxSockets: connections }),
    https: new https.Agent({ keepAlive: true, maxSockets: connections }),
  };
  readonly #sent = new Map<string, number>();
  readonly #pages = new Map<string, Promise<Answer>>();

  constructor(readonly options: ReachOptions) {}

  /**
   * Sends a request. 429 is no answer of the application: the firewall or the application's own limit turned this address
   * away.
   * @throws Unreachable where no answer comes, for 429, and where the host was sent as many requests as it may get.
   */
  async request(address: string, asked: Asked = {}): Promise<Answer> {
    const answer = await this.limited(address, asked);
    if (answer.status === 429) throw new Unreachable("the stage limits this address (429): wait ten minutes");
    return answer;
  }

  /** Sends a request to which 429 is an answer like others. Throws {@link Unreachable} as `request` does otherwise. */
  async limited(address: string, asked: Asked = {}): Promise<Answer> {
    this.#count(new URL(address).hostname);
    return await this.#send(address, asked, this.#signal());
  }

  /**
   * Sends a request that removes what the run made: also when the run is over or was stopped, and beyond its requests.
   * @throws Unreachable where no answer comes.
   */
  async cleanUp(address: string, asked: Asked): Promise<Answer> {
    return await this.#send(address, asked, AbortSignal.timeout(requestMilliseconds));
  }

  /** The answer to a GET without particular headers: asked once in a run, however many checks look at it. */
  async page(address: string): Promise<Answer> {
    const known = this.#pages.get(address) ?? this.request(address);
    this.#pages.set(address, known);
    return await known;
  }

  /** @see handshake */
  async handshake(offer: Offer): Promise<Accepted | undefined> {
    const { authorities } = this.options;
    return await handshake(offer, this.endpoint(offer.host, 443), { signal: this.#signal(), authorities });
  }

  /** @see opens */
  async opens(host: string, port: number): Promise<boolean> {
    return await opens(this.endpoint(host, port), this.#signal());
  }

  /** Where a connection to a host and port is opened. */
  endpoint(host: string, port: number) {
    return (this.options.connectTo ?? directly)({ host, port });
  }

  /** Requests that a host was sent. */
  sent(host: string): number {
    return this.#sent.get(host) ?? 0;
  }

  /** Closes the connections that are kept open. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  async #send(address: string, asked: Asked, signal: AbortSignal): Promise<Answer> {
    const url = new URL(address);
    const port = Number(url.port === "" ? (url.protocol === "https:" ? 443 : 80) : url.port);
    const { authorities, clock } = this.options;
    return await exchange(url, asked, {
      endpoint: this.endpoint(url.hostname, port),
      agents: this.#agents,
      authorities,
      signal,
      clock,
    });
  }

  #count(host: string): void {
    const most = this.options.requestsOf(host);
    if (this.sent(host) >= most)
      throw new Unreachable(`the run has sent the ${most} requests that it may send to ${host}`);
    this.#sent.set(host, this.sent(host) + 1);
  }

  /** The end of the run, or of the time of one request. */
  #signal(): AbortSignal {
    return AbortSignal.any([this.options.signal, AbortSignal.timeout(requestMilliseconds)]);
  }
}
