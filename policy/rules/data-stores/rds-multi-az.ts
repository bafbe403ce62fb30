import type { InstanceArgs } from "@pulumi/aws/rds";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const rdsMultiAz = resourceRule<InstanceArgs>({
  id: "rds-multi-az",
  title: "Production RDS instances are Multi-AZ",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["MP-DB-04"],
  frameworks: ["FSBP RDS.5", "Checkov CKV_AWS_157", "cdk-nag RDS3"],
  remediation: "Set multiAz: true.",
  example: 'new rds.Instance("records", { engine: "postgres" }); // multiAz is false unless set',
  types: tokens.databases,
  check({ props }, context) {
    if ("replicateSourceDb" in props) context.notApplicable("A read replica; its source is Multi-AZ.");
    context.requires({
      read: () => props.multiAz,
      accept: (doubled) => doubled === true,
      needed: "multiAz true",
      setting: "multiAz",
    });
  },
});
