import type { ProxyArgs } from "@pulumi/aws/rds";
import { resourceRule } from "../../rule";

export const rdsProxyTls = resourceRule<ProxyArgs>({
  id: "rds-proxy-tls",
  title: "RDS Proxy requires TLS",
  severity: "high",
  enforcement: "everywhere",
  rows: ["MP-DB-06"],
  frameworks: ["FSBP RDS.43"],
  remediation: "Set requireTls: true.",
  example: 'new rds.Proxy("pool", { engineFamily: "POSTGRESQL", requireTls: false, … });',
  types: ["aws:rds/proxy:Proxy"],
  check({ props }, context) {
    context.requires({
      // Absent is false.
      read: () => props.requireTls,
      accept: (required) => required === true,
      needed: "requireTls true",
      setting: "requireTls",
    });
  },
});
