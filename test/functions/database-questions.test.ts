import { type Answer, answerQuestion } from "../../functions/database-questions/answer";
import { type Question, questionNames } from "../../functions/database-questions/questions";
import { describeWithPostgres } from "../real/describe-with-postgres";
import { Clinic } from "./clinic";

/** The table of Prisma, with the columns that it makes (Prisma, schema-engine: sql_migration_persistence). */
const prismaTable = `CREATE TABLE _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

const patients = [
  "CREATE TABLE patients (id serial PRIMARY KEY, name text NOT NULL, clinic integer)",
  "CREATE INDEX patients_clinic ON patients (clinic, lower(name))",
  "INSERT INTO patients (name) VALUES ('Somebody Private')",
];

describeWithPostgres("the function that answers questions about a database", (postgres) => {
  let count = 0;

  async function migratedClinic(...statements: readonly string[]): Promise<Clinic> {
    const clinic = await Clinic.open(postgres(), `questions${(count += 1)}`);
    await clinic.run();
    if (statements.length > 0) await clinic.as("migration", ...statements);
    return clinic;
  }

  const ask = (clinic: Clinic, input: unknown, password = clinic.login("verifier").password): Promise<Answer> => {
    const { host, port, certificate } = postgres();
    return answerQuestion(input, {
      database: { host, port, name: clinic.name, user: clinic.user("verifier") },
      readPassword: () => Promise.resolve(password),
      certificates: [certificate],
    });
  };
  const rows = async (clinic: Clinic, question: Question) => (await ask(clinic, { question })).rows;

  it("answers every question on an empty database, and one with tables, without a row of them", async () => {
    const clinics = [await migratedClinic(), await migratedClinic(...patients)];
    for (const clinic of clinics)
      for (const question of questionNames) {
        const answer = await ask(clinic, { question });
        expect(answer).toEqual({ question, rows: expect.any(Array) as unknown });
        expect(JSON.stringify(answer)).not.toContain("Private");
      }
  });

  it("tells which migrations Prisma has applied, which failed, and which were rolled back", async () => {
    const clinic = await migratedClinic(
      prismaTable,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, rolled_back_at, logs, started_at) VALUES
       ('1', 'x', '001_patients', now(), NULL, NULL, now() - interval '3 min'),
       ('2', 'x', '002_visits', NULL, now(), 'a log with a patient', now() - interval '2 min'),
       ('3', 'x', '003_bills', NULL, NULL, 'a log with a patient', now())`,
    );
    expect(await rows(clinic, "migrations")).toEqual([
      { name: "001_patients", state: "applied" },
      { name: "002_visits", state: "rolled back" },
      { name: "003_bills", state: "failed" },
    ]);
  });

  it("tells the version of golang-migrate, and whether it failed", async () => {
    const table = "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)";
    const clinic = await migratedClinic(table, "INSERT INTO schema_migrations VALUES (12, false)");
    expect(await rows(clinic, "migrations")).toEqual([{ name: "12", state: "applied" }]);
    await clinic.as("migration", "UPDATE schema_migrations SET dirty = true");
    expect(await rows(clinic, "migrations")).toEqual([{ name: "12", state: "failed" }]);
  });

  it("tells the tables with their columns, and the indexes, also one that is not usable", async () => {
    const clinic = await migratedClinic(...patients);
    expect(await rows(clinic, "tables")).toEqual([
      { table: "public.patients", columns: ["id integer not null", "name text not null", "clinic integer"] },
    ]);
    const indexes = [
      { index: "patients_clinic", table: "public.patients", columns: ["clinic", "lower(name)"], unique: false },
      { index: "patients_pkey", table: "public.patients", columns: ["id"], unique: true },
    ];
    expect(await rows(clinic, "indexes")).toEqual(indexes.map((index) => ({ ...index, valid: true })));
    await clinic.as(
      postgres().superuser,
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'patients_clinic'::regclass",
    );
    expect((await rows(clinic, "indexes"))[0]).toEqual({ ...indexes[0], valid: false });
  });

  it("tells what each user may, and PUBLIC: also what was granted by hand", async () => {
    const clinic = await migratedClinic(...patients);
    const grantsOf = async (role: string) =>
      (await rows(clinic, "grants")).find(({ name }) => name === (role === "PUBLIC" ? role : clinic.user(role)));
    const nothing = { connect: false, usage: false, create: false, notRead: ["public.patients"], written: [] };
    expect(await grantsOf("PUBLIC")).toEqual({ name: "PUBLIC", ...nothing });
    const readonly = { name: clinic.user("readonly"), connect: true, usage: true, create: false, notRead: [] };
    expect(await grantsOf("readonly")).toEqual({ ...readonly, written: [] });
    expect(await grantsOf("app_a")).toMatchObject({ notRead: [], written: ["public.patients"] });
    expect(await grantsOf("verifier")).toEqual({ name: clinic.user("verifier"), ...nothing, connect: true });
    await clinic.as("migration", `GRANT UPDATE ON patients TO ${clinic.user("readonly")}`);
    expect(await grantsOf("readonly")).toEqual({ ...readonly, written: ["public.patients"] });
    await clinic.asMaster("GRANT CREATE ON SCHEMA public TO PUBLIC");
    expect(await grantsOf("PUBLIC")).toMatchObject({ create: true });
  });

  it("tells of a role that is more than an application may be", async () => {
    const clinic = await migratedClinic();
    const role = async () => (await rows(clinic, "roles")).find(({ name }) => name === clinic.user("app_a"));
    const found = { name: clinic.user("app_a"), login: true, connectionLimit: 20, groups: [clinic.user("app")] };
    expect(await role()).toEqual({ ...found, elevated: false });
    await clinic.as(postgres().superuser, `ALTER ROLE ${clinic.user("app_a")} CREATEDB`);
    expect(await role()).toEqual({ ...found, elevated: true });
  });

  it("tells of the sessions of others with which version of TLS they are, and how many there may be", async () => {
    const clinic = await migratedClinic();
    const session = await clinic.session("app_a");
    expect(await rows(clinic, "sessions")).toEqual([{ user: clinic.user("app_a"), tls: "TLSv1.3", sessions: 1 }]);
    await session.end();
    const [connections] = await rows(clinic, "connections");
    expect(connections).toEqual({ sessions: expect.any(Number) as number, limit: 50 });
    expect(connections?.sessions).toBeGreaterThan(0);
  });

  it("tells whether the server insists on TLS, and which extensions it has", async () => {
    const clinic = await migratedClinic();
    const encryption = { ssl: "on", passwords: "scram-sha-256" };
    expect(await rows(clinic, "encryption")).toEqual([{ ...encryption, forceTls: null }]);
    await clinic.as(postgres().superuser, `ALTER DATABASE ${clinic.name} SET rds.force_ssl = '1'`);
    expect(await rows(clinic, "encryption")).toEqual([{ ...encryption, forceTls: "1" }]);
    expect(await rows(clinic, "extensions")).toEqual([{ name: "plpgsql", version: "1.0", available: "1.0" }]);
    expect(await rows(clinic, "replication")).toEqual([]);
  });

  it("takes the name of a question and nothing else", async () => {
    const clinic = await migratedClinic();
    const refused = /^The event must be {"question": …} and nothing else, one of: migrations, tables, indexes/;
    for (const input of [
      undefined,
      "tables",
      {},
      { question: "rows" },
      { question: "constructor" },
      { question: "tables", sql: "SELECT 1" },
      { question: ["tables"] },
    ])
      await expect(ask(clinic, input)).rejects.toThrow(refused);
  });

  it("says why it got no answer, and no password", async () => {
    const clinic = await migratedClinic();
    const wrong = "a-password-that-is-wrong";
    const failure = await ask(clinic, { question: "tables" }, wrong).catch((error: unknown) => String(error));
    expect(failure).toBe(`Error: tables: password authentication failed for user "${clinic.user("verifier")}" (28P01)`);
  });

  it("has a user that reads no table, writes nothing, and becomes nobody else", async () => {
    const clinic = await migratedClinic(prismaTable, ...patients);
    for (const [refusal, ...statements] of [
      ["permission denied for schema public", "SELECT * FROM public.patients"],
      ["permission denied for schema public", "SELECT * FROM public._prisma_migrations"],
      ["permission denied for schema public", "SET default_transaction_read_only TO off", "CREATE TABLE public.t ()"],
      [
        "permission denied for schema verification",
        "SET default_transaction_read_only TO off",
        "CREATE TABLE verification.t ()",
      ],
      ["permission denied", "SET default_transaction_read_only TO off", "CREATE SCHEMA mine"],
      ["permission denied", `SET ROLE ${clinic.user("owner")}`],
      ["permission denied", "SELECT pg_read_file('PG_VERSION')"],
      ["permission denied", "COPY pg_class TO PROGRAM 'cat'"],
    ] as const)
      await expect(clinic.as("verifier", ...statements)).rejects.toThrow(refusal);
    for (const other of ["app_a", "readonly"])
      await expect(clinic.as(other, "SELECT * FROM verification.applied_migrations()")).rejects.toThrow(
        "permission denied for schema verification",
      );
  });

  it("gets what it calls back as it was, when somebody has changed it by hand", async () => {
    const clinic = await migratedClinic(...patients);
    const changed = [
      `CREATE OR REPLACE FUNCTION verification.applied_migrations() RETURNS TABLE (name text, state text) LANGUAGE sql
       SECURITY DEFINER AS $$ SELECT patients.name, 'applied' FROM public.patients $$`,
      "GRANT USAGE ON SCHEMA verification TO PUBLIC",
    ];
    await clinic.as("migration", ...changed);
    const { changed: undone } = await clinic.run();
    expect(undone).toEqual([`${clinic.user("verifier")}: may ask which migrations are applied`]);
    expect(await rows(clinic, "migrations")).toEqual([]);
    expect((await clinic.run()).changed).toEqual([]);
  });
});
