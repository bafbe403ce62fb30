import { randomBytes } from "node:crypto";
import { declarationOf } from "../../stacks/settings/systems";
import { handsOf } from "./hands";
import { keepsData, textIn, type YearStage } from "./year-stage";

const database = "aws:rds/instance:Instance";

/** What an instance has that was restored to a moment and was given nothing but what the runbook gives it. */
const asRestored = [
  ["enabledCloudwatchLogsExports", []],
  ["engineLifecycleSupport", "open-source-rds-extended-support"],
  ["monitoringInterval", 0],
  ["monitoringRoleArn", undefined],
  ["multiAz", false],
  ["tags", undefined],
] as const;

/**
 * A restore of Postgres to a moment, by docs/runbooks/procedures/restore-a-database.md: a second instance beside the first takes
 * its name, the state is told of it, and the next deployment sets back what the restore left out.
 */
export async function restoreDatabase(year: YearStage): Promise<void> {
  const system = year.systems.find((each) => declarationOf(each).stores.includes("postgres"));
  if (system === undefined) return;
  const hands = handsOf(year);
  const lost = year.one(database, `${system}-postgres-instance`);
  const name = textIn(lost, "identifier");
  const restored = hands.addLike(lost.id, [
    ["identifier", `${name}-restored`],
    // The data of an older moment has the password of then.
    ["password", randomBytes(16).toString("hex")],
    ...asRestored,
  ]);
  hands.change(lost.id, "identifier", `${name}-before`);
  hands.change(restored.id, "identifier", name);
  await year.standing.editState((text) => text.replaceAll(lost.id, restored.id));
  await year.standing.refresh();

  const changes = await year.mustUp({ withPolicy: true });
  year.check("nothing that holds data is replaced", keepsData(changes));
  const instances = changes.filter(({ type }) => type === database);
  year.check(
    `the restored instance is updated: ${instances.flatMap(({ properties }) => properties).join(", ")}`,
    instances.length === 1 && instances.every(({ operation }) => operation === "updated"),
  );
  year.check("a second deployment changes nothing", (await year.mustUp()).length === 0);

  year.pass(7);
  // The snapshot at its end would have the name of the last one of the stage.
  hands.change(lost.id, "skipFinalSnapshot", true);
  hands.change(lost.id, "deletionProtection", false);
  hands.remove(lost.id);
  const { state } = year.one(database, `${system}-postgres-instance`);
  for (const property of ["identifier", "parameterGroupName", "vpcSecurityGroupIds", "kmsKeyId", "dbSubnetGroupName"]) {
    year.check(
      `${property} is that of the lost instance`,
      JSON.stringify(state[property]) === JSON.stringify(lost.state[property]),
    );
  }
}
