import { readFileSync } from "node:fs";
import path from "node:path";
import { sqlEntryPoint } from "../../components/data/sql-task";
import { runbookPages } from "../../readiness/runbook-pages";
import { sqlLimits } from "../../settings/sections/sql-access";
import { describeWithPsql, type Ended, psqlEnvironment, runAsContainer } from "../real/psql";
import { Clinic } from "./clinic";

const root = path.join(__dirname, "../..");
const tables = "CREATE TABLE appointments (id serial PRIMARY KEY, patient text)";

/** A statement that a runbook has the SQL task run, and which rights it needs. */
interface RunbookStatement {
  readonly page: string;
  readonly rights: "read" | "write";
  readonly sql: string;
}

/** The blocks of SQL of all runbooks: ```sql for what reads, ```sql write for what changes something. */
const statements: readonly RunbookStatement[] = runbookPages(root).flatMap(({ place }) => {
  const text = readFileSync(path.join(root, "docs/runbooks", `${place}.md`), "utf8");
  return [...text.matchAll(/^ *```sql( write)?\n([^]*?)^ *```$/gm)].map(([, write, sql = ""]): RunbookStatement => ({
    page: place,
    rights: write === undefined ? "read" : "write",
    sql,
  }));
});

/** What a person puts in place of `<…>`: a session that is not there, and things the clinic has. */
const filledIn = (sql: string): string =>
  sql
    .replaceAll("<pid>", "999999999")
    .replaceAll("<index>", "appointments_pkey")
    .replaceAll("<table>", "appointments")
    .replaceAll("<prefix>", "clinic");

