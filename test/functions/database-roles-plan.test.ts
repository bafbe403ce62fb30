import fc from "fast-check";
import { inWords, statementsOf } from "../../functions/database-roles/change";
import type { Change } from "../../functions/database-roles/change";
import { desiredRoles } from "../../functions/database-roles/desired-roles";
import type { DatabaseRolesEvent } from "../../functions/database-roles/event";
import type { Grant, ObservedDatabase, ObservedObject } from "../../functions/database-roles/observed-database";
import { planChanges } from "../../functions/database-roles/plan";
import { event } from "./database-roles-event";
import { after } from "./database-roles-model";

const desired = desiredRoles(event);

/** A database as RDS makes it. */
const fresh: ObservedDatabase = {
  roles: [{ name: "platform_admin", login: true, connectionLimit: -1, comment: null, settings: [], elevated: true }],
  memberships: [],
  extensions: ["plpgsql"],
  otherSchemas: [],
  objects: [
    existing("database", "clinic", [
      { grantee: null, privilege: "CONNECT" },
      { grantee: null, privilege: "TEMPORARY" },
    ]),
    existing("schema", "public", [{ grantee: null, privilege: "USAGE" }]),
  ],
  defaults: [],
};

function existing(
  on: ObservedObject["on"],
  name: string,
  grants: readonly Grant[] = [],
  owner = "platform_admin",
): ObservedObject {
  return { on, name, owner, reachable: true, partOfTable: false, grants };
}

function afterAll(database: ObservedDatabase, changes: readonly Change[]): ObservedDatabase {
  return changes.reduce(after, database);
}

function words(database: ObservedDatabase, asked: DatabaseRolesEvent = event): string[] {
  return planChanges(desiredRoles(asked), database).changes.map(inWords);
}

describe("the plan for a fresh database", () => {
  it("closes the schema to everybody before it opens it to some (C-25)", () => {
    const plan = words(fresh);
    const closed = plan.indexOf("PUBLIC: may not USAGE on schema public any more");
    const opened = plan.indexOf("clinic_readonly: may USAGE on schema public");
    expect(closed).toBeGreaterThan(-1);
    expect(opened).toBeGreaterThan(closed);
  });

  it("lets the application write rows and the reporting user read them, in tables that come later too", () => {
    const plan = words(fresh);
    for (const creator of ["clinic_owner", "platform_admin"]) {
      expect(plan).toContain(`clinic_app: may SELECT, INSERT, UPDATE, DELETE on tables that ${creator} will make`);
      expect(plan).toContain(`clinic_readonly: may SELECT on tables that ${creator} will make`);
      expect(plan).toContain(`PUBLIC: may not EXECUTE on functions that ${creator} will make any more`);
    }
  });

  it("gives the application's users no way to change tables when somebody else migrates", () => {
    const plan = words(fresh);
    expect(plan).toContain("clinic_migration: member of clinic_owner");
    expect(plan).toContain("clinic_migration: role set to clinic_owner");
    expect(plan.filter((line) => /^clinic_app_[ab]: member/.test(line))).toEqual([
      "clinic_app_a: member of clinic_app",
      "clinic_app_b: member of clinic_app",
    ]);
  });

  it("lets both users of the application act as the owner when they migrate themselves", () => {
    const plan = words(fresh, { ...event, migration: { ...event.migration, password: null } });
    for (const user of ["clinic_app_a", "clinic_app_b"]) {
      expect(plan).toContain(`${user}: member of clinic_owner`);
      expect(plan).toContain(`${user}: role set to clinic_owner`);
    }
    expect(plan.filter((line) => line.startsWith("clinic_migration"))).toEqual([
      "clinic_migration: created",
      "clinic_migration: 5 sessions at most",
    ]);
  });

  it("takes everything again from application users whose migrations somebody else takes over", () => {
    const migratingThemselves = desiredRoles({ ...event, migration: { ...event.migration, password: null } });
    const before = afterAll(fresh, planChanges(migratingThemselves, fresh).changes);
    expect(words(before)).toEqual([
      "clinic_app_a: role reset",
      "clinic_app_b: role reset",
      "clinic_migration: password set",
      "clinic_migration: role set to clinic_owner",
      "clinic_migration: may log in",
      "clinic_app_a: no member of clinic_owner any more",
      "clinic_app_b: no member of clinic_owner any more",
      "clinic_migration: member of clinic_owner",
    ]);
  });

  it("takes the password from a user that must not log in", () => {
    const before = afterAll(fresh, planChanges(desired, fresh).changes);
    const users = event.application.users.map((user) =>
      user.name === "clinic_app_a" ? { ...user, password: null } : user,
    );
    expect(words(before, { ...event, application: { ...event.application, users } })).toEqual([
      "clinic_app_a: password removed",
      "clinic_app_a: may not log in any more",
    ]);
  });

  it("leaves alone what belongs to somebody else, and says so", () => {
    const foreign = { ...existing("table", "public.notes", [], "visitor"), reachable: false };
    const { changes, leftAlone } = planChanges(desired, { ...fresh, objects: [...fresh.objects, foreign] });
    expect(leftAlone).toEqual(["table public.notes belongs to visitor"]);
    expect(changes.map(inWords).join()).not.toContain("public.notes");
  });

  it("refuses roles that are more than an application may be", () => {
    const role = { ...fresh.roles[0]!, name: "clinic_app_a" };
    expect(() => planChanges(desired, { ...fresh, roles: [...fresh.roles, role] })).toThrow("from clinic_app_a first");
  });
});

