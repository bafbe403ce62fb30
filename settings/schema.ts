import { z } from "zod";
import { Secret } from "./secret";

// A first sketch of the schema: the shape is agreed, ranges and messages are to be completed.

export const stages = ["development", "staging", "production"] as const;
export const systems = ["ahava-healthcare"] as const;

const route = z.strictObject({ email: z.string().optional(), https: z.string().optional() });
const service = z.strictObject({
  /** CPU units, 1024 to a vCPU. */
  cpu: z.number(),
  /** MiB. */
  memory: z.number(),
  minimumTasks: z.number(),
  maximumTasks: z.number(),
});

const ahavaHealthcare = z.strictObject({
  /** The domain under which api., admin. and doctor. stand. */
  domain: z.string(),
  /** A tag vX.Y.Z in the stage's repository, or a digest sha256:…. */
  image: z.string(),
  api: service.extend({ ephemeralStorage: z.number() }),
  worker: service,
  queues: z.array(z.string()),
  postgres: z.strictObject({
    engineVersion: z.string(),
    instanceClass: z.string(),
    allocatedStorage: z.number(),
    maxAllocatedStorage: z.number(),
    multiAz: z.boolean(),
    deletionProtection: z.boolean(),
    backupRetentionDays: z.number(),
    /** Connections the instance class allows; the alarm fires at 80 % of it. */
    maxConnections: z.number(),
    /** connection_limit and pool_timeout (seconds) of DATABASE_URL (AH-DB-05). */
    connectionLimit: z.number(),
    poolTimeout: z.number(),
  }),
  redis: z.strictObject({
    engineVersion: z.string(),
    nodeType: z.string(),
    nodes: z.number(),
    snapshotRetentionDays: z.number(),
  }),
  webFirewall: z.strictObject({ requestsPerTenMinutes: z.number(), mode: z.enum(["block", "count"]) }),
  tokens: z.strictObject({ accessLifetime: z.string(), refreshLifetime: z.string() }),
  corsOrigins: z.array(z.string()),
  smtp: z.strictObject({ host: z.string(), port: z.literal(587), from: z.string() }),
  /** The vendor secrets: set with `pulumi config set --secret ahava-healthcare.<NAME>`, never in the file. */
  vendorSecrets: z.strictObject({
    PAYSTACK_SECRET_KEY: z.instanceof(Secret),
    PAYSTACK_PUBLIC_KEY: z.instanceof(Secret),
    PAYSTACK_WEBHOOK_SECRET: z.instanceof(Secret),
    SMTP_USER: z.instanceof(Secret),
    SMTP_PASS: z.instanceof(Secret),
  }),
  release: z.strictObject({ version: z.string(), deployedBy: z.string(), deployedAt: z.string() }).optional(),
});

export const settingsSchema = z.strictObject({
  stage: z.enum(stages),
  owner: z.string(),
  aws: z.strictObject({ accountId: z.string(), region: z.string() }),
  atlas: z.strictObject({ organizationId: z.string() }),
  timeZone: z.string(),
  network: z.strictObject({
    cidr: z.string(),
    availabilityZones: z.array(z.string()),
    natGateways: z.enum(["single", "per-zone"]),
    interfaceEndpoints: z.boolean(),
  }),
  alerts: z.strictObject({ critical: route, warning: route, info: route }),
  runbookUrl: z.string(),
  logs: z.strictObject({ retentionDays: z.number(), archiveDays: z.number() }),
  backup: z.strictObject({ retentionDays: z.number() }),
  secrets: z.strictObject({ recoveryWindowDays: z.number() }),
  systems: z.array(z.enum(systems)),
  ahavaHealthcare: ahavaHealthcare,
});

/** A stage's configuration, parsed and frozen. */
export type Settings = Readonly<z.infer<typeof settingsSchema>>;
