import { describeWithPostgres } from "../real/describe-with-postgres";
import { Clinic, master } from "./clinic";
import type { Wish } from "./clinic";

describeWithPostgres("sessions of users whose password is replaced, on a real Postgres", (postgres) => {
  let count = 0;
  const openClinic = () => Clinic.open(postgres(), `leak${(count += 1)}`);

  it("lets the sessions of a user go on when its password is replaced", async () => {
    const clinic = await openClinic();
    await clinic.run();
    const session = await clinic.session("app_a");
    expect((await clinic.run({ versions: { app_a: 2 } })).changed).toEqual([`${clinic.user("app_a")}: password set`]);
    await session.query("SELECT 1");
    await session.end();
  });

  it("ends them in an emergency, of exactly those whose password is replaced, and only once", async () => {
    const clinic = await openClinic();
    await clinic.run();
    const [a, b, migration] = [
      await clinic.session("app_a"),
      await clinic.session("app_b"),
      await clinic.session("migration"),
    ];
    const wish: Wish = { versions: { app_a: 2, migration: 2 }, emergency: ["app_a", "migration"] };
    expect((await clinic.run(wish)).changed).toEqual([
      `${clinic.user("app_a")}: password set`,
      `${clinic.user("migration")}: password set`,
      `${clinic.user("app_a")}: 1 session ended`,
      `${clinic.user("migration")}: 1 session ended`,
    ]);
    for (const ended of [a, migration]) await expect(ended.query("SELECT 1")).rejects.toThrow(/terminat|not queryable/);
    await b.query("SELECT 1");
    await b.end();
    // Who has logged in with the password that replaced it stays.
    const later = await clinic.session("app_a", 2);
    expect((await clinic.run(wish)).changed).toEqual([]);
    await later.query("SELECT 1");
    await later.end();
  });

  it("ends them in the next run where the one that set the password was killed before it could", async () => {
    const clinic = await openClinic();
    await clinic.run();
    const session = await clinic.session("app_a");
    const [role] = await clinic.as<{ comment: string }>(
      postgres().superuser,
      `SELECT shobj_description('${clinic.user("app_a")}'::regrole, 'pg_authid') AS comment`,
    );
    await clinic.as(
      postgres().superuser,
      `COMMENT ON ROLE ${clinic.user("app_a")} IS '${role!.comment}, sessions of the one before not ended yet'`,
    );
    expect((await clinic.run()).changed).toEqual([`${clinic.user("app_a")}: 1 session ended`]);
    await expect(session.query("SELECT 1")).rejects.toThrow(/terminat|not queryable/);
    expect((await clinic.run()).changed).toEqual([]);
  });

  it("ends the other sessions of the master user in an emergency of its own", async () => {
    const clinic = await openClinic();
    await clinic.run();
    const session = await clinic.session(master);
    await clinic.run({ emergency: ["app_a"] });
    await session.query("SELECT 1");
    expect((await clinic.run({ emergency: ["master"] })).changed).toEqual([`${master.user}: 1 session ended`]);
    await expect(session.query("SELECT 1")).rejects.toThrow(/terminat|not queryable/);
  });
});
