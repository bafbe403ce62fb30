import type * as pulumi from "@pulumi/pulumi";
import type { Postgres } from "../../components/data/postgres";
import { SqlTask } from "../../components/data/sql-task";
import { type ChosenSqlAccess, sqlLimits } from "../../settings/sections/sql-access";
import type { SystemContext } from "./context";
import type { DatabaseAccess } from "./database-users";
import { placeOfTasks, taskDefaults } from "./tasks";

/** The command that starts the SQL task of a system's database; absent if SQL access is closed. */
export function createSqlAccess(
  context: SystemContext,
  { sqlAccess: access, sqlImage }: ChosenSqlAccess,
  { postgres, database }: { readonly postgres: Postgres; readonly database: DatabaseAccess },
): pulumi.Output<string> | undefined {
  if (access === "closed" || sqlImage === undefined) return undefined;
  const { address, port, databaseName, securityGroupId } = postgres;
  return new SqlTask(
    `${context.system}-sql`,
    {
      ...taskDefaults(context, { role: "sql", image: sqlImage }),
      ...placeOfTasks(context),
      database: { address, port, name: databaseName, securityGroupId },
      user: database.roles.names.operator,
      passwordFrom: database.operatorPasswordFrom,
      rights: access,
      limitSeconds: sqlLimits.taskSeconds,
    },
    { parent: context.parent, dependsOn: [database.roles] },
  ).runCommand;
}
