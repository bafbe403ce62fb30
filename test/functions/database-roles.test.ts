import { selfSignedCertificate } from "../real/certificate";
import type { RealPostgres } from "../real/postgres";
import { describeWithPostgres } from "../real/describe-with-postgres";
import { Clinic, master } from "./clinic";

const appointments = "CREATE TABLE appointments (id serial PRIMARY KEY, patient text)";

describeWithPostgres("database roles, on a real Postgres", (postgres) => {
  let count = 0;
  const openClinic = () => Clinic.open(postgres(), `clinic${(count += 1)}`);

  it("lets each user of a fresh database do what it must, and nobody else anything (AH-DB-03, MP-SQL-01 to 04)", async () => {
    const clinic = await openClinic();
    const { changed, leftAlone } = await clinic.run();
    expect(changed).toContain(`${clinic.user("app_a")}: created`);
    expect(leftAlone).toEqual([]);

    await clinic.as("migration", appointments);
    await clinic.as("app_a", "INSERT INTO appointments (patient) VALUES ('one')");
    await clinic.as("app_b", "UPDATE appointments SET patient = 'two'", "DELETE FROM appointments WHERE false");
    expect(await clinic.as("readonly", "SELECT id, patient FROM appointments")).toEqual([{ id: 1, patient: "two" }]);

    expect(await privilegesOfPublic(clinic, postgres())).toEqual({
      connect: false,
      temporary: false,
      create: false,
      use: false,
      read: false,
    });
  });

  it("changes nothing in a second run", async () => {
    const clinic = await openClinic();
    await clinic.run();
    const before = await catalogue(clinic);
    expect(await clinic.run()).toEqual({ changed: [], leftAlone: [] });
    expect(await catalogue(clinic)).toEqual(before);
  });

  it("lets nobody read who has a user of the server and nothing else", async () => {
    const clinic = await openClinic();
    const visitor = { user: `${clinic.name}_visitor`, password: "password-of-the-visitor" };
    await clinic.as(postgres().superuser, `CREATE ROLE ${visitor.user} LOGIN PASSWORD '${visitor.password}'`);
    await clinic.as(visitor, "SELECT 1");
    await clinic.run();
    await expect(clinic.as(visitor, "SELECT 1")).rejects.toThrow("permission denied for database");
  });

  it.each([
    ["the user of the migrations", (clinic: Clinic) => clinic.login("migration")],
    ["the master user", () => master],
  ])("covers tables, sequences and functions that %s makes after the grants", async (_, who) => {
    const clinic = await openClinic();
    await clinic.run();
    await clinic.as(
      who(clinic),
      appointments,
      "CREATE FUNCTION forget() RETURNS void LANGUAGE sql SECURITY DEFINER BEGIN ATOMIC DELETE FROM appointments; END",
    );
    for (const user of ["app_a", "app_b"]) {
      await clinic.as(user, "INSERT INTO appointments (patient) VALUES ('one')", "SELECT forget()");
    }
    await clinic.as("readonly", "SELECT * FROM appointments");
    await expect(clinic.as("readonly", "SELECT forget()")).rejects.toThrow("permission denied for function");
    // And what the master user has made goes to the owner, so that the next migration can change it.
    await clinic.run();
    await clinic.as("migration", "ALTER TABLE appointments ADD COLUMN day date", "DROP FUNCTION forget()");
  });

  it("keeps the reporting user from writing, even where it was once allowed to", async () => {
    const clinic = await openClinic();
    await clinic.run();
    await clinic.as("migration", appointments);
    const { superuser } = postgres();
    await clinic.as(
      superuser,
      `GRANT ALL ON appointments TO ${clinic.user("readonly")}`,
      `GRANT pg_write_all_data TO ${clinic.user("readonly")} GRANTED BY ${superuser.user}`,
    );
    await expect(clinic.run()).rejects.toThrow(
      `"${clinic.user("readonly")}: no member of pg_write_all_data any more" failed, and nothing was changed`,
    );
    await clinic.as(superuser, `REVOKE pg_write_all_data FROM ${clinic.user("readonly")}`);
    expect((await clinic.run()).changed).toHaveLength(1);
    await expect(
      clinic.as(
        "readonly",
        "SET default_transaction_read_only TO off",
        "INSERT INTO appointments (patient) VALUES ('x')",
      ),
    ).rejects.toThrow("permission denied for table appointments");
    await expect(clinic.as("readonly", "CREATE TABLE notes ()")).rejects.toThrow("read-only transaction");
    expect(await clinic.as("readonly", "SHOW statement_timeout")).toEqual([{ statement_timeout: "5min" }]);
  });

  it("keeps the application from changing tables when somebody else migrates", async () => {
    const clinic = await openClinic();
    await clinic.run();
    await clinic.as("migration", appointments);
    await expect(clinic.as("app_a", "DROP TABLE appointments")).rejects.toThrow("must be owner");
    await expect(clinic.as("app_a", "CREATE TABLE notes ()")).rejects.toThrow("permission denied for schema public");
    await expect(clinic.as("app_a", `SET ROLE ${clinic.user("owner")}`)).rejects.toThrow(
      "permission denied to set role",
    );
  });

  it("lets both users change each other's tables when the application migrates itself", async () => {
    const clinic = await openClinic();
    await clinic.run({ versions: { migration: null } });
    await clinic.as("app_a", appointments);
    await clinic.as("app_b", "ALTER TABLE appointments ADD COLUMN day date", "INSERT INTO appointments DEFAULT VALUES");
    await clinic.as("app_a", "ALTER TABLE appointments DROP COLUMN day");
    expect(await clinic.as("readonly", "SELECT count(*)::integer FROM appointments")).toEqual([{ count: 1 }]);
    expect(await clinic.run({ versions: { migration: null } })).toEqual({ changed: [], leftAlone: [] });
  });

  it("takes over a database whose tables the master user has made", async () => {
    const clinic = await openClinic();
    await clinic.as(master, appointments, "CREATE VIEW today AS SELECT * FROM appointments", "CREATE SEQUENCE numbers");
    const { changed } = await clinic.run();
    expect(changed).toContain(`${clinic.user("owner")}: owns table public.appointments`);
    await clinic.as("app_a", "INSERT INTO appointments DEFAULT VALUES", "SELECT nextval('numbers')", "TABLE today");
    await clinic.as("migration", "ALTER TABLE appointments ADD COLUMN day date");
    expect((await clinic.run()).changed).toEqual([]);
  });

  it("leaves alone what belongs to a person, and what an extension brought", async () => {
    const clinic = await openClinic();
    await clinic.as(postgres().superuser, "CREATE TABLE scratch ()");
    await clinic.as(master, "CREATE EXTENSION pgcrypto");
    expect((await clinic.run()).leftAlone).toEqual(["table public.scratch belongs to postgres"]);
    expect((await clinic.run()).changed).toEqual([]);
    expect(await clinic.as("app_a", "SELECT length(digest('text', 'sha256')) AS bytes")).toEqual([{ bytes: 32 }]);
  });

  it("changes the password of one user while the other stays logged in and logs in again", async () => {
    const clinic = await openClinic();
    await clinic.run();
    const open = [await clinic.session("app_a"), await clinic.session("app_b")];
    const seen = postgres().log().length;
    expect((await clinic.run({ versions: { app_b: 2 } })).changed).toEqual([`${clinic.user("app_b")}: password set`]);
    for (const session of open) {
      expect((await session.query("SELECT 1 AS here")).rows).toEqual([{ here: 1 }]);
      await session.end();
    }
    await clinic.as("app_a", "SELECT 1");
    await clinic.as(clinic.login("app_b", 2), "SELECT 1");
    expect(postgres().log().slice(seen)).not.toContain("authentication failed");
    await expect(clinic.as(clinic.login("app_b", 1), "SELECT 1")).rejects.toThrow("password authentication failed");
  });

  it("sets a password again that somebody has changed by hand", async () => {
    const clinic = await openClinic();
    await clinic.run();
    await clinic.as(postgres().superuser, `ALTER ROLE ${clinic.user("app_a")} PASSWORD 'changed-by-hand'`);
    expect((await clinic.run()).changed).toEqual([`${clinic.user("app_a")}: password set`]);
    await clinic.as("app_a", "SELECT 1");
  });

  it("shuts a disabled user out and ends its sessions", async () => {
    const clinic = await openClinic();
    await clinic.run();
    const [a, b] = [await clinic.session("app_a"), await clinic.session("app_b")];
    expect((await clinic.run({ versions: { app_a: null } })).changed).toEqual([
      `${clinic.user("app_a")}: password removed`,
      `${clinic.user("app_a")}: may not log in any more`,
      `${clinic.user("app_a")}: 1 session ended`,
    ]);
    await expect(a.query("SELECT 1")).rejects.toThrow(/terminat|not queryable/);
    await expect(clinic.as("app_a", "SELECT 1")).rejects.toThrow(/not permitted to log in|authentication failed/);
    await b.query("SELECT 1");
    await b.end();
    await clinic.run();
    await clinic.as("app_a", "SELECT 1");
  });

  it("limits the sessions of a user, and is content with a user that has them all", async () => {
    const clinic = await openClinic();
    await clinic.run({ connectionLimit: 1 });
    const session = await clinic.session("app_a");
    await expect(clinic.as("app_a", "SELECT 1")).rejects.toThrow("too many connections for role");
    expect((await clinic.run({ connectionLimit: 1 })).changed).toEqual([]);
    await session.end();
  });

  it("does the work of several runs at once only once", async () => {
    const clinic = await openClinic();
    const results = await Promise.all([clinic.run(), clinic.run(), clinic.run()]);
    const lengths = results.map(({ changed }) => changed.length).sort((one, other) => one - other);
    expect(lengths.slice(0, 2)).toEqual([0, 0]);
    expect(lengths[2]).toBeGreaterThan(20);
  });

  it("leaves nothing behind of a run that fails in the middle", async () => {
    const clinic = await openClinic();
    const { superuser } = postgres();
    // A rule of the database that is no business of ours: the last kind of change is forbidden.
    await clinic.as(
      superuser,
      `CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'not today'; END $$`,
      "CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('ALTER DEFAULT PRIVILEGES') EXECUTE FUNCTION refuse()",
    );
    const before = await catalogue(clinic);
    await expect(clinic.run()).rejects.toThrow(
      /^".+ on tables that .+ will make" failed, and nothing was changed: not today/,
    );
    expect(await catalogue(clinic)).toEqual(before);
    await clinic.as(superuser, "DROP EVENT TRIGGER refuse");
    await clinic.run();
  });

  it("fails when a statement has had no effect, of which Postgres only warns", async () => {
    const clinic = await openClinic();
    const giver = `${clinic.name}_giver`;
    await clinic.as(
      postgres().superuser,
      `CREATE ROLE ${giver}`,
      `GRANT USAGE ON SCHEMA public TO ${giver} WITH GRANT OPTION`,
      `SET ROLE ${giver}`,
      "GRANT USAGE ON SCHEMA public TO PUBLIC",
    );
    await expect(clinic.run()).rejects.toThrow("Without effect: PUBLIC: may not USAGE on schema public any more");
  });

  it("writes no password into the server's log, its result or its errors", async () => {
    const clinic = await openClinic();
    const seen = postgres().log().length;
    const results = [await clinic.run(), await clinic.run({ versions: { app_a: 2, app_b: 3 } })];
    const { master: administrator } = clinic.event();
    const failure = await clinic
      .run({
        ...clinic.event(),
        master: { ...administrator, name: clinic.user("app_a"), password: { ...administrator.password } },
      })
      .catch((error: unknown) => String(error));
    const said = postgres().log().slice(seen) + JSON.stringify(results) + JSON.stringify(failure);
    expect(said).toContain("ALTER ROLE");
    expect(said).not.toMatch(/secret-of-clinic|password-of-the-master-user/);
    expect(JSON.stringify(results)).not.toContain("SCRAM");
  });

  it("refuses an event with faults before it reads a secret or connects", async () => {
    const clinic = await openClinic();
    const event = clinic.event();
    await expect(clinic.run({ ...event, owner: "no; such; name" })).rejects.toThrow("owner: must be");
    const before = await catalogue(clinic);
    expect(before.roles).toEqual([]);
  });

  it("trusts no server whose certificate is from elsewhere or for another host", async () => {
    const clinic = await openClinic();
    const event = clinic.event();
    const byAddress = { ...event, database: { ...event.database, host: "127.0.0.1" } };
    await expect(clinic.run(byAddress)).rejects.toThrow("does not match certificate");
    const { certificate: foreign } = selfSignedCertificate("localhost");
    await expect(clinic.run(event, foreign)).rejects.toThrow("self-signed certificate");
  });
});

