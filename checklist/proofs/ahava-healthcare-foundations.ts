import type { Proof } from "../proof";

/** The proofs of ahava-healthcare's stores, variables, sizes, network and processes. */
export const ahavaHealthcareFoundations: Readonly<Record<string, Proof>> = {
  "AH-DB-01": {
    by: "components/data/postgres.ts",
    test: {
      file: "test/components/data/postgres.test.ts",
      name: "asks RDS for an encrypted, private database that is backed up, watched and hard to delete",
    },
  },
  "AH-DB-05": {
    by: "stacks/ahava-healthcare/declared/cross-field-checks.ts",
    test: {
      file: "test/settings/data-stores.test.ts",
      name: "is refused exactly when the tasks' connections reach the maximum",
    },
  },
  "AH-RED-01": {
    by: "components/data/redis.ts",
    test: {
      file: "test/components/data/redis.test.ts",
      name: "asks ElastiCache for an encrypted group without cluster mode that fails over and is backed up",
    },
  },
  "AH-VAR-02": {
    by: "components/data/connection-urls.ts",
    test: {
      file: "test/functions/database-roles-stage.test.ts",
      name: "of %s: every task logs in with the URL it gets",
    },
  },
  "AH-VAR-03": {
    by: "components/security/random-secret.ts",
    test: { file: "test/rehearsal/engine/staging.test.ts", name: "generates secrets of the demanded shapes" },
  },
  "AH-VAR-04": {
    by: "settings/sections/tokens.ts",
    test: { file: "test/settings/ahava-healthcare.test.ts", name: "the lifetimes of a login › refuse the %s %s" },
  },
  "AH-VAR-05": {
    by: "components/security/random-secret.ts",
    test: {
      file: "test/components/security/secrets.test.ts",
      name: "writes a key as 44 characters of base64 and a salt as 32 hexadecimal digits",
    },
  },
  "AH-VAR-06": {
    by: "components/security/random-secret.ts",
    test: {
      file: "test/components/security/secrets.test.ts",
      name: "writes a key as 44 characters of base64 and a salt as 32 hexadecimal digits",
    },
  },
  "AH-VAR-07": {
    by: "components/data/connection-urls.ts",
    test: { file: "test/components/data/connection-urls.test.ts", name: "always asks for TLS" },
  },
  "AH-VAR-08": {
    by: "stacks/ahava-healthcare/declared/secrets.ts",
    test: { file: "test/settings/vendor-secrets.test.ts", name: "keeps payments apart: %s refuses %s = %s" },
  },
  "AH-VAR-09": {
    by: "stacks/ahava-healthcare/declared/secrets.ts",
    test: { file: "test/settings/vendor-secrets.test.ts", name: "keeps payments apart: %s refuses %s = %s" },
  },
  "AH-VAR-10": {
    by: "stacks/ahava-healthcare/declared/secrets.ts",
    test: {
      file: "test/settings/vendor-secrets.test.ts",
      name: "%s that is missing is refused with the command that sets it",
    },
  },
  "AH-VAR-11": {
    by: "stacks/ahava-healthcare/declared/variables.ts",
    test: { file: "test/settings/environment.test.ts", name: "of ahava-healthcare in staging" },
  },
  "AH-VAR-12": {
    by: "settings/system/variable.ts",
    test: { file: "test/settings/environment.test.ts", name: "of ahava-healthcare in staging" },
  },
  "AH-VAR-13": {
    by: "stacks/ahava-healthcare/declared/cross-field-checks.ts",
    test: { file: "test/settings/operations.test.ts", name: "is Africa/Johannesburg in production (AH-VAR-13)" },
  },
  "AH-VAR-14": {
    by: "stacks/ahava-healthcare/declared/variables.ts",
    test: { file: "test/settings/environment.test.ts", name: "of ahava-healthcare in staging" },
  },
  "AH-VAR-15": {
    by: "settings/checks/cross-field-check.ts",
    test: { file: "test/settings/ahava-healthcare.test.ts", name: "include both portals" },
  },
  "AH-VAR-16": {
    by: "stacks/ahava-healthcare/declared/section.ts",
    test: {
      file: "test/settings/ahava-healthcare.test.ts",
      name: "is a host, spoken to on port 587, with a plain sender",
    },
  },
  "AH-VAR-17": {
    by: "stacks/ahava-healthcare/declared/section.ts",
    test: {
      file: "test/settings/ahava-healthcare.test.ts",
      name: "is a host, spoken to on port 587, with a plain sender",
    },
  },
  "AH-VAR-18": {
    by: "stacks/ahava-healthcare/declared/secrets.ts",
    test: {
      file: "test/settings/vendor-secrets.test.ts",
      name: "%s that is missing is refused with the command that sets it",
    },
  },
  "AH-VAR-19": {
    by: "stacks/ahava-healthcare/declared/secrets.ts",
    test: {
      file: "test/settings/vendor-secrets.test.ts",
      name: "%s that is missing is refused with the command that sets it",
    },
  },
  "AH-VAR-20": {
    by: "stacks/ahava-healthcare/declared/section.ts",
    test: {
      file: "test/settings/ahava-healthcare.test.ts",
      name: "is a host, spoken to on port 587, with a plain sender",
    },
  },
  "AH-VAR-21": {
    by: "components/security/random-secret.ts",
    test: {
      file: "test/components/security/secrets.test.ts",
      name: "makes a %s of one random resource, and hands it on as a secret",
    },
  },
  "AH-INF-04": {
    by: "stacks/ahava-healthcare/declared/warnings.ts",
    test: { file: "test/settings/vendor-secrets.test.ts", name: "tell what the checklist prefers in production" },
  },
  "AH-INF-05": {
    by: "stacks/ahava-healthcare/declared/warnings.ts",
    test: { file: "test/settings/vendor-secrets.test.ts", name: "tell what the checklist prefers in production" },
  },
  "AH-INF-06": {
    by: "stacks/ahava-healthcare/declared/warnings.ts",
    test: { file: "test/settings/vendor-secrets.test.ts", name: "tell what the checklist prefers in production" },
  },
  "AH-NET-02": {
    by: "components/edge/certificate.ts",
    test: {
      file: "test/components/edge/edge.test.ts",
      name: "is proved by a record in the zone before the listener uses it",
    },
  },
  "AH-NET-03": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "is hardened, logged and cannot be deleted by mistake" },
    supersedes: "Application Load Balancer",
  },
  "AH-NET-06": {
    by: "components/edge/load-balancer-listeners.ts",
    test: {
      file: "test/components/edge/edge.test.ts",
      name: "speaks TLS 1.2 and 1.3 only and puts the security headers on every answer",
    },
  },
  "AH-NET-07": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "checks the health of addresses on the service's port" },
  },
  "AH-NET-10": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "takes in 80 and 443 from everybody and nothing else" },
  },
  "AH-NET-11": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "takes in 80 and 443 from everybody and nothing else" },
  },
  "AH-PRC-01": {
    by: "components/service/container-service.ts",
    test: {
      file: "test/components/service/container-service.test.ts",
      name: "deploys without downtime, rolls back, and waits until the tasks are healthy",
    },
    supersedes: "ECS service",
  },
  "AH-PRC-02": {
    by: "components/service/container-task.ts",
    test: {
      file: "test/components/service/container-service.test.ts",
      name: "has its size, its disk, its volumes and an encrypted log that is kept",
    },
    supersedes: "task definition revisions",
  },
  "AH-PRC-03": {
    by: "components/service/container-service.ts",
    test: {
      file: "test/components/service/container-service.test.ts",
      name: "deploys without downtime, rolls back, and waits until the tasks are healthy",
    },
    supersedes: "ECS scheduler and circuit breaker",
  },
};
