import { databaseInstances } from "../../selectors/databases";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** Inputs of an instance, a member or a cluster, as far as this rule reads them. */
interface DatabaseArgs {
  readonly caCertIdentifier: string;
  readonly caCertificateIdentifier: string;
}

/** The authorities that are valid until 2061 and later. Source: Amazon RDS User Guide, "Certificate authorities". */
const modern = /^rds-ca-(rsa2048|rsa4096|ecc384)-g\d+$/;

export const rdsModernCa = resourceRule<DatabaseArgs>({
  id: "rds-modern-ca",
  title: "RDS certificates come from a current certificate authority",
  severity: "medium",
  enforcement: "everywhere",
  rows: ["MP-DB-06"],
  frameworks: ["Checkov CKV_AWS_211"],
  remediation: "Set caCertIdentifier to rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1, or leave it out.",
  example: 'new rds.Instance("records", { engine: "postgres", caCertIdentifier: "rds-ca-2019" });',
  types: [...databaseInstances, ...tokens.databaseClusters],
  check({ props }, context) {
    for (const setting of ["caCertIdentifier", "caCertificateIdentifier"] as const) {
      context.requires({
        // Absent is the region's default, which has been rds-ca-rsa2048-g1 since January 2024.
        read: () => props[setting],
        accept: (authority) => authority === undefined || modern.test(authority),
        found: (authority) => `the certificate authority ${authority ?? ""}`,
        needed: "rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1",
        setting,
      });
    }
  },
});
