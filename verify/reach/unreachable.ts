/** An address gave no answer that could be judged; the message says why in words. */
export class Unreachable extends Error {}

/** What went wrong with a connection, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return message;
  return reasons[code] ?? `the connection failed: ${code}`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "the name does not resolve (ENOTFOUND)",
  EAI_AGAIN: "the name server does not answer (EAI_AGAIN)",
  ECONNREFUSED: "the connection is refused (ECONNREFUSED)",
  ECONNRESET: "the connection is closed without an answer (ECONNRESET)",
  ETIMEDOUT: "the connection times out (ETIMEDOUT)",
  EHOSTUNREACH: "no route to the host (EHOSTUNREACH)",
  ENETUNREACH: "no route to the network (ENETUNREACH)",
};
