import type { Proof } from "../proof";

/** The proofs of ahava-healthcare's deployment, logs, monitoring, backups and sign-off. */
export const ahavaHealthcareOperations: Readonly<Record<string, Proof>> = {
  "AH-DEP-01": {
    by: "components/service/container-service.ts",
    test: {
      file: "test/components/service/container-service.test.ts",
      name: "deploys without downtime, rolls back, and waits until the tasks are healthy",
    },
    supersedes: "Fargate platform version LATEST, images scanned on push",
  },
  "AH-DEP-03": {
    by: "components/data/postgres.ts",
    test: {
      file: "test/components/data/postgres.test.ts",
      name: "asks RDS for an encrypted, private database that is backed up, watched and hard to delete",
    },
    supersedes: "RDS",
  },
  "AH-DEP-04": {
    by: "components/data/redis.ts",
    test: {
      file: "test/components/data/redis.test.ts",
      name: "asks ElastiCache for an encrypted group without cluster mode that fails over and is backed up",
    },
    supersedes: "ElastiCache",
  },
  "AH-DEP-05": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "is hardened, logged and cannot be deleted by mistake" },
    supersedes: "Application Load Balancer",
  },
  "AH-DEP-07": {
    by: "components/service/image-repositories.ts",
    test: {
      file: "test/components/service/container-cluster.test.ts",
      name: "never let a tag mean another image, and scan what arrives",
    },
    supersedes: "container images in ECR",
  },
  "AH-DEP-13": {
    by: "components/service/container-definition.ts",
    test: {
      file: "test/components/service/container-definition.test.ts",
      name: "spells ports, variables, secrets, volumes and the log as the ECS API does",
    },
  },
  "AH-DEP-14": {
    by: "components/service/container-task.ts",
    test: { file: "test/settings/operations.test.ts", name: "of logs is thirty days at least in production" },
    supersedes: "CloudWatch log group with retention",
  },
  "AH-DEP-15": {
    by: "components/service/container-task.ts",
    test: {
      file: "test/components/service/container-service.test.ts",
      name: "has its size, its disk, its volumes and an encrypted log that is kept",
    },
    supersedes: "awslogs driver, nothing to reload",
  },
  "AH-DEP-16": {
    by: "components/service/container-service.ts",
    test: {
      file: "test/components/service/container-service.test.ts",
      name: "deploys without downtime, rolls back, and waits until the tasks are healthy",
    },
  },
  "AH-DEP-17": {
    by: "components/edge/load-balancer-listeners.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "forwards only what is meant for its own name" },
    supersedes: "listeners and rules",
  },
  "AH-DEP-18": {
    by: "components/edge/load-balancer-listeners.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "forwards only what is meant for its own name" },
    supersedes: "listeners that change live",
  },
  "AH-DEP-19": {
    by: "components/edge/public-load-balancer.ts",
    test: { file: "test/components/edge/edge.test.ts", name: "is hardened, logged and cannot be deleted by mistake" },
    supersedes: "managed load balancer",
  },
  "AH-DEP-20": {
    by: "components/edge/certificate.ts",
    test: {
      file: "test/components/edge/edge.test.ts",
      name: "is proved by a record in the zone before the listener uses it",
    },
  },
  "AH-LOG-01": {
    by: "components/service/container-task.ts",
    test: {
      file: "test/components/service/container-service.test.ts",
      name: "has its size, its disk, its volumes and an encrypted log that is kept",
    },
    supersedes: "awslogs driver and log group",
  },
  "AH-LOG-02": {
    by: "components/service/container-task.ts",
    test: {
      file: "test/components/service/container-service.test.ts",
      name: "has its size, its disk, its volumes and an encrypted log that is kept",
    },
    supersedes: "CloudWatch, which has no files",
  },
  "AH-MON-01": {
    by: "components/observability/uptime-canary.ts",
    test: {
      file: "test/components/observability/service-observability.test.ts",
      name: "probes every five minutes with a script that lies in the bucket",
    },
  },
  "AH-MON-02": {
    by: "components/observability/uptime-canary.ts",
    test: {
      file: "test/components/observability/service-observability.test.ts",
      name: "probes every five minutes with a script that lies in the bucket",
    },
  },
  "AH-MON-03": {
    by: "components/observability/uptime-canary.ts",
    test: {
      file: "test/components/observability/service-observability.test.ts",
      name: "warns at the third failed probe of a day when 99.9 % are asked for",
    },
  },
  "AH-MON-04": {
    by: "components/observability/log-archive-stream.ts",
    test: {
      file: "test/components/observability/log-archive-stream.test.ts",
      name: "gets everything a log group takes in, in the role that may hand it over and nothing else",
    },
  },
  "AH-MON-05": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/components/observability/service-observability.test.ts",
      name: "takes silence for an outage when no target is healthy",
    },
  },
  "AH-MON-06": {
    by: "components/observability/load-balancer-alarms.ts",
    test: {
      file: "test/components/observability/service-observability.test.ts",
      name: "judges errors as a share of the requests, and only when there are enough of them",
    },
  },
  "AH-MON-07": {
    by: "components/data/postgres.ts",
    test: {
      file: "test/components/data/postgres.test.ts",
      name: "tells one topic about failures, failovers and low storage, and another about what can wait",
    },
  },
  "AH-MON-08": {
    by: "components/observability/redis-alarms.ts",
    test: {
      file: "test/components/observability/data-store-alarms.test.ts",
      name: "watches each node at the thresholds of the checklists",
    },
  },
  "AH-MON-09": {
    by: "components/observability/postgres-alarms.ts",
    test: {
      file: "test/components/observability/data-store-alarms.test.ts",
      name: "watches the database at the thresholds of the checklists",
    },
  },
  "AH-MON-10": {
    by: "components/observability/service-alarms.ts",
    test: {
      file: "test/components/observability/service-alarms.test.ts",
      name: "tells of tasks that use much of their CPU, memory or disk (AH-MON-09 to AH-MON-11)",
    },
  },
  "AH-MON-11": {
    by: "components/observability/service-alarms.ts",
    test: {
      file: "test/components/observability/service-alarms.test.ts",
      name: "tells of tasks that use much of their CPU, memory or disk (AH-MON-09 to AH-MON-11)",
    },
  },
  "AH-BAK-01": {
    by: "components/backup/backup-plan.ts",
    test: {
      file: "test/stacks/ahava-healthcare.test.ts",
      name: "tags what holds patient data, so that a plan backs it up and a restore tests it",
    },
  },
  "AH-BAK-02": {
    by: "components/backup/backup-plan.ts",
    test: {
      file: "test/components/backup/backup-plan.test.ts",
      name: "takes what is tagged %s by %s in the stage's time zone, and keeps it 30 days",
    },
  },
  "AH-BAK-04": {
    by: "components/observability/log-archive-stream.ts",
    test: {
      file: "test/components/observability/log-archive-stream.test.ts",
      name: "gets everything a log group takes in, in the role that may hand it over and nothing else",
    },
  },
  "AH-BAK-05": {
    by: "components/backup/backup-plan.ts",
    test: {
      file: "test/components/backup/backup-plan.test.ts",
      name: "takes what is tagged %s by %s in the stage's time zone, and keeps it 30 days",
    },
  },
  "AH-POST-01": {
    by: "components/edge/load-balancer-records.ts",
    test: {
      file: "test/components/edge/static-site.test.ts",
      name: "are weighted from the first day, for IPv4 and IPv6, and ask nothing about health",
    },
  },
  "AH-POST-04": {
    by: "stacks/ahava-healthcare/ahava-healthcare.ts",
    test: { file: "test/stacks/ahava-healthcare.test.ts", name: "tells where it is, and records what was released" },
  },
  "AH-POST-10": {
    by: "stacks/ahava-healthcare/ahava-healthcare.ts",
    test: { file: "test/stacks/ahava-healthcare.test.ts", name: "tells where it is, and records what was released" },
  },
  "AH-POST-11": {
    by: "stacks/ahava-healthcare/ahava-healthcare.ts",
    test: { file: "test/stacks/ahava-healthcare.test.ts", name: "tells where it is, and records what was released" },
  },
  "AH-MNT-10": {
    by: "components/backup/restore-testing.ts",
    test: {
      file: "test/components/backup/backup-plan.test.ts",
      name: "restores the newest backup of the vault each month",
    },
  },
  "AH-GO-04": {
    by: "stacks/settings/environments.ts",
    test: { file: "test/settings/environment.test.ts", name: "are missed one by one, by name" },
  },
  "AH-GO-09": {
    by: "settings/checks/cross-field-check.ts",
    test: { file: "test/settings/release-record.test.ts", name: "is required in production only" },
  },
  "AH-GO-10": {
    by: "settings/checks/cross-field-check.ts",
    test: { file: "test/settings/release-record.test.ts", name: "says who and when" },
  },
  "AH-GO-11": {
    by: "settings/checks/cross-field-check.ts",
    test: { file: "test/settings/release-record.test.ts", name: "is about the image" },
  },
  "AH-GO-13": {
    by: "settings/sections/release-record.ts",
    test: { file: "test/settings/release-record.test.ts", name: "is not verified before it is deployed (AH-GO-13)" },
  },
};
