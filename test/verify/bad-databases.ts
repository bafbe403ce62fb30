import type { ExpectedDatabase } from "../../verify/database/expected-database";

/** What the release of the tests expects. */
export const expected: ExpectedDatabase = {
  tool: "prisma",
  migrations: ["001_patients", "002_visits"],
  tables: { "public.patients": ["id integer not null", "name text not null"] },
  indexes: [{ table: "public.patients", columns: ["lower(name)"] }],
};

/** What it makes in its database. */
export const schema = [
  `CREATE TABLE _prisma_migrations (id text PRIMARY KEY, migration_name text NOT NULL, finished_at timestamptz,
     rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now())`,
  `INSERT INTO _prisma_migrations (id, migration_name, finished_at) VALUES ('1', '001_patients', now()), ('2', '002_visits', now())`,
  "CREATE TABLE patients (id integer PRIMARY KEY, name text NOT NULL)",
  "CREATE INDEX patients_name ON patients (lower(name))",
];

/** A database with one thing wrong, and the probes and rows that must fail for it. */
export interface BadDatabase {
  readonly name: string;
  /** Who makes it bad: the user of the migrations, or somebody who may everything. */
  readonly as: "migration" | "superuser";
  readonly statements: readonly string[];
  readonly undo: readonly string[];
  readonly probes: readonly string[];
  /** The rows of med-platform that fail. */
  readonly rows: readonly string[];
}

/** Each way in which a database is wrong on its own. */
export const badDatabases: readonly BadDatabase[] = [
  {
    name: "a migration that is not applied",
    as: "migration",
    statements: ["UPDATE _prisma_migrations SET migration_name = '002_other' WHERE id = '2'"],
    undo: ["UPDATE _prisma_migrations SET migration_name = '002_visits' WHERE id = '2'"],
    probes: ["migrations-applied"],
    rows: ["MP-DB-01"],
  },
  {
    name: "a migration that failed",
    as: "migration",
    statements: ["INSERT INTO _prisma_migrations (id, migration_name) VALUES ('3', '003_bills')"],
    undo: ["DELETE FROM _prisma_migrations WHERE id = '3'"],
    probes: ["migrations-applied"],
    rows: ["MP-DB-01"],
  },
  {
    name: "a table of another name",
    as: "migration",
    statements: ["ALTER TABLE patients RENAME TO persons"],
    undo: ["ALTER TABLE persons RENAME TO patients"],
    probes: ["tables-created", "schema-as-released", "indexes-exist"],
    rows: ["MP-P1-03", "MP-DB-02", "MP-DB-03"],
  },
  {
    name: "a column that may be empty",
    as: "migration",
    statements: ["ALTER TABLE patients ALTER COLUMN name DROP NOT NULL"],
    undo: ["ALTER TABLE patients ALTER COLUMN name SET NOT NULL"],
    probes: ["schema-as-released"],
    rows: ["MP-DB-02"],
  },
  {
    name: "an index that is missing",
    as: "migration",
    statements: ["DROP INDEX patients_name"],
    undo: ["CREATE INDEX patients_name ON patients (lower(name))"],
    probes: ["indexes-exist"],
    rows: ["MP-DB-03"],
  },
  {
    name: "an index that is not usable",
    as: "superuser",
    statements: ["UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'patients_name'::regclass"],
    undo: ["UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'patients_name'::regclass"],
    probes: ["indexes-exist"],
    rows: ["MP-DB-03"],
  },
  {
    name: "a user that somebody made",
    as: "superuser",
    statements: ["CREATE ROLE visitor LOGIN"],
    undo: ["DROP ROLE visitor"],
    probes: ["database-users"],
    rows: ["MP-SQL-01"],
  },
  {
    name: "a user of the application that may make databases",
    as: "superuser",
    statements: ["ALTER ROLE med_platform_app_a CREATEDB"],
    undo: ["ALTER ROLE med_platform_app_a NOCREATEDB"],
    probes: ["database-users"],
    rows: ["MP-SQL-01"],
  },
  {
    name: "a reporting user that may not connect",
    as: "superuser",
    statements: ["REVOKE CONNECT ON DATABASE med_platform FROM med_platform_readonly"],
    undo: ["GRANT CONNECT ON DATABASE med_platform TO med_platform_readonly"],
    probes: ["reporting-connects"],
    rows: ["MP-SQL-02"],
  },
  {
    name: "a reporting user that may not read a table",
    as: "migration",
    statements: ["REVOKE SELECT ON patients FROM med_platform_readonly"],
    undo: ["GRANT SELECT ON patients TO med_platform_readonly"],
    probes: ["reporting-reads"],
    rows: ["MP-SQL-03"],
  },
  {
    name: "a reporting user that may write a table",
    as: "migration",
    statements: ["GRANT INSERT ON patients TO med_platform_readonly"],
    undo: ["REVOKE INSERT ON patients FROM med_platform_readonly"],
    probes: ["reporting-reads"],
    rows: ["MP-SQL-03"],
  },
  {
    name: "PUBLIC with a right on the schema",
    as: "superuser",
    statements: ["GRANT USAGE ON SCHEMA public TO PUBLIC"],
    undo: ["REVOKE USAGE ON SCHEMA public FROM PUBLIC"],
    probes: ["public-rights"],
    rows: ["MP-SQL-04"],
  },
  {
    name: "a server that takes sessions without TLS",
    as: "superuser",
    statements: ["ALTER DATABASE med_platform SET rds.force_ssl = '0'"],
    undo: ["ALTER DATABASE med_platform SET rds.force_ssl = '1'"],
    probes: ["database-tls"],
    rows: ["MP-DB-06"],
  },
];
