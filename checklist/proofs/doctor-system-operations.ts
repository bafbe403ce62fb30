import type { Proof } from "../proof";

/** The proofs of doctor-system's database, log-in, messages, releases and monitoring. */
export const doctorSystemOperations: Readonly<Record<string, Proof>> = {
  "DS-DB-01": {
    by: "components/data/atlas-project.ts",
    test: {
      file: "test/stacks/doctor-system.test.ts",
      name: "is the stage's own, with one cluster that grows, in the stage's region and under the stage's name",
    },
  },
  "DS-DB-02": {
    by: "stacks/doctor-system/declared/atlas.ts",
    test: { file: "test/settings/doctor-system.test.ts", name: "is dedicated, not M0" },
  },
  "DS-DB-03": {
    by: "components/network/atlas-access-list.ts",
    test: {
      file: "test/stacks/doctor-system.test.ts",
      name: "lets in exactly the egress addresses of production, each alone",
    },
  },
  "DS-DB-05": {
    by: "components/network/atlas-private-link.ts",
    test: {
      file: "test/stacks/doctor-system.test.ts",
      name: "is reached through a private endpoint in production, by the tasks of the API alone",
    },
  },
  "DS-DB-07": {
    by: "components/data/atlas-database-users.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "lead to the database by SRV, with retries, majority, timeouts and a pool of one task's size",
    },
  },
  "DS-DB-08": {
    by: "components/data/atlas-cluster.ts",
    test: {
      file: "test/stacks/doctor-system.test.ts",
      name: "is the stage's own, with one cluster that grows, in the stage's region and under the stage's name",
    },
  },
  "DS-DB-09": {
    by: "components/data/mongodb-uri.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "lead to the database by SRV, with retries, majority, timeouts and a pool of one task's size",
    },
  },
  "DS-DB-10": {
    by: "components/data/mongodb-uri.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "lead to the database by SRV, with retries, majority, timeouts and a pool of one task's size",
    },
  },
  "DS-DB-11": {
    by: "stacks/doctor-system/declared/cross-field-checks.ts",
    test: {
      file: "test/settings/doctor-system.test.ts",
      name: "has connections for every task at once, on its smallest tier too (DS-DB-11)",
    },
  },
  "DS-DB-15": {
    by: "components/observability/atlas-alerts.ts",
    test: {
      file: "test/stacks/doctor-system.test.ts",
      name: "tells the on-call of the stage, at the thresholds of the settings",
    },
  },
  "DS-DB-16": {
    by: "components/observability/atlas-alerts.ts",
    test: {
      file: "test/stacks/doctor-system.test.ts",
      name: "tells the on-call of the stage, at the thresholds of the settings",
    },
  },
  "DS-DB-17": {
    by: "components/observability/atlas-alerts.ts",
    test: {
      file: "test/stacks/doctor-system.test.ts",
      name: "tells the on-call of the stage, at the thresholds of the settings",
    },
  },
  "DS-DB-18": {
    by: "components/observability/atlas-alerts.ts",
    test: {
      file: "test/stacks/doctor-system.test.ts",
      name: "tells the on-call of the stage, at the thresholds of the settings",
    },
  },
  "DS-JWT-03": {
    by: "settings/sections/tokens.ts",
    test: { file: "test/settings/doctor-system-variables.test.ts", name: 'is tokens/accessLifetime "9m"' },
  },
  "DS-JWT-04": {
    by: "settings/sections/tokens.ts",
    test: { file: "test/settings/doctor-system-variables.test.ts", name: 'is tokens/refreshLifetime "8d"' },
  },
  "DS-JWT-11": {
    by: "components/edge/cloudfront-headers.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "are out of reach for foreign scripts, and told to no other site",
    },
  },
  "DS-WA-02": {
    by: "stacks/doctor-system/secrets.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "hold Meta's values as they were given, the verify token a random one",
    },
  },
  "DS-WA-11": {
    by: "stacks/doctor-system/whatsapp.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "counts calls of the webhook, messages by their state, and queues, from the log of the API",
    },
  },
  "DS-WA-13": {
    by: "stacks/doctor-system/whatsapp.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "counts calls of the webhook, messages by their state, and queues, from the log of the API",
    },
  },
  "DS-PRE-01": {
    by: "stacks/settings/environments.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "are exactly those of its list, the secrets by reference to a pinned version (DS-PRE-01, DS-VAL-02 to DS-VAL-04)",
    },
  },
  "DS-REL-02": {
    by: "settings/fields/image.ts",
    test: { file: "test/settings/doctor-system-variables.test.ts", name: "is the release v1.0 (DS-REL-02)" },
  },
  "DS-REL-03": {
    by: "stacks/doctor-system/declared/cross-field-checks.ts",
    test: {
      file: "test/settings/doctor-system.test.ts",
      name: "says how much may be lost, and promotes what staging ran",
    },
  },
  "DS-VER-02": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "doctor-system-alarms-errors-critical goes off at 5",
    },
  },
  "DS-VER-03": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "judges the p95 latency, as the settings say, and a release by it",
    },
  },
  "DS-OPS-01": {
    by: "stacks/doctor-system/dashboard.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "shows API, database, WhatsApp and queues on one page (DS-OPS-01 to DS-OPS-04)",
    },
  },
  "DS-OPS-02": {
    by: "stacks/doctor-system/dashboard.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "shows API, database, WhatsApp and queues on one page (DS-OPS-01 to DS-OPS-04)",
    },
  },
  "DS-OPS-03": {
    by: "stacks/doctor-system/dashboard.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "shows API, database, WhatsApp and queues on one page (DS-OPS-01 to DS-OPS-04)",
    },
  },
  "DS-OPS-04": {
    by: "stacks/doctor-system/dashboard.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "shows API, database, WhatsApp and queues on one page (DS-OPS-01 to DS-OPS-04)",
    },
  },
};
