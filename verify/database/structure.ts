import { judged, type Measurement, unknown } from "../outcome";
import type { Probe } from "../probe";
import { type AnswerRow, type AskedDatabase, databaseProbe } from "./database-probe";
import type { ExpectedDatabase } from "./expected-database";

const file = "verify/database/structure.ts";

type Expecting = Pick<AskedDatabase, "expected" | "file">;

/** What is wrong is failed; what nothing is said of is unknown. */
function compared(
  faults: readonly string[],
  { found, list, file: says }: { readonly found: string; readonly list: readonly unknown[]; readonly file: string },
): Measurement {
  if (faults.length > 0 || list.length > 0) return judged(faults, found);
  return unknown(`${found}; ${says} lists none to compare with`);
}

/** Judges what the migration tool has recorded against the migrations of the release. */
export function judgeMigrations(rows: readonly AnswerRow[], { expected, file: says }: Expecting): Measurement {
  const wanted = expected?.migrations ?? [];
  const applied = rows.filter(({ state }) => state === "applied").map(({ name }) => String(name));
  const failed = rows.filter(({ state }) => state === "failed").map(({ name }) => `${String(name)} failed`);
  const found = `${applied.length} applied, the last ${applied.at(-1) ?? "none"}`;
  if (rows.length === 0) return judged(["the migration tool has recorded none"], found);
  const differing = wanted.length === 0 ? [] : differences(applied, wanted, expected?.tool);
  return compared([...failed, ...differing], { found, list: wanted, file: says });
}

function differences(
  applied: readonly string[],
  wanted: readonly string[],
  tool: ExpectedDatabase["tool"] | undefined,
): readonly string[] {
  if (tool === "golang-migrate") {
    // It records the newest version alone, as a number.
    const newest = Math.max(...wanted.map((name) => Number.parseInt(name, 10)));
    return applied.map(Number).includes(newest) ? [] : [`version ${applied.join()} and not ${newest}`];
  }
  return [
    ...wanted.filter((name) => !applied.includes(name)).map((name) => `${name} is not applied`),
    ...applied.filter((name) => !wanted.includes(name)).map((name) => `${name} is applied, and not of the release`),
  ];
}

/** Judges whether the tables of the release are there. */
export function judgeTables(rows: readonly AnswerRow[], { expected, file: says }: Expecting): Measurement {
  const wanted = Object.keys(expected?.tables ?? {});
  const faults = wanted.filter((name) => !rows.some(({ table }) => table === name)).map((name) => `no table ${name}`);
  return compared(faults, { found: `${rows.length} tables`, list: wanted, file: says });
}

/** Judges the columns of the tables, and whether there are others. */
export function judgeSchema(rows: readonly AnswerRow[], { expected, file: says }: Expecting): Measurement {
  const wanted = Object.entries(expected?.tables ?? {});
  const faults = [
    ...wanted.flatMap(([name, columns]) => {
      const row = rows.find(({ table }) => table === name);
      if (row === undefined) return [`no table ${name}`];
      const found = row.columns as readonly string[];
      return [
        ...columns.filter((column) => !found.includes(column)).map((column) => `${name} has no "${column}"`),
        ...found.filter((column) => !columns.includes(column)).map((column) => `${name} has "${column}" besides`),
      ];
    }),
    ...(wanted.length === 0 ? [] : rows)
      .filter(({ table }) => !isOfTool(table) && !wanted.some(([name]) => name === table))
      .map(({ table }) => `a table ${String(table)} besides`),
  ];
  return compared(faults, { found: `${rows.length} tables with their columns`, list: wanted, file: says });
}

function isOfTool(table: unknown): boolean {
  return table === "public._prisma_migrations" || table === "public.schema_migrations";
}

/** Judges whether the indexes that queries need are there and usable. */
export function judgeIndexes(rows: readonly AnswerRow[], { expected, file: says }: Expecting): Measurement {
  const wanted = expected?.indexes ?? [];
  const unusable = rows.filter(({ valid }) => valid !== true).map(({ index }) => `${String(index)} is not usable`);
  const missing = wanted
    .filter(({ table, columns, unique }) =>
      rows.every(
        (row) =>
          row.table !== table || String(row.columns) !== String(columns) || (unique === true && row.unique !== true),
      ),
    )
    .map(({ table, columns, unique }) => `no ${unique ? "unique " : ""}index on ${table} (${columns.join(", ")})`);
  return compared([...unusable, ...missing], { found: `${rows.length} indexes, all usable`, list: wanted, file: says });
}

const listed = (what: string) => (database: AskedDatabase) => `${what} of ${database.file}`;

/** What a release expects of the structure of its database. */
export const structureProbes: readonly Probe[] = [
  databaseProbe({
    name: "migrations-applied",
    file,
    title: "Every migration of the release is applied, none failed, and no other is applied",
    rows: ["AH-DB-02", "MP-DB-01"],
    question: "migrations",
    wanted: listed("the migrations"),
    judge: judgeMigrations,
  }),
  databaseProbe({
    name: "tables-created",
    file,
    title: "Every table of the release exists",
    rows: ["MP-P1-03"],
    question: "tables",
    wanted: listed("the tables"),
    judge: judgeTables,
  }),
  databaseProbe({
    name: "schema-as-released",
    file,
    title: "The tables have the columns of the release, and there is no other table",
    rows: ["MP-DB-02"],
    question: "tables",
    wanted: listed("the tables and columns"),
    judge: judgeSchema,
  }),
  databaseProbe({
    name: "indexes-exist",
    file,
    title: "Every index that queries need exists, and every index is usable",
    rows: ["MP-DB-03"],
    question: "indexes",
    wanted: listed("the indexes"),
    judge: judgeIndexes,
  }),
];
