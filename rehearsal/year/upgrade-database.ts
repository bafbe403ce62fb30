import { declarationOf } from "../../stacks/settings/systems";
import { keepsData, textIn, type YearStage } from "./year-stage";

const database = "aws:rds/instance:Instance";
const group = "aws:rds/parameterGroup:ParameterGroup";

/**
 * The next major version of Postgres, by docs/runbooks/procedures/upgrade-a-database.md: refused in the window, made at once.
 * Then a larger class, which waits for the window, with the clock moved past it.
 */
export async function upgradeDatabase(year: YearStage): Promise<void> {
  const system = year.systems.find((each) => declarationOf(each).stores.includes("postgres"));
  if (system === undefined) return;
  const before = year.one(database, `${system}-postgres-instance`);
  const version = textIn(before, "engineVersion");
  const next = String(Number(version.split(".", 1)[0]) + 1);
  const set = (values: Readonly<Record<string, string>>) =>
    year.standing.change(Object.entries(values).map(([key, value]) => ({ keys: [system, "postgres", key], value })));

  set({ engineVersion: next });
  const { error, changes: none } = await year.up();
  year.check(
    "in the window the upgrade is refused, before anything is changed",
    error !== undefined && none.length === 0,
  );
  set({ engineVersion: next, applyChanges: "immediately" });
  const changes = await year.mustUp({ withPolicy: true });
  year.check("nothing that holds data is replaced", keepsData(changes));
  const upgraded = year.one(database, `${system}-postgres-instance`);
  const [now, parameters] = [textIn(upgraded, "engineVersion"), textIn(upgraded, "parameterGroupName")];
  year.check(
    `Postgres ${version} is Postgres ${now}, with the group ${parameters}`,
    now === next && parameters.endsWith(`postgres${next}`),
  );
  const groups = year.standing.account.store.list(group).map(({ state: { family } }) => family);
  year.check("the old parameter group is gone", !groups.includes(`postgres${Number(next) - 1}`));

  set({ applyChanges: "in-window", instanceClass: "db.t4g.large" });
  year.check("nothing that holds data is replaced", keepsData(await year.mustUp()));
  const waiting = year.waiting(year.one(database, `${system}-postgres-instance`));
  year.check(`the larger class waits: ${waiting.join(", ")}`, waiting.length > 0);
  year.pass(8);
  const after = year.one(database, `${system}-postgres-instance`);
  year.check("it has it after the window", after.state.instanceClass === "db.t4g.large");
  await year.mustUp({ refresh: true });
  year.check("a deployment afterwards changes nothing", (await year.mustUp()).length === 0);
}
