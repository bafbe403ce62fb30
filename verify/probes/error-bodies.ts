import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";
import type { Answer } from "../reach/exchange";
import { pageHeaders } from "./csrf";
import { malformedJson } from "./malformed";

/** Internals that no error may reveal, by their name in the result; the matched text is never shown. */
const told: Readonly<Record<string, RegExp>> = {
  "a stack trace":
    /^\s*at .+:\d+:\d+\)?$|\bnode_modules\/|^goroutine \d+ \[|\bpanic: |\.go:\d+ \+0x|Traceback \(most recent/m,
  "an error of a database":
    /\b(PrismaClient\w*Error|MongoServerError|SequelizeDatabaseError|pq: |SQLSTATE\b|ER_[A-Z_]{6,})/,
  "an address of a data store":
    /\b(postgres(ql)?|mongodb(\+srv)?|rediss?):\/\/|\.rds\.amazonaws\.com|\.cache\.amazonaws\.com/i,
  "a private key": /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  "an access key": /\b(AKIA|ASIA)[A-Z0-9]{16}\b|\b[sr]k_(live|test)_\w+|\bSG\.[\w-]{16,}/,
  "a variable of the environment":
    /\b(DATABASE_URL|MONGODB_URI|REDIS_URL|JWT_(ACCESS_|REFRESH_)?SECRET|ENCRYPTION_KEY)\b/,
};

/** Judges the bodies of errors: what they tell that only the platform should know. */
export function judgeErrorBodies(answers: readonly Pick<Answer, "body" | "status">[]): Measurement {
  const faults = answers.flatMap(({ status, body }) =>
    Object.entries(told)
      .filter(([, pattern]) => pattern.test(body))
      .map(([name]) => `${name} in an answer with status ${status}`),
  );
  return judged(faults, `${answers.length} errors reveal no internals`);
}

/** Errors help the caller, and reveal no internals. */
export const errorBodies: Probe = {
  name: "error-bodies",
  file: "verify/probes/error-bodies.ts",
  title: "Errors contain no stack trace, no secret and no address of a data store",
  rows: ["AH-PRE-09"],
  checks: ({ face }) => [
    {
      address: face.api,
      wanted: "no stack trace, secret or address of a data store",
      run: async (reach) => {
        const headers = await pageHeaders(reach, face);
        const post = { method: "POST", headers };
        return judgeErrorBodies([
          await reach.request(`${face.api}/api/verify-no-such-path`),
          await reach.request(`${face.api}${face.jsonPath}`, { ...post, body: malformedJson }),
          await reach.request(`${face.api}${face.jsonPath}`, { ...post, body: '{"verify":[{}]}' }),
          await reach.request(`${face.api}${face.jsonPath}`, {
            ...post,
            headers: { ...headers, authorization: "Bearer verify.no.token" },
            body: "{}",
          }),
        ]);
      },
    },
  ],
};
