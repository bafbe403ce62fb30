import { judged, type Measurement, unknown } from "../outcome";
import type { Probe } from "../probe";
import type { Answer } from "../reach/exchange";
import { parsedJson } from "../../settings/files/json-text";
import { isJson } from "../json";

/** Checks the response of a path that reads from the database; one that asks for a session says nothing about it. */
export function judgeDatabaseRead(answer: Pick<Answer, "status" | "headers" | "body">): Measurement {
  const { status } = answer;
  if (status === 401 || status === 403)
    return unknown(`status ${status}: the path needs a session, so the database is not tested`);
  const body = isJson(answer) ? parsedJson(answer.body) : undefined;
  const faults = [
    ...(status === 200 ? [] : [`status ${status}`]),
    ...(typeof body === "object" && body !== null ? [] : ["no list as JSON"]),
  ];
  return judged(faults, "200, a list as JSON");
}

/** The application reaches its database. */
export const databaseRead: Probe = {
  name: "database-read",
  file: "verify/probes/database-read.ts",
  title: "A path that reads from the database answers 200 with JSON",
  rows: ["MP-HC-03"],
  checks: ({ face }) =>
    face.databaseRead === undefined
      ? []
      : [`${face.api}${face.databaseRead}`].map((address) => ({
          address,
          wanted: "200, a list as JSON",
          run: async (reach) => judgeDatabaseRead(await reach.page(address)),
        })),
};
