import type { PublicFace, Registration } from "../../settings/system/public-face";
import { textIn } from "../json";
import { judged, type Measurement, unknown } from "../outcome";
import type { Probe, Subject } from "../probe";
import type { Answer } from "../reach/exchange";
import type { Reach } from "../reach/reach";
import { Unreachable } from "../reach/unreachable";
import { pageHeaders } from "./csrf";

/** Judges the statuses of one registration more than may pass, in their order (AH-VER-03, C-08). */
export function judgeRegistrations(statuses: readonly number[], allowed: number): Measurement {
  if (statuses[0] === 429)
    return unknown(
      "the first registration is limited already: an earlier one counts; wait until the limit's window is over",
    );
  const faults = statuses.flatMap((status, index) => {
    const wanted = index < allowed ? "2xx" : "429";
    const fits = index < allowed ? status >= 200 && status < 300 : status === 429;
    return fits ? [] : [`registration ${index + 1} gets ${status}, not ${wanted}`];
  });
  return judged(faults, `${allowed} registrations pass, the next gets 429`);
}

/** Judges a run of registrations: its limit, and the users that it left behind, who are named. */
export function judgeRegistered({ statuses, left, broken }: Registered, allowed: number): Measurement {
  const limit = broken === undefined ? judgeRegistrations(statuses, allowed) : unknown(broken);
  if (left.length === 0) return limit;
  return { verdict: "failed", measured: `${limit.measured}; users that may be left: ${left.join(", ")}` };
}

/** The token that a registration answered with, by which the user can be removed. */
function sessionIn(body: string): string | undefined {
  return textIn(body, ["data", "tokens"], ["accessToken", "token"]);
}

/** What a run of registrations came to. */
interface Registered {
  readonly statuses: readonly number[];
  /** The users that are, or may be, still there. */
  readonly left: readonly string[];
  /** Why it ended early. @default it did not */
  readonly broken?: string;
}

/** Registers one user more than may pass, and removes those that were registered, whatever happens. */
async function register(
  reach: Reach,
  face: PublicFace,
  registration: Registration,
  subject: Subject,
): Promise<Registered> {
  const headers = await pageHeaders(reach, face);
  const statuses: number[] = [];
  const registered: { readonly identity: string; readonly answer: Answer }[] = [];
  const left: string[] = [];
  let broken: string | undefined;
  for (let number = 1; number <= registration.allowed + 1 && broken === undefined; number += 1) {
    const identity = `${subject.identity}-${number}`;
    try {
      const answer = await reach.limited(`${face.api}${registration.path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(registration.body(identity)),
      });
      statuses.push(answer.status);
      if (answer.status >= 200 && answer.status < 300) registered.push({ identity, answer });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      broken = error.message;
      // It may have arrived: only its answer is missing.
      left.push(identity);
    }
  }
  // Side by side: after the end of a run there are ten seconds for all of them.
  const gone = await Promise.all(
    registered.map(async ({ answer }) =>
      removed(reach, face, registration, { headers, session: sessionIn(answer.body) }),
    ),
  );
  left.push(...registered.filter((_, index) => !gone[index]).map(({ identity }) => identity));
  return { statuses, left, broken };
}

async function removed(
  reach: Reach,
  { api }: PublicFace,
  { removalPath = "" }: Registration,
  { headers, session }: { readonly headers: Readonly<Record<string, string>>; readonly session: string | undefined },
): Promise<boolean> {
  if (session === undefined) return false;
  try {
    const { status } = await reach.cleanUp(`${api}${removalPath}`, {
      method: "DELETE",
      headers: { ...headers, authorization: `Bearer ${session}` },
    });
    return status >= 200 && status < 300;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    // The user is named as left, which is what a person must know.
    return false;
  }
}

/** Registrations of one address are limited exactly where they should be. */
export const registrationLimit: Probe = {
  name: "registration-limit",
  file: "verify/probes/registration-limit.ts",
  title: "Five registrations of one address pass and the sixth is answered 429; the users are removed again",
  rows: ["AH-VER-03"],
  partOf: ["AH-VER-10"],
  needs: "change data",
  checks: (subject) => {
    const { face } = subject;
    const { registration } = face;
    if (registration === undefined) return [];
    const address = `${face.api}${registration.path}`;
    return [
      {
        address,
        wanted: `${registration.allowed} pass, the next gets 429, all users are removed`,
        run: async (reach) => {
          if (registration.removalPath === undefined)
            return unknown("no user was registered: no removalPath is set, so no user could be removed");
          return judgeRegistered(await register(reach, face, registration, subject), registration.allowed);
        },
      },
    ];
  },
};