const grantee = fc.constantFrom(null, "clinic_app", "clinic_owner", "clinic_readonly", "clinic_app_a", "visitor");
const grants = (...privileges: string[]) =>
  fc.uniqueArray(fc.record({ grantee, privilege: fc.constantFrom(...privileges) }), {
    selector: (grant) => JSON.stringify(grant),
    maxLength: 8,
  });
const tableGrants = grants("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER");
const object = fc.record({
  on: fc.constantFrom("table", "sequence", "routine"),
  owner: fc.constantFrom("platform_admin", "clinic_owner", "visitor"),
  partOfTable: fc.boolean(),
  grants: tableGrants,
});

/** Databases in every condition that a plan may meet. */
const anyDatabase: fc.Arbitrary<ObservedDatabase> = fc.record({
  roles: fc
    .subarray(["clinic_owner", "clinic_app", "clinic_app_a", "clinic_migration", "clinic_readonly"])
    .chain((names) =>
      fc.tuple(
        ...names.map((name) =>
          fc.record({
            name: fc.constant(name),
            login: fc.boolean(),
            connectionLimit: fc.constantFrom(-1, 5, 20),
            comment: fc.constantFrom(null, "by hand", `Password of secret version ${name}-version-1`),
            settings: fc.subarray(["role=visitor", "statement_timeout=1s", "work_mem=64MB"]),
            elevated: fc.constant(false),
          }),
        ),
      ),
    ),
  memberships: fc.subarray([
    { role: "clinic_app_a", group: "clinic_app" },
    { role: "clinic_app_a", group: "clinic_owner" },
    { role: "clinic_readonly", group: "pg_write_all_data" },
    { role: "platform_admin", group: "clinic_owner" },
    { role: "platform_admin", group: "rds_superuser" },
  ]),
  extensions: fc.subarray(["plpgsql", "citext"]),
  otherSchemas: fc.subarray(["drafts"]),
  objects: fc
    .tuple(grants("CONNECT", "TEMPORARY", "CREATE"), grants("USAGE", "CREATE"), fc.array(object, { maxLength: 5 }))
    .map(([database, schema, contents]) => [
      existing("database", "clinic", database),
      existing("schema", "public", schema),
      ...contents.map((item, index) => ({
        ...item,
        on: item.on,
        name: `public.thing_${index}`,
        reachable: item.owner !== "visitor",
        partOfTable: item.partOfTable && item.on === "sequence",
      })),
    ]),
  defaults: fc.uniqueArray(
    fc.record({
      on: fc.constant("future" as const),
      creator: fc.constantFrom("clinic_owner", "platform_admin"),
      objects: fc.constantFrom("tables" as const, "sequences" as const, "functions" as const),
      schema: fc.constantFrom("public", "records"),
      grants: tableGrants,
    }),
    { selector: ({ creator, objects, schema }) => `${creator} ${objects} ${schema}` },
  ),
});

describe("the plan for any database", () => {
  it("leads to a database for which there is nothing left to plan", () => {
    fc.assert(
      fc.property(anyDatabase, (database) => {
        const reached = afterAll(database, planChanges(desired, database).changes);
        expect(planChanges(desired, reached).changes).toEqual([]);
      }),
    );
  });

  it("leaves PUBLIC with nothing, and the reporting user with nothing but reading", () => {
    fc.assert(
      fc.property(anyDatabase, (database) => {
        const { objects, defaults } = afterAll(database, planChanges(desired, database).changes);
        const kept = [...objects.filter(({ owner, reachable }) => reachable || owner === "clinic_owner"), ...defaults];
        const given = kept.flatMap((target) => target.grants);
        expect(given.filter((grant) => grant.grantee === null)).toEqual([]);
        const reading = given.filter((grant) => grant.grantee === "clinic_readonly").map(({ privilege }) => privilege);
        expect(
          [...new Set(reading)].filter((privilege) => !["CONNECT", "USAGE", "SELECT"].includes(privilege)),
        ).toEqual([]);
      }),
    );
  });

  it("says every change and writes it as SQL with nothing unquoted", () => {
    const verifiers = new Map(desired.roles.map(({ name }) => [name, "SCRAM-SHA-256$4096:verifier"]));
    fc.assert(
      fc.property(anyDatabase, (database) => {
        for (const change of planChanges(desired, database).changes) {
          expect(inWords(change)).not.toContain("SCRAM");
          expect(statementsOf(change, verifiers).join(";")).not.toMatch(/undefined|\[object/);
        }
      }),
    );
  });
});

describe("the statements of a change", () => {
  it("quote every name and value", () => {
    const role = 'a"; DROP TABLE patients; --';
    expect(statementsOf({ kind: "create-role", role }, new Map())).toEqual([
      'CREATE ROLE "a""; DROP TABLE patients; --" NOLOGIN',
    ]);
    expect(
      statementsOf(
        { kind: "set-password", role: "a", version: "it's", endsSessions: false },
        new Map([["a", "SCRAM'"]]),
      ),
    ).toEqual([`ALTER ROLE "a" PASSWORD 'SCRAM'''`, `COMMENT ON ROLE "a" IS 'Password of secret version it''s'`]);
  });

  it("set no password that was not read", () => {
    expect(() =>
      statementsOf({ kind: "set-password", role: "a", version: "1", endsSessions: false }, new Map()),
    ).toThrow("No password");
  });
});
