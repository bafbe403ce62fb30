import { databaseInstances } from "../../selectors/databases";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** Inputs of an instance, a cluster, a member of one or a snapshot, as far as this rule reads them. */
interface DatabaseArgs {
  readonly publiclyAccessible: boolean;
  readonly sharedAccounts: readonly string[];
}

/** Copies of a database that can be shared with other accounts, or with all there are. */
const snapshots: readonly string[] = [
  "aws:rds/snapshot:Snapshot",
  "aws:rds/snapshotCopy:SnapshotCopy",
  "aws:rds/clusterSnapshot:ClusterSnapshot",
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
];

export const rdsPrivate = resourceRule<DatabaseArgs>({
  id: "rds-private",
  title: "RDS is not publicly accessible, and its snapshots are not public",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["AH-DB-03"],
  frameworks: ["FSBP RDS.1", "FSBP RDS.2", "Checkov CKV_AWS_17", "cdk-nag RDSInstancePublicAccess"],
  remediation: "Set publiclyAccessible: false, and connect to the database from inside the VPC.",
  example: 'new rds.Instance("records", { engine: "postgres", publiclyAccessible: true });',
  unwaivable: "With a public address, one leaked password exposes every patient record.",
  types: [...databaseInstances, ...tokens.databaseClusters, ...snapshots],
  check({ type, props }, context) {
    if (snapshots.includes(type)) {
      context.requires({
        read: () => props.sharedAccounts ?? [],
        accept: (accounts) => !accounts.includes("all"),
        found: () => "a snapshot that is shared publicly",
        needed: "named accounts, or none",
        setting: "sharedAccounts",
      });
      return;
    }
    context.requires({
      read: () => props.publiclyAccessible,
      // Absent is false: the provider's default, whatever the subnet group.
      accept: (open) => open === undefined || !open,
      needed: "publiclyAccessible false",
      setting: "publiclyAccessible",
    });
  },
});