describeWithPsql("the SQL task, on a real Postgres and with a real psql", (postgres) => {
  let count = 0;

  async function clinicWith(operator: "read" | "write" | undefined): Promise<Clinic> {
    const clinic = await Clinic.open(postgres(), `sql${(count += 1)}`);
    await clinic.run({ operator });
    await clinic.as("migration", tables);
    await clinic.as("app_a", "INSERT INTO appointments (patient) VALUES ('one')");
    return clinic;
  }

  const start = (clinic: Clinic, limitSeconds: number, ...command: readonly string[]) =>
    runAsContainer(postgres(), {
      entryPoint: sqlEntryPoint(limitSeconds),
      command,
      environment: psqlEnvironment(postgres(), clinic.name, clinic.login("operator")),
    }).ended;
  const run = (clinic: Clinic, ...sql: readonly string[]): Promise<Ended> =>
    start(clinic, sqlLimits.taskSeconds, ...sql.map((one) => `--command=${one}`));

  it("is refused while access is closed", async () => {
    const { code, output } = await run(await clinicWith(undefined), "select 1");
    expect({ code, refused: /authentication failed|not permitted to log in/.test(output) }).toEqual({
      code: 2,
      refused: true,
    });
  });

  it("with the right to read writes statement and rows, sees what every session does, and changes nothing", async () => {
    const clinic = await clinicWith("read");
    const session = await clinic.session("app_a");
    const { code, output } = await run(
      clinic,
      "select patient from appointments",
      `select query from pg_stat_activity where usename = '${clinic.user("app_a")}'`,
    );
    await session.end();
    expect(code).toBe(0);
    expect(output).toContain("select patient from appointments");
    expect(output).toContain(" one");
    expect(output).not.toContain("<insufficient privilege>");
    const refusals = [
      ["read-only transaction", "insert into appointments (patient) values ('two')"],
      ["permission denied for table", "set default_transaction_read_only to off", "delete from appointments"],
      ["permission denied for schema", "set default_transaction_read_only to off", "create table notes ()"],
      ["permission denied to set role", `set role ${clinic.user("owner")}`],
      ["read-only transaction", "create extension citext"],
    ] as const;
    for (const [refusal, ...sql] of refusals) {
      expect({ sql, ...(await run(clinic, ...sql)) }).toEqual({
        sql,
        code: 1,
        output: expect.stringContaining(refusal) as string,
      });
    }
    // Postgres only warns of it.
    expect((await run(clinic, "vacuum appointments")).output).toContain("permission denied to vacuum");
    expect(await clinic.as("readonly", "SELECT patient FROM appointments")).toEqual([{ patient: "one" }]);
  });

  it("with the right to read ends no session", async () => {
    const clinic = await clinicWith("read");
    const session = await clinic.session("app_a");
    const { code, output } = await run(
      clinic,
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${clinic.user("app_a")}'`,
    );
    expect({ code, refused: output.includes("permission denied to terminate process") }).toEqual({
      code: 1,
      refused: true,
    });
    expect((await session.query("SELECT 1 AS here")).rows).toEqual([{ here: 1 }]);
    await session.end();
  });

  it("with the right to write changes rows and tables, vacuums and ends sessions, and the log names the user", async () => {
    const clinic = await clinicWith("write");
    const session = await clinic.session("app_a");
    const seen = postgres().log().length;
    const { code, output } = await run(
      clinic,
      "update appointments set patient = 'two'",
      "alter table appointments add column day date",
      "vacuum (freeze) appointments",
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${clinic.user("app_a")}'`,
    );
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("UPDATE 1") as string });
    await expect(session.query("SELECT 1")).rejects.toThrow(/terminat|not queryable/);
    expect(postgres().log().slice(seen)).toContain(`user=${clinic.user("operator")}`);
    expect(await clinic.as("readonly", "SELECT patient FROM appointments")).toEqual([{ patient: "two" }]);
  });

  it("with the right to write makes no role, no superuser and no other database", async () => {
    const clinic = await clinicWith("write");
    for (const sql of [
      "create role another",
      `alter role ${clinic.user("operator")} superuser`,
      "create database another",
      "copy appointments to program 'cat'",
    ]) {
      expect({ sql, ...(await run(clinic, sql)) }).toEqual({
        sql,
        code: 1,
        output: expect.stringContaining("permission denied") as string,
      });
    }
  });

  it("ends by itself, and with it the statement in the database", async () => {
    const clinic = await clinicWith("read");
    const { code } = await start(clinic, 1, "--command=set statement_timeout to 0", "--command=select pg_sleep(300)");
    expect(code).toBe(124);
    expect(
      await clinic.as(
        postgres().superuser,
        `SELECT pid FROM pg_stat_activity WHERE usename = '${clinic.user("operator")}' AND state = 'active'`,
      ),
    ).toEqual([]);
  });

  it("limits a statement's time by the role, below the time of the task", async () => {
    const { output } = await run(await clinicWith("write"), "show statement_timeout");
    expect(output).toContain("450s");
    expect(sqlLimits.statementSeconds).toBeLessThan(sqlLimits.taskSeconds);
  });

  it("stops at the first error", async () => {
    const { code, output } = await run(await clinicWith("write"), "select nothing", "delete from appointments");
    expect({ code, deleted: output.includes("DELETE") }).toEqual({ code: 1, deleted: false });
  });

  it("loses its session when access is closed", async () => {
    const clinic = await clinicWith("write");
    const session = await clinic.session("operator");
    expect((await clinic.run()).changed).toContain(`${clinic.user("operator")}: 1 session ended`);
    await expect(session.query("SELECT 1")).rejects.toThrow(/terminat|not queryable/);
  });

  it("runs every statement of the runbooks with the rights the page asks for", async () => {
    expect(statements.length).toBeGreaterThan(5);
    const clinics = { read: await clinicWith("read"), write: await clinicWith("write") };
    for (const { page, rights, sql } of statements) {
      const { code, output } = await run(clinics[rights], filledIn(sql));
      expect({ page, code, output }).toEqual({ page, code: 0, output: expect.any(String) as string });
    }
  });
});

it("every runbook with SQL says how it is run", () => {
  const pages = [...new Set(statements.map(({ page }) => page))].filter((page) => page !== "procedures/run-sql");
  const without = pages.filter(
    (page) => !readFileSync(path.join(root, "docs/runbooks", `${page}.md`), "utf8").includes("procedures/run-sql.md"),
  );
  expect(without).toEqual([]);
});
