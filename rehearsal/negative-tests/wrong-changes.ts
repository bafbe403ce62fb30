import { type System } from "../../stacks/settings/systems";
import type { Stage } from "../../settings/stage/stage";

/** A wrong change of one line. */
export interface WrongChange {
  /** A short description of the change. */
  readonly title: string;
  readonly stage: Stage;
  /** The system in which it shows. */
  readonly system: System;
  readonly file: string;
  /** The text that stands once in the file, or the keys of a setting of the stage in it, from `care-platform:` down. */
  readonly from: string | readonly string[];
  /** What it becomes. */
  readonly to: string;
  /** The rule that must stop it, or "settings" when the settings are refused. */
  readonly stoppedBy: string;
  /** How far the rehearsal must go: most rules decide in the preview, some need what only a deployment knows. @default "preview" */
  readonly until?: "up";
}

/** Ten changes, each of which must be stopped. */
export const wrongChanges: readonly WrongChange[] = [
  {
    title: "give the database a public address",
    stage: "production",
    system: "ahava-healthcare",
    file: "components/data/postgres.ts",
    from: "publiclyAccessible: false",
    to: "publiclyAccessible: true",
    stoppedBy: "rds-private",
  },
  {
    title: "open Redis and Postgres to the internet",
    stage: "production",
    system: "ahava-healthcare",
    file: "components/service/task-security-group.ts",
    from: "description: `Connections from ${name}`,\n      referencedSecurityGroupId: group.id,",
    to: 'description: `Connections from ${name}`,\n      cidrIpv4: "0.0.0.0/0",',
    stoppedBy: "sg-no-public-internal-ports",
  },
  {
    title: "answer over plain HTTP instead of redirecting",
    stage: "production",
    system: "ahava-healthcare",
    file: "components/edge/load-balancer-listeners.ts",
    from: 'type: "redirect",\n          redirect: {\n            protocol: "HTTPS",\n            port: "443",\n            host: "#{host}",\n            path: "/#{path}",\n            query: "#{query}",\n            statusCode: "HTTP_301",\n          },',
    to: 'type: "fixed-response",\n          fixedResponse: { contentType: "text/plain", statusCode: "200" },',
    stoppedBy: "alb-https-only",
  },
  {
    title: "put a secret into the plain environment",
    stage: "production",
    system: "ahava-healthcare",
    file: "stacks/ahava-healthcare/environment.ts",
    from: 'return plainEnvironment("ahava-healthcare", settings);',
    to: 'return { ...plainEnvironment("ahava-healthcare", settings), JWT_SECRET: "to-be-replaced-later" };',
    stoppedBy: "no-plaintext-secrets-in-env",
    until: "up",
  },
  {
    title: "let Redis evict jobs",
    stage: "production",
    system: "ahava-healthcare",
    file: "components/data/redis.ts",
    from: 'value: "noeviction"',
    to: 'value: "allkeys-lru"',
    stoppedBy: "redis-bullmq-safe",
  },
  {
    title: "disable production's data protection",
    stage: "production",
    system: "ahava-healthcare",
    file: "Pulumi.production.yaml",
    from: ["dataProtection"],
    to: "off",
    stoppedBy: "rds-deletion-protection",
  },
  {
    title: "open MongoDB Atlas to the internet",
    stage: "production",
    system: "doctor-system",
    file: "components/network/atlas-access-list.ts",
    from: "{ projectId, cidrBlock, comment:",
    to: '{ projectId, cidrBlock: "0.0.0.0/0", comment:',
    stoppedBy: "atlas-no-open-access-list",
  },
  {
    title: "use the image tag latest",
    stage: "production",
    system: "ahava-healthcare",
    file: "Pulumi.production.yaml",
    from: ["ahava-healthcare", "image"],
    to: "latest",
    stoppedBy: "settings",
  },
  {
    title: "keep application logs for only a week",
    stage: "production",
    system: "doctor-system",
    file: "components/service/container-task.ts",
    from: "retentionInDays: args.logRetentionDays,",
    to: "retentionInDays: 7,",
    stoppedBy: "log-retention",
  },
  {
    title: "remove the alarm actions",
    stage: "production",
    system: "ahava-healthcare",
    file: "components/observability/metric-alarm.ts",
    from: "alarmActions: [topicArn],",
    to: "alarmActions: [],",
    stoppedBy: "alarm-actions-required",
  },
];
