import type { Proof } from "../proof";

/** The proofs of med-platform's keys, vendors' values and service. */
export const medPlatformService: Readonly<Record<string, Proof>> = {
  "MP-KEY-01": {
    by: "components/security/signing-keys.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "are a pair of 3072 bits in two entries, which the API reads (MP-KEY-01 to MP-KEY-06)",
    },
  },
  "MP-KEY-02": {
    by: "components/security/signing-keys.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "are a pair of 3072 bits in two entries, which the API reads (MP-KEY-01 to MP-KEY-06)",
    },
  },
  "MP-KEY-03": {
    by: "components/security/signing-keys.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "are a pair of 3072 bits in two entries, which the API reads (MP-KEY-01 to MP-KEY-06)",
    },
    supersedes: "no file; the keys come from Secrets Manager by version",
  },
  "MP-KEY-04": {
    by: "components/security/signing-keys.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "are a pair of 3072 bits in two entries, which the API reads (MP-KEY-01 to MP-KEY-06)",
    },
    supersedes: "no file; the keys come from Secrets Manager by version",
  },
  "MP-KEY-05": {
    by: "components/security/signing-keys.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "can have the literal names of the checklist and another length",
    },
  },
  "MP-KEY-06": {
    by: "components/security/signing-keys.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "can have the literal names of the checklist and another length",
    },
  },
  "MP-VAR-01": {
    by: "stacks/med-platform/declared/secrets.ts",
    test: { file: "test/settings/med-platform.test.ts", name: "%s may not be %s, and is never shown" },
  },
  "MP-VAR-02": {
    by: "stacks/med-platform/declared/secrets.ts",
    test: { file: "test/settings/med-platform.test.ts", name: "%s may not be %s, and is never shown" },
  },
  "MP-VAR-03": {
    by: "stacks/med-platform/declared/section.ts",
    test: { file: "test/settings/med-platform.test.ts", name: "the values of the vendors › %s may not be %s" },
  },
  "MP-VAR-04": {
    by: "stacks/med-platform/declared/section.ts",
    test: { file: "test/settings/med-platform.test.ts", name: "the values of the vendors › %s may not be %s" },
  },
  "MP-VAR-05": {
    by: "stacks/med-platform/declared/secrets.ts",
    test: { file: "test/settings/med-platform.test.ts", name: "%s may not be %s, and is never shown" },
  },
  "MP-VAR-06": {
    by: "stacks/med-platform/declared/section.ts",
    test: { file: "test/settings/med-platform.test.ts", name: "the values of the vendors › %s may not be %s" },
  },
  "MP-VAR-07": {
    by: "stacks/med-platform/declared/section.ts",
    test: { file: "test/settings/med-platform.test.ts", name: "the values of the vendors › %s may not be %s" },
  },
  "MP-DEP-01": {
    by: "components/service/image-repositories.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "start the program of the checklist in its folder, on port 8081 (MP-SVC-04, MP-SVC-06, MP-NGX-14)",
    },
    supersedes: "image of the stage repository",
  },
  "MP-DEP-02": {
    by: "components/edge/static-site.ts",
    test: {
      file: "test/stacks/med-platform-edge.test.ts",
      name: "keeps the files private to its distribution (MP-PERF-05)",
    },
    supersedes: "private bucket; outputs siteBucket and siteDistributionId",
  },
  "MP-SVC-01": {
    by: "components/service/container-service.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "keep two running in production, and restart them by themselves (MP-SVC-07, MP-SVC-09)",
    },
    supersedes: "an ECS service, which keeps the wanted number of tasks running",
  },
  "MP-SVC-02": {
    by: "components/service/container-definition.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "start the program of the checklist in its folder, on port 8081 (MP-SVC-04, MP-SVC-06, MP-NGX-14)",
    },
    supersedes: "the container's entry point, in the foreground",
  },
  "MP-SVC-04": {
    by: "components/service/container-definition.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "start the program of the checklist in its folder, on port 8081 (MP-SVC-04, MP-SVC-06, MP-NGX-14)",
    },
  },
  "MP-SVC-05": {
    by: "components/service/container-definition.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "read exactly the variables of the list, the secret ones by reference (MP-ENV-02, MP-SVC-05)",
    },
    supersedes: "environment and secrets instead of a file",
  },
  "MP-SVC-06": {
    by: "components/service/container-definition.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "start the program of the checklist in its folder, on port 8081 (MP-SVC-04, MP-SVC-06, MP-NGX-14)",
    },
  },
  "MP-SVC-07": {
    by: "components/service/container-service.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "keep two running in production, and restart them by themselves (MP-SVC-07, MP-SVC-09)",
    },
    supersedes: "an ECS service, which keeps the wanted number of tasks running",
  },
  "MP-SVC-08": {
    by: "components/service/container-service.ts",
    test: {
      file: "test/stacks/med-platform-proofs.test.ts",
      name: "leaves the pause before a restart to ECS, which starts every failed task again (MP-SVC-08)",
    },
    supersedes: "ECS's own back-off, whose length cannot be set",
  },
  "MP-SVC-09": {
    by: "components/service/container-service.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "keep two running in production, and restart them by themselves (MP-SVC-07, MP-SVC-09)",
    },
    supersedes: "an ECS service, which keeps the wanted number of tasks running",
  },
  "MP-SVC-10": {
    by: "components/service/container-service.ts",
    test: {
      file: "test/stacks/med-platform.test.ts",
      name: "keep two running in production, and restart them by themselves (MP-SVC-07, MP-SVC-09)",
    },
  },
};
