import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";
import { type AnswerRow, type AskedDatabase, databaseProbe } from "./database-probe";

const file = "verify/database/rights.ts";

type Knowing = Pick<AskedDatabase, "users">;

function grantsOf(rows: readonly AnswerRow[], role: string): AnswerRow | undefined {
  return rows.find(({ name }) => name === role);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** Judges whether the reporting user may connect. */
export function judgeReportingConnects(rows: readonly AnswerRow[], { users: { reporting } }: Knowing): Measurement {
  const faults = grantsOf(rows, reporting)?.connect === true ? [] : [`${reporting} may not connect`];
  return judged(faults, `${reporting} may connect`);
}

/** Judges whether the reporting user reads every table in public, and writes none. */
export function judgeReportingReads(rows: readonly AnswerRow[], { users: { reporting } }: Knowing): Measurement {
  const grants = grantsOf(rows, reporting);
  if (grants === undefined) return judged([`${reporting} cannot log in`], "");
  return judged(
    [
      ...(grants.usage === true ? [] : [`${reporting} may not use the schema public`]),
      ...(grants.create === true ? [`${reporting} may create in the schema public`] : []),
      ...listOf(grants.notRead).map((table) => `${reporting} may not read ${table}`),
      ...listOf(grants.written).map((table) => `${reporting} may write ${table}`),
    ],
    `${reporting} may read every table and write none`,
  );
}

/** Judges whether PUBLIC, which is everybody, has a right in the database. */
export function judgePublicRights(rows: readonly AnswerRow[]): Measurement {
  const grants = grantsOf(rows, "PUBLIC");
  if (grants === undefined) return judged(["the answer says nothing of PUBLIC"], "");
  const rights = ["connect", "usage", "create"].filter((right) => grants[right] === true);
  return judged(
    [
      ...rights.map((right) => `PUBLIC has ${right.toUpperCase()}`),
      ...listOf(grants.written).map((table) => `PUBLIC may write ${table}`),
    ],
    "PUBLIC has no right",
  );
}

/** Judges who may log in, and whether somebody may more than an application. */
export function judgeUsers(rows: readonly AnswerRow[], { users: { logins, master } }: Knowing): Measurement {
  const found = rows.filter(({ login }) => login === true).map(({ name }) => String(name));
  return judged(
    [
      ...logins.filter((name) => !found.includes(name)).map((name) => `${name} cannot log in`),
      ...found.filter((name) => !logins.includes(name)).map((name) => `${name} may log in, and is not of the stack`),
      ...rows
        .filter(({ name, elevated }) => elevated === true && name !== master)
        .map(({ name }) => `${String(name)} may make roles or databases, or passes by row security`),
    ],
    `${found.length} users of the stack, none with more rights than an application`,
  );
}

/** Who may do what in the database. */
export const rightsProbes: readonly Probe[] = [
  databaseProbe({
    name: "database-users",
    file,
    title: "Exactly the users of the stack may log in to the database, and only its master user may make roles",
    rows: ["AH-DB-03", "MP-SQL-01"],
    question: "roles",
    wanted: ({ users }) => `${users.logins.length} users log in`,
    judge: judgeUsers,
  }),
  databaseProbe({
    name: "reporting-connects",
    file,
    title: "The reporting user may connect to the database",
    rows: ["MP-SQL-02"],
    question: "grants",
    wanted: ({ users }) => `${users.reporting} has CONNECT`,
    judge: judgeReportingConnects,
  }),
  databaseProbe({
    name: "reporting-reads",
    file,
    title: "The reporting user may read every table in public, and write none",
    rows: ["MP-SQL-03"],
    question: "grants",
    wanted: ({ users }) => `${users.reporting} has SELECT on every table, and nothing that writes`,
    judge: judgeReportingReads,
  }),
  databaseProbe({
    name: "public-rights",
    file,
    title: "PUBLIC has no right on the database and on the schema public",
    rows: ["MP-SQL-04"],
    partOf: ["AH-DB-03"],
    question: "grants",
    wanted: () => "PUBLIC has no right",
    judge: judgePublicRights,
  }),
];
