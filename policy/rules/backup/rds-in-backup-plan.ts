import { selects } from "../../selectors/backup-selection";
import type { SelectableState, SelectionState } from "../../selectors/backup-selection";
import { databaseStores } from "../../selectors/databases";
import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";

/** A database, as far as this rule reads it; outputs name an empty source where there is none. */
interface DatabaseState extends SelectableState {
  readonly replicateSourceDb: string;
  readonly replicationSourceIdentifier: string;
}

export const rdsInBackupPlan = stackRule({
  id: "rds-in-backup-plan",
  title: "RDS databases are selected by an AWS Backup plan",
  severity: "medium",
  enforcement: "advised",
  rows: ["AH-BAK-01", "MP-DB-04", "MP-DR-03"],
  frameworks: ["FSBP RDS.26", "Checkov CKV2_AWS_8", "cdk-nag RDSInBackupPlan"],
  remediation: "Give the database a tag that an aws.backup.Selection selects, or list its ARN there.",
  example:
    'new backup.Selection("nightly", { selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "nightly" }] });',
  types: databaseStores,
  check(stack, context) {
    const selections = stack.of<SelectionState>(["aws:backup/selection:Selection"]);
    for (const database of stack.of<DatabaseState>(databaseStores)) {
      context.about(database).requires({
        read: () => isCopy(database) || selections.some((selection) => selects(selection, database)),
        accept: (selected) => selected,
        found: () => (selections.length === 0 ? "no backup selection" : "no backup selection that includes it"),
        needed: "a selection by tag or ARN",
        setting: "aws.backup.Selection, or the database's tags",
      });
    }
  },
});

function isCopy({ props, propertyDependencies }: StackResource<DatabaseState>): boolean {
  if ((propertyDependencies.replicateSourceDb ?? []).length > 0) return true;
  return (props.replicateSourceDb ?? "") !== "" || (props.replicationSourceIdentifier ?? "") !== "";
}
