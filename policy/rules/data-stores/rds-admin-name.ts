import { databaseStores } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a cluster, as far as this rule reads them. */
interface DatabaseArgs {
  readonly username: string;
  readonly masterUsername: string;
}

/** Commonly guessed names: the consoles' suggestions and the engines' defaults. */
const wellKnown: ReadonlySet<string> = new Set([
  "admin",
  "administrator",
  "mariadb",
  "master",
  "mysql",
  "oracle",
  "postgres",
  "root",
  "sa",
]);

export const rdsAdminName = resourceRule<DatabaseArgs>({
  id: "rds-admin-name",
  title: "The RDS master username is not a common default",
  severity: "low",
  enforcement: "advised",
  rows: ["AH-DB-03"],
  frameworks: ["FSBP RDS.24", "FSBP RDS.25"],
  remediation:
    "Set username (masterUsername of a cluster) to a name that is not a common default. This replaces the database.",
  example: 'new rds.Instance("records", { engine: "postgres", username: "postgres" });',
  types: databaseStores,
  check({ props }, context) {
    for (const setting of ["username", "masterUsername"] as const) {
      context.requires({
        read: () => props[setting],
        // Absent only where it is inherited: of a replica, from a snapshot.
        accept: (name) => name === undefined || !wellKnown.has(name.toLowerCase()),
        found: () => "a common default username",
        needed: "another username",
        setting,
      });
    }
  },
});