/** What PUBLIC may do, asked through a role that is a member of nothing. */
async function privilegesOfPublic(clinic: Clinic, { superuser }: RealPostgres): Promise<unknown> {
  const nobody = `${clinic.name}_nobody`;
  const [row] = await clinic.as(
    superuser,
    `CREATE ROLE ${nobody}`,
    `SELECT has_database_privilege('${nobody}', current_database(), 'CONNECT') AS connect,
            has_database_privilege('${nobody}', current_database(), 'TEMPORARY') AS temporary,
            has_schema_privilege('${nobody}', 'public', 'CREATE') AS create,
            has_schema_privilege('${nobody}', 'public', 'USAGE') AS use,
            has_table_privilege('${nobody}', 'public.appointments', 'SELECT') AS read`,
  );
  return row;
}

/** Everything that a run may change, with the transaction that last did. */
async function catalogue(clinic: Clinic): Promise<{ roles: unknown[] }> {
  const [row] = await clinic.as<{ catalogue: { roles: unknown[] } }>(
    master,
    `SELECT json_build_object(
       'roles', coalesce((SELECT json_agg(r) FROM (
         SELECT * FROM pg_roles WHERE rolname LIKE '${clinic.name}\\_%' AND rolname NOT LIKE '%visitor' ORDER BY rolname) r), '[]'),
       'memberships', (SELECT json_agg(m) FROM (
         SELECT m.xmin::text, m.* FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid
         WHERE rolname LIKE '${clinic.name}\\_%' ORDER BY m.oid) m),
       'database', (SELECT json_build_array(xmin::text, datacl) FROM pg_database WHERE datname = current_database()),
       'schema', (SELECT json_build_array(xmin::text, nspacl) FROM pg_namespace WHERE nspname = 'public'),
       'defaults', (SELECT json_agg(json_build_array(xmin::text, defaclacl) ORDER BY oid) FROM pg_default_acl)
     ) AS catalogue`,
  );
  if (row === undefined) throw new Error("The catalogue is empty.");
  return row.catalogue;
}
