import { refusal } from "../fields/field";
import { databaseClasses } from "../published/offers";
import { backupTimeRefusal } from "../sections/database-windows";
import { type ChosenSqlAccess, sqlImageCheck } from "../sections/sql-access";
import { aTenthMore, connectionsOf } from "../sections/postgres";
import { type CrossFieldCheck, offeredCheck } from "./cross-field-check";
import { databaseRegionCheck } from "./database-regions";

/** A section of a system that keeps its data in Postgres, as far as the checks need it. */
interface PostgresSection {
  readonly postgres: {
    readonly instanceClass: string;
    readonly allocatedStorage: number;
    readonly maxAllocatedStorage: number;
    readonly maxConnections: number;
  } & ChosenSqlAccess;
}

/** RDS's limits of storage and connections, and its windows. */
export function postgresChecks(): CrossFieldCheck<PostgresSection>[] {
  return [
    databaseRegionCheck,
    sqlImageCheck,
    // The nightly backup must not overlap RDS's windows, in summer or in winter.
    {
      at: { common: ["backup", "databasesAt"] },
      with: [{ common: ["timeZone"] }],
      violation: (_, { backup, timeZone }) => backupTimeRefusal(backup.databasesAt, timeZone),
    },
    offeredCheck(["postgres", "instanceClass"], {
      of: ({ postgres }: PostgresSection) => postgres.instanceClass,
      inRegion: (region) => databaseClasses(region).filter((name) => connectionsOf(name) !== undefined),
    }),
    // RDS refuses a ceiling less than a tenth above the storage there is (Amazon RDS User Guide, storage autoscaling).
    {
      at: ["postgres", "maxAllocatedStorage"],
      with: [["postgres", "allocatedStorage"]],
      violation: ({ postgres }) => {
        const least = aTenthMore(postgres.allocatedStorage);
        return postgres.maxAllocatedStorage >= least
          ? undefined
          : refusal(`at least 10 % above allocatedStorage: ${least} GiB (RDS, storage autoscaling)`, "increase it");
      },
    },
    // The alarm at 80 % is useless if the class never allows 80 % of the configured connections.
    {
      at: ["postgres", "maxConnections"],
      with: [["postgres", "instanceClass"]],
      violation: ({ postgres }) => {
        const most = connectionsOf(postgres.instanceClass) ?? Infinity;
        return postgres.maxConnections <= most
          ? undefined
          : refusal(
              `at most ${most} connections, the limit of the memory of ${postgres.instanceClass} (RDS, max_connections)`,
              "lower it, or choose a larger instance class",
            );
      },
    },
  ];
}
