import type { Proof } from "../proof";

/** The proofs of med-platform's hardening, thresholds and first weeks. */
export const medPlatformOperations: Readonly<Record<string, Proof>> = {
  "MP-HST-01": {
    by: "components/service/image-repositories.ts",
    test: {
      file: "test/components/service/container-cluster.test.ts",
      name: "never let a tag mean another image, and scan what arrives",
    },
    supersedes: "Fargate; images are scanned on push",
  },
  "MP-HST-03": {
    by: "components/service/task-security-group.ts",
    test: {
      file: "test/components/service/container-service.test.ts",
      name: "lets nobody in but the load balancer, on its port, and opens both ends",
    },
  },
  "MP-HST-05": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "takes in 80 and 443 from everybody and nothing else" },
  },
  "MP-HST-06": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "takes in 80 and 443 from everybody and nothing else" },
  },
  "MP-HST-07": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "takes in 80 and 443 from everybody and nothing else" },
    supersedes: "security groups, which are always active",
  },
  "MP-HST-09": {
    by: "components/edge/web-firewall-sign-in.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "limits how often one address may sign in where the client's address is known (MP-HST-09, MP-AUTH-08)",
    },
    supersedes: "rate rule of the web firewall on sign-in paths",
  },
  "MP-APS-03": {
    by: "components/service/container-definition.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "read exactly the variables of the list, the secret ones by reference (MP-ENV-02, MP-SVC-05)",
    },
    supersedes: "no .env in the image",
  },
  "MP-APS-04": {
    by: "components/security/signing-keys.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "are a pair of 3072 bits in two entries, which the API reads (MP-KEY-01 to MP-KEY-06)",
    },
    supersedes: "no file; the keys come from Secrets Manager by version",
  },
  "MP-SQL-01": {
    by: "components/data/database-roles.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "lets in the application, the migrations and a reader, each over proven TLS (MP-SQL-01, MP-DB-06)",
    },
  },
  "MP-M24-01": {
    by: "components/observability/service-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
  "MP-M24-02": {
    by: "components/observability/service-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
  "MP-M24-03": {
    by: "components/observability/postgres-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
  "MP-M24-06": {
    by: "components/observability/postgres-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "watch whether the number of connections is as usual (MP-M24-06)",
    },
  },
  "MP-BIZ-01": {
    by: "stacks/med-platform/business-metrics.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "count the lines that the application's team was told of, and those only (MP-BIZ-01 to MP-BIZ-05)",
    },
  },
  "MP-BIZ-02": {
    by: "stacks/med-platform/business-metrics.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "count the lines that the application's team was told of, and those only (MP-BIZ-01 to MP-BIZ-05)",
    },
  },
  "MP-BIZ-03": {
    by: "stacks/med-platform/business-metrics.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "count the lines that the application's team was told of, and those only (MP-BIZ-01 to MP-BIZ-05)",
    },
  },
  "MP-BIZ-04": {
    by: "stacks/med-platform/business-metrics.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "count the lines that the application's team was told of, and those only (MP-BIZ-01 to MP-BIZ-05)",
    },
  },
  "MP-BIZ-05": {
    by: "stacks/med-platform/business-metrics.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "count the lines that the application's team was told of, and those only (MP-BIZ-01 to MP-BIZ-05)",
    },
  },
  "MP-THR-01": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
  "MP-THR-02": {
    by: "components/observability/uptime-canary.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "tell of downtime, of a database that is gone, and of every release (MP-THR-02, MP-THR-03, MP-THR-07)",
    },
  },
  "MP-THR-03": {
    by: "components/data/postgres.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "tell of downtime, of a database that is gone, and of every release (MP-THR-02, MP-THR-03, MP-THR-07)",
    },
  },
  "MP-THR-04": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
  "MP-THR-05": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
  "MP-THR-06": {
    by: "components/observability/service-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
  "MP-THR-07": {
    by: "components/observability/service-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "tell of downtime, of a database that is gone, and of every release (MP-THR-02, MP-THR-03, MP-THR-07)",
    },
  },
  "MP-THR-08": {
    by: "components/observability/configuration-changes.ts",
    test: {
      file: "test/components/observability/oversight.test.ts",
      name: "are told where AWS tells them: roles and records in us-east-1, the rest in the region (MP-THR-08)",
    },
  },
  "MP-PW1-02": {
    by: "components/observability/cost-budget.ts",
    test: {
      file: "test/components/observability/oversight.test.ts",
      name: "is told of before it is spent, when it is, and when it will be (MP-PW1-02)",
    },
  },
};
