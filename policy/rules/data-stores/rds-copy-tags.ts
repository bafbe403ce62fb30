import { databaseStores, isReplica } from "../../selectors/databases";
import type { ReplicaArgs } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a cluster, as far as this rule reads them. */
interface DatabaseArgs extends ReplicaArgs {
  readonly copyTagsToSnapshot: boolean;
}

export const rdsCopyTags = resourceRule<DatabaseArgs>({
  id: "rds-copy-tags",
  title: "RDS copies tags to snapshots",
  severity: "low",
  enforcement: "advised",
  rows: ["AH-DB-04"],
  frameworks: ["FSBP RDS.16", "FSBP RDS.17", "Checkov CKV2_AWS_60"],
  remediation: "Set copyTagsToSnapshot: true.",
  example: 'new rds.Instance("records", { tags: { "data-class": "patient" } }); // snapshots without the class',
  types: databaseStores,
  check({ props }, context) {
    if (isReplica(props)) context.notApplicable("A read replica; RDS takes snapshots of its source.");
    context.requires({
      // Absent is false, for instances and clusters alike.
      read: () => props.copyTagsToSnapshot,
      accept: (copied) => copied === true,
      needed: "copyTagsToSnapshot true",
      setting: "copyTagsToSnapshot",
    });
  },
});
