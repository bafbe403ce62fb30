import tls from "node:tls";
import type { Endpoint } from "./connect-to";
import { reasonOf, Unreachable } from "./unreachable";

/** What a client offers in a TLS handshake. */
export interface Offer {
  readonly host: string;
  readonly version: tls.SecureVersion;
  /** Cipher suites by OpenSSL's names. @default those that Node.js offers */
  readonly ciphers?: string;
}

/** A handshake that the server accepted. */
export interface Accepted {
  readonly cipher: string;
  readonly certificate: {
    readonly notAfter: Date;
    /** Why the chain is not trusted. @default it is */
    readonly untrusted?: string;
    /** Why the certificate does not hold for the host. @default it does */
    readonly otherName?: string;
  };
}

/** Faults of this client, which says nothing about the server: its OpenSSL does not know what is to be offered. */
const ownFaults = ["ERR_SSL_NO_PROTOCOLS_AVAILABLE", "ERR_SSL_NO_CIPHERS_AVAILABLE", "ERR_SSL_NO_CIPHER_MATCH"];

/** Codes of a server that declines a handshake: an alert of TLS, or the end of the connection (RFC 8446, 6.2). */
const declines = /^(ERR_SSL_|ECONNRESET$|EPROTO$)/;

/**
 * Offers one version of TLS. `undefined` where the server declines it.
 * @throws Unreachable where the server cannot be connected, or this client cannot offer it.
 */
export async function handshake(
  { host, version, ciphers }: Offer,
  endpoint: Endpoint,
  { signal, authorities }: { readonly signal: AbortSignal; readonly authorities?: string },
): Promise<Accepted | undefined> {
  return await new Promise((resolve, reject) => {
    let connected = false;
    const socket = tls.connect({
      host: endpoint.host,
      port: endpoint.port,
      servername: host,
      minVersion: version,
      maxVersion: version,
      // OpenSSL offers what is obsolete at this level only.
      ciphers: `${ciphers ?? "DEFAULT"}:@SECLEVEL=0`,
      // A certificate that does not hold is a finding, not the end of the connection.
      rejectUnauthorized: false,
      ...(authorities !== undefined && { ca: authorities }),
    });
    const abort = (): void => {
      socket.destroy(new Unreachable(reasonOf(signal.reason)));
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    socket.on("connect", () => {
      connected = true;
    });
    socket.on("secureConnect", () => {
      const certificate = socket.getPeerCertificate();
      const { authorizationError } = socket as { authorizationError?: Error | string | null };
      resolve({
        cipher: socket.getCipher().name,
        certificate: {
          notAfter: new Date(certificate.valid_to),
          ...(socket.authorized ? {} : untrusted(authorizationError)),
          ...otherName(host, certificate),
        },
      });
      socket.destroy();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      const { code = "" } = error;
      if (connected && declines.test(code) && !ownFaults.includes(code)) resolve(undefined);
      else reject(error instanceof Unreachable ? error : new Unreachable(reasonOf(error)));
    });
    socket.on("close", () => {
      signal.removeEventListener("abort", abort);
      // Without an alert: the promise is settled already where there was one.
      resolve(undefined);
    });
  });
}

/** A name that does not match is a fault of its own. */
function untrusted(error: Error | string | null | undefined) {
  const text = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
  return text.includes("ERR_TLS_CERT_ALTNAME_INVALID") ? {} : { untrusted: text };
}

function otherName(host: string, certificate: tls.PeerCertificate) {
  const error = tls.checkServerIdentity(host, certificate);
  return error === undefined ? {} : { otherName: `it holds for ${certificate.subjectaltname ?? "no name"}` };
}
