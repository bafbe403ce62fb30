import type { Proof } from "../proof";

/** The proofs of doctor-system's stages, variables and secrets. */
export const doctorSystemSettings: Readonly<Record<string, Proof>> = {
  "DS-ENV-01": {
    by: "settings/stage/stage.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "have their secrets under the name of development alone, encrypted with its key (DS-ENV-01 to DS-ENV-03, DS-SEC-01)",
    },
  },
  "DS-ENV-02": {
    by: "settings/stage/stage.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "have their secrets under the name of staging alone, encrypted with its key (DS-ENV-01 to DS-ENV-03, DS-SEC-01)",
    },
  },
  "DS-ENV-03": {
    by: "settings/stage/stage.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "have their secrets under the name of production alone, encrypted with its key (DS-ENV-01 to DS-ENV-03, DS-SEC-01)",
    },
  },
  "DS-ENV-05": {
    by: "settings/fields/placeholder.ts",
    test: { file: "test/settings/doctor-system-variables.test.ts", name: "is a placeholder in production (DS-ENV-05)" },
  },
  "DS-VAR-01": {
    by: "stacks/doctor-system/declared/variables.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "have one prefix for each domain but the core (DS-VAR-01)",
    },
  },
  "DS-VAR-02": {
    by: "stacks/doctor-system/declared/variables.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "in production is NODE_ENV production and the database doctor_system_prod (DS-VAR-02, DS-VAR-07)",
    },
  },
  "DS-VAR-03": {
    by: "stacks/doctor-system/api.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "listens on 8080, and is asked for its health there, by its container and by the load balancer",
    },
  },
  "DS-VAR-04": {
    by: "stacks/doctor-system/declared/variables.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "in production is port 8080, its own name, and its own address by https (DS-VAR-03 to DS-VAR-05)",
    },
  },
  "DS-VAR-05": {
    by: "stacks/doctor-system/edge.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "under which the API says it is reached lead to its load balancer (DS-VAR-05)",
    },
  },
  "DS-VAR-06": {
    by: "components/data/mongodb-uri.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "lead to the database by SRV, with retries, majority, timeouts and a pool of one task's size",
    },
  },
  "DS-VAR-07": {
    by: "stacks/doctor-system/declared/variables.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "in production is NODE_ENV production and the database doctor_system_prod (DS-VAR-02, DS-VAR-07)",
    },
  },
  "DS-VAR-08": {
    by: "components/security/random-secret.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "sign access and refresh tokens with secrets from two sources of their own, 64 characters each",
    },
  },
  "DS-VAR-09": {
    by: "stacks/doctor-system/secrets.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "sign access and refresh tokens with secrets from two sources of their own, 64 characters each",
    },
  },
  "DS-VAR-10": {
    by: "settings/sections/tokens.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "is 15m, 7d, 300 requests in 15 minutes and the level info, where the file says nothing (DS-VAR-10 to DS-VAR-20)",
    },
  },
  "DS-VAR-11": {
    by: "settings/sections/tokens.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "is 15m, 7d, 300 requests in 15 minutes and the level info, where the file says nothing (DS-VAR-10 to DS-VAR-20)",
    },
  },
  "DS-VAR-12": {
    by: "stacks/doctor-system/declared/whatsapp.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "hold Meta's values as they were given, the verify token a random one",
    },
  },
  "DS-VAR-13": {
    by: "stacks/doctor-system/declared/secrets.ts",
    test: {
      file: "test/settings/doctor-system.test.ts",
      name: "may be missing in development, and nowhere else (DS-VAR-13..15, DS-VAL-04)",
    },
  },
  "DS-VAR-14": {
    by: "stacks/doctor-system/declared/secrets.ts",
    test: {
      file: "test/settings/doctor-system.test.ts",
      name: "may be missing in development, and nowhere else (DS-VAR-13..15, DS-VAL-04)",
    },
  },
  "DS-VAR-15": {
    by: "stacks/doctor-system/declared/secrets.ts",
    test: {
      file: "test/settings/doctor-system.test.ts",
      name: "may be missing in development, and nowhere else (DS-VAR-13..15, DS-VAL-04)",
    },
  },
  "DS-VAR-16": {
    by: "components/security/random-secret.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "hold Meta's values as they were given, the verify token a random one",
    },
  },
  "DS-VAR-17": {
    by: "stacks/doctor-system/front-ends.ts",
    test: {
      file: "test/stacks/doctor-system-edge.test.ts",
      name: "whose pages may call the API are exactly those of the front ends (DS-VAR-17)",
    },
  },
  "DS-VAR-18": {
    by: "stacks/doctor-system/declared/section.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "is 15m, 7d, 300 requests in 15 minutes and the level info, where the file says nothing (DS-VAR-10 to DS-VAR-20)",
    },
  },
  "DS-VAR-19": {
    by: "components/edge/web-firewall-rules.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "is 15m, 7d, 300 requests in 15 minutes and the level info, where the file says nothing (DS-VAR-10 to DS-VAR-20)",
    },
  },
  "DS-VAR-20": {
    by: "settings/fields/log-level.ts",
    test: { file: "test/settings/doctor-system.test.ts", name: "does not log debug (DS-VAR-20)" },
  },
  "DS-VAL-02": {
    by: "stacks/settings/environments.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "is nothing of MONGODB_URI, or the stage is refused (DS-VAL-02 to DS-VAL-04)",
    },
  },
  "DS-VAL-03": {
    by: "stacks/settings/environments.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "is nothing of JWT_ACCESS_SECRET, or the stage is refused (DS-VAL-02 to DS-VAL-04)",
    },
  },
  "DS-VAL-04": {
    by: "stacks/settings/environments.ts",
    test: {
      file: "test/settings/doctor-system-variables.test.ts",
      name: "is nothing of WHATSAPP_ACCESS_TOKEN, or the stage is refused (DS-VAL-02 to DS-VAL-04)",
    },
  },
  "DS-SEC-01": {
    by: "components/security/application-secrets.ts",
    test: {
      file: "test/stacks/doctor-system-api.test.ts",
      name: "have their secrets under the name of production alone, encrypted with its key (DS-ENV-01 to DS-ENV-03, DS-SEC-01)",
    },
  },
};
