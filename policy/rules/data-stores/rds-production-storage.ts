import type { InstanceArgs } from "@pulumi/aws/rds";
import { tokens } from "../../readings/tokens";
import { resourceRule } from "../../rule";

export const rdsProductionStorage = resourceRule<InstanceArgs>({
  id: "rds-production-storage",
  title: "A production database stands on solid-state storage of the size the checklist asks for",
  severity: "medium",
  rows: ["AH-INF-03"],
  frameworks: [],
  settings: {
    gibibytes: { description: "GiB of storage, at the least.", default: 50, minimum: 20, maximum: 65_536 },
  },
  remediation: "Set allocatedStorage to 50 or more, and storageType to gp3.",
  example: 'new rds.Instance("records", { engine: "postgres", allocatedStorage: 20, storageType: "standard" });',
  types: tokens.databases,
  check({ props }, examination) {
    if ("replicateSourceDb" in props) examination.notApplicable("A read replica; it has its source's storage.");
    const least = examination.setting("gibibytes");
    examination.requires({
      // Absent only of what is restored from a snapshot, which has the snapshot's size.
      read: () => props.allocatedStorage,
      accept: (size) => ("snapshotIdentifier" in props && size === undefined) || (size ?? 0) >= least,
      found: (size) => (size === undefined ? "no allocatedStorage" : `${size} GiB`),
      needed: `at least ${least} GiB`,
      setting: "allocatedStorage",
    });
    examination.requires({
      // Absent is gp2, or io1 where iops are given.
      read: () => props.storageType,
      accept: (kind) => kind !== "standard",
      found: () => "magnetic storage",
      needed: "gp3, or another solid-state storage",
      setting: "storageType",
    });
  },
});
