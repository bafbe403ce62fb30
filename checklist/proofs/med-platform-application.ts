import type { Proof } from "../proof";

/** The proofs of med-platform's code, database, settings and first monitoring. */
export const medPlatformApplication: Readonly<Record<string, Proof>> = {
  "MP-CODE-04": {
    by: "components/service/container-task.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "writes into a group that is encrypted and kept as long as the others (MP-MON-01, MP-MON-02)",
    },
  },
  "MP-DB-05": {
    by: "stacks/med-platform/declared/cross-field-checks.ts",
    test: {
      file: "test/settings/med-platform.test.ts",
      name: "has connections for both versions of a release (MP-DB-05)",
    },
  },
  "MP-DB-07": {
    by: "components/data/postgres-replica.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "has no replica unless the settings ask for some, which the API then reads from (MP-DB-07)",
    },
  },
  "MP-AUTH-03": {
    by: "settings/sections/tokens.ts",
    test: {
      file: "test/settings/med-platform.test.ts",
      name: "the numbers of med-platform › refuse %s = %j in production",
    },
  },
  "MP-AUTH-05": {
    by: "components/edge/cloudfront-headers.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "refuses plain HTTP and old TLS, with HSTS on every behaviour (MP-AUTH-05, MP-NGX-09)",
    },
  },
  "MP-AUTH-06": {
    by: "stacks/med-platform/declared/cross-field-checks.ts",
    test: { file: "test/settings/med-platform.test.ts", name: "are not %j (MP-AUTH-06)" },
  },
  "MP-AUTH-08": {
    by: "components/edge/cloudfront-headers.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "refuses plain HTTP and old TLS, with HSTS on every behaviour (MP-AUTH-05, MP-NGX-09)",
    },
  },
  "MP-AUTH-10": {
    by: "stacks/med-platform/declared/section.ts",
    test: {
      file: "test/settings/med-platform.test.ts",
      name: "the numbers of med-platform › refuse %s = %j in production",
    },
  },
  "MP-EXT-10": {
    by: "stacks/med-platform/business-metrics.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "tell of a service outside that fails, not of three calls that did (MP-EXT-10)",
    },
  },
  "MP-ENV-01": {
    by: "stacks/med-platform/declared/variables.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "read exactly the variables of the list, the secret ones by reference (MP-ENV-02, MP-SVC-05)",
    },
  },
  "MP-ENV-02": {
    by: "stacks/med-platform/declared/variables.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "read exactly the variables of the list, the secret ones by reference (MP-ENV-02, MP-SVC-05)",
    },
  },
  "MP-ENV-06": {
    by: "stacks/med-platform/database.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "lets in the application, the migrations and a reader, each over proven TLS (MP-SQL-01, MP-DB-06)",
    },
  },
  "MP-ENV-07": {
    by: "stacks/med-platform/declared/variables.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "answers for the site and the API under one origin (MP-NGX-11, MP-NGX-14, C-31)",
    },
  },
  "MP-ENV-08": {
    by: "stacks/med-platform/declared/section.ts",
    test: {
      file: "test/settings/med-platform.test.ts",
      name: "the numbers of med-platform › refuse %s = %j in production",
    },
  },
  "MP-MON-01": {
    by: "components/service/container-task.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "writes into a group that is encrypted and kept as long as the others (MP-MON-01, MP-MON-02)",
    },
  },
  "MP-MON-02": {
    by: "components/service/container-task.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "writes into a group that is encrypted and kept as long as the others (MP-MON-01, MP-MON-02)",
    },
  },
  "MP-MON-03": {
    by: "stacks/med-platform/declared/secrets.ts",
    test: { file: "test/settings/med-platform.test.ts", name: "%s may not be %s, and is never shown" },
  },
  "MP-MON-04": {
    by: "components/observability/metrics-collector.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "scrapes localhost:8081 as the job med-platform and takes traces (MP-PRM-01, MP-PRM-02, MP-MON-04)",
    },
  },
  "MP-MON-05": {
    by: "components/observability/uptime-canary.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "tell of downtime, of a database that is gone, and of every release (MP-THR-02, MP-THR-03, MP-THR-07)",
    },
  },
  "MP-MON-08": {
    by: "stacks/med-platform/dashboard.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "are on the dashboard, with the Go runtime's and the alarms' lines (MP-MON-08, MP-GRF-01 to MP-GRF-03)",
    },
  },
  "MP-PERF-03": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/stacks/med-platform-figures.test.ts",
      name: "fire where the checklist says (MP-M24-01 to MP-M24-03, MP-ALR-01, MP-ALR-02, MP-THR-01 to MP-THR-06)",
    },
  },
  "MP-PERF-05": {
    by: "components/edge/static-site.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "keeps the files private to its distribution (MP-PERF-05)",
    },
  },
  "MP-PERF-06": {
    by: "components/edge/cloudfront-distribution.ts",
    test: {
      file: "test/components/edge/static-site.test.ts",
      name: "has one origin, keeps hashed assets for long and documents as long as they say",
    },
  },
  "MP-DR-03": {
    by: "components/data/postgres.ts",
    test: {
      file: "test/stacks/med-platform-proofs.test.ts",
      name: "has a database whose backups are taken every night and kept thirty days (MP-DR-03)",
    },
  },
  "MP-P1-01": {
    by: "components/data/postgres.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "is med_platform_prod, and its master user is not admin (MP-P1-01, C-13)",
    },
  },
};
