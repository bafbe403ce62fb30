import { judged, type Measurement, unknown } from "../outcome";
import type { Probe } from "../probe";
import { ofType, textOf } from "../state/deployed";
import { type AnswerRow, type AskedDatabase, databaseProbe } from "./database-probe";

const file = "verify/database/server.ts";

/** Versions of TLS that are too old (RFC 8996), and sessions without. */
const weak = /^(none|SSLv\d|TLSv1|TLSv1\.1)$/;

/** Seconds that a replica may be behind: a backup of the primary or a long report holds it up for a few (our default). */
const mostLagSeconds = 60;

/** Percent of the connections that may be taken at the moment (checklist MP-PERF-07). */
const mostPercent = 80;

/** Judges whether the server insists on TLS. */
export function judgeForcedTls(rows: readonly AnswerRow[]): Measurement {
  const [{ ssl, forceTls, passwords } = {} as AnswerRow] = rows;
  return judged(
    [
      ...(ssl === "on" ? [] : ["the server has TLS off"]),
      ...(forceTls === "1" || forceTls === "on" ? [] : ["the server takes sessions without TLS (rds.force_ssl)"]),
      ...(passwords === "scram-sha-256" ? [] : [`passwords are kept as ${String(passwords)}`]),
    ],
    "sessions need TLS, passwords are kept as SCRAM",
  );
}

/** Judges the sessions that are open. */
export function judgeSessions(rows: readonly AnswerRow[]): Measurement {
  if (rows.length === 0) return unknown("no session is open");
  const faults = rows
    .filter(({ tls }) => weak.test(String(tls)))
    .map(({ user, tls, sessions }) => `${String(sessions)} sessions of ${String(user)} with TLS ${String(tls)}`);
  const versions = [...new Set(rows.map(({ tls }) => String(tls)))].join(", ");
  return judged(faults, `${rows.reduce((sum, { sessions }) => sum + Number(sessions), 0)} sessions, ${versions}`);
}

/** Judges whether the extensions of the settings are installed. */
export function judgeExtensions(
  rows: readonly AnswerRow[],
  { users: { extensions } }: Pick<AskedDatabase, "users">,
): Measurement {
  const found = rows.map(({ name }) => String(name));
  return judged(
    extensions.filter((name) => !found.includes(name)).map((name) => `${name} is not installed`),
    `installed: ${found.join(", ")}`,
  );
}

/** Judges whether every read replica of the stack follows, and how far behind it is. */
export function judgeReplication(rows: readonly AnswerRow[], replicas: number): Measurement {
  const streaming = rows.filter(({ state }) => state === "streaming");
  const late = streaming.filter(({ lagSeconds }) => Number(lagSeconds ?? 0) > mostLagSeconds);
  return judged(
    [
      ...(streaming.length >= replicas ? [] : [`${streaming.length} of ${replicas} replicas follow the primary`]),
      ...late.map(({ replica, lagSeconds }) => `${String(replica)} is ${Math.round(Number(lagSeconds))} s behind`),
    ],
    replicas === 0 ? "the stack has no replica" : `${streaming.length} replicas follow`,
  );
}

/** Judges how many connections are taken. */
export function judgeConnections(rows: readonly AnswerRow[]): Measurement {
  const [{ sessions, limit } = {} as AnswerRow] = rows;
  if (typeof sessions !== "number" || typeof limit !== "number") return unknown("the answer has no numbers");
  const said = `${sessions} of ${limit} connections`;
  return judged(sessions * 100 <= limit * mostPercent ? [] : [said], said);
}

function replicasOf({ deployed }: AskedDatabase): number {
  return ofType(deployed.own, "aws:rds/instance:Instance").filter((part) => textOf(part, "replicateSourceDb") !== "")
    .length;
}

/** How the server is set, and what goes on in it. */
export const serverProbes: readonly Probe[] = [
  databaseProbe({
    name: "database-tls",
    file,
    title: "The database takes no session without TLS, and keeps passwords as SCRAM",
    rows: ["MP-DB-06"],
    partOf: ["AH-DB-06"],
    question: "encryption",
    wanted: () => "rds.force_ssl is 1, password_encryption scram-sha-256",
    judge: judgeForcedTls,
  }),
  databaseProbe({
    name: "sessions-encrypted",
    file,
    title: "Every open session of the database has TLS 1.2 or newer",
    rows: [],
    partOf: ["AH-VER-08", "MP-DB-06"],
    question: "sessions",
    wanted: () => "TLS 1.2 or newer in every session",
    judge: judgeSessions,
  }),
  databaseProbe({
    name: "extensions-installed",
    file,
    title: "The extensions of the settings are installed, which the migrations ask for",
    rows: [],
    partOf: ["AH-DB-02", "MP-DB-01"],
    question: "extensions",
    wanted: ({ users }) => (users.extensions.length === 0 ? "no extension" : users.extensions.join(", ")),
    judge: judgeExtensions,
  }),
  databaseProbe({
    name: "replicas-follow",
    file,
    title: `Every read replica follows the primary, at most ${mostLagSeconds} s behind`,
    rows: ["MP-DB-07"],
    question: "replication",
    wanted: (database) => `${replicasOf(database)} replicas, at most ${mostLagSeconds} s behind`,
    judge: (rows, database) => judgeReplication(rows, replicasOf(database)),
  }),
  databaseProbe({
    name: "connections-left",
    file,
    title: `At most ${mostPercent} % of the connections of the database are taken at the moment`,
    rows: [],
    partOf: ["AH-DB-05", "MP-PERF-07"],
    question: "connections",
    wanted: () => `at most ${mostPercent} % of max_connections`,
    judge: judgeConnections,
  }),
];
