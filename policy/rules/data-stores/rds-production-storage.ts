import type { InstanceArgs } from "@pulumi/aws/rds";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const rdsProductionStorage = resourceRule<InstanceArgs>({
  id: "rds-production-storage",
  title: "Production RDS instances have the minimum storage size and no magnetic storage",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["AH-INF-03"],
  frameworks: [],
  settings: {
    gibibytes: { description: "Minimum storage in GiB.", default: 50, minimum: 20, maximum: 65_536 },
  },
  remediation: "Set allocatedStorage to 50 or more, and storageType to gp3.",
  example: 'new rds.Instance("records", { engine: "postgres", allocatedStorage: 20, storageType: "standard" });',
  types: tokens.databases,
  check({ props }, context) {
    if ("replicateSourceDb" in props) context.notApplicable("A read replica; it has the storage of its source.");
    const least = context.setting("gibibytes");
    context.requires({
      // Absent only for a restore from a snapshot, which has the snapshot's size.
      read: () => props.allocatedStorage,
      accept: (size) => ("snapshotIdentifier" in props && size === undefined) || (size ?? 0) >= least,
      found: (size) => (size === undefined ? "no allocatedStorage" : `${size} GiB`),
      needed: `at least ${least} GiB`,
      setting: "allocatedStorage",
    });
    context.requires({
      // Absent is gp2, or io1 where iops are given.
      read: () => props.storageType,
      accept: (kind) => kind !== "standard",
      found: () => "magnetic storage",
      needed: "gp3 or another SSD storage type",
      setting: "storageType",
    });
  },
});
