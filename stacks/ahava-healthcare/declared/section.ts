import { z } from "zod";
import { domain, emailAddress, host, httpsOrigin } from "../../../settings/fields/address";
import { listOf, refusal, section, text, wholeNumber } from "../../../settings/fields/field";
import { frontEnd } from "../../../settings/sections/front-end";
import { image } from "../../../settings/fields/image";
import { postgres } from "../../../settings/sections/postgres";
import { redis } from "../../../settings/sections/redis";
import { releaseRecord } from "../../../settings/sections/release-record";
import type { Stage } from "../../../settings/stage/stage";
import { vendorSecrets } from "../../../settings/system/vendor-secrets";
import { stageDefaults } from "../../../settings/sections/stage-defaults";
import { distributes, inPlace, movesDomain, newTasks, onChange } from "../../../settings/standing/change-rule";
import { task } from "../../../settings/sections/task";
import { tokens } from "../../../settings/sections/tokens";
import { urlPath } from "../../../settings/fields/path";
import { verification, verifies } from "../../../settings/sections/verification";
import { webFirewall } from "../../../settings/sections/web-firewall";
import { thresholdSection } from "../../../settings/thresholds/row";
import { secrets } from "./secrets";
import { ahavaHealthcareThresholds } from "./thresholds";

/** The least one task of the API has in production: CPU units, MiB, and GiB of disk (AH-INF-01..03). */
export const leastProductionTask = { cpu: 2048, memory: 4096, ephemeralStorage: 50 };

/** The API service: the least task in production, and two of them (AH-PRC-01). */
function api(stage: Stage) {
  const isProduction = stage === "production";
  const { cpu, memory, ephemeralStorage } = leastProductionTask;
  const bounds = { cpuMinimum: cpu, memoryMinimum: memory, tasksMinimum: 2, rows: "AH-INF-01, AH-INF-02" };
  return section({
    ...task(isProduction ? bounds : {}),
    /** GiB of the task's disk, deleted with the task; Fargate allows 21 to 200 (ECS, EphemeralStorage). */
    ephemeralStorage: wholeNumber({
      minimum: isProduction ? ephemeralStorage : 21,
      maximum: 200,
      unit: "GiB",
      because: isProduction ? "AH-INF-03" : "ECS, EphemeralStorage",
    }).default(stageDefaults[stage].ephemeralStorage),
  });
}

/** The Postgres database, and how Prisma keeps its connections (AH-DB-01..06). */
function database(stage: Stage) {
  const rows = { multiAz: "AH-DB-01", backups: "AH-DB-04", storage: { minimum: 50, because: "AH-INF-03" } };
  return section({
    ...postgres(stage, rows),
    /** connection_limit of DATABASE_URL: how many connections one task opens (AH-DB-05). */
    connectionLimit: onChange(wholeNumber({ minimum: 1, unit: "connections per task", because: "AH-DB-05" }), newTasks),
    /**
     * pool_timeout of DATABASE_URL: seconds a query waits for a free connection (AH-DB-05). 60 is where the load
     * balancer's caller has given up long ago.
     * @default 10
     */
    poolTimeout: onChange(
      wholeNumber({ minimum: 1, maximum: 60, unit: "seconds", because: "AH-DB-05" }).default(10),
      newTasks,
    ),
  });
}

/** The mail server the application sends through (AH-VAR-16..20). */
function smtp() {
  const port = refusal("587 (STARTTLS; AH-VAR-17)", "set it to 587 or leave it out");
  return section({
    /** SMTP_HOST (AH-VAR-16). */
    host: host(),
    /** SMTP_PORT (AH-VAR-17). @default 587 */
    port: z.literal(587, { error: port }).default(587),
    /** SMTP_FROM (AH-VAR-20). */
    from: emailAddress(),
  });
}

/** Everything a stage decides about ahava-healthcare. */
export function ahavaHealthcareSection(stage: Stage) {
  return (
    section({
      /** The domain of the hosts api., admin. and doctor. (C-31). */
      domain: onChange(domain(), movesDomain),
      /** A tag vX.Y.Z in the stage's repository, or a digest sha256:…. */
      image: onChange(image(), newTasks),
      /** The service that answers requests, on port 4000 (AH-VAR-11). */
      api: onChange(api(stage), newTasks),
      /** The service that works off the queues. */
      worker: onChange(section(task()), newTasks),
      /** The names of the application's BullMQ queues; each has a row on the dashboard. BullMQ does not allow a colon. */
      queues: onChange(
        listOf(
          text("the name of a queue: letters, digits, - and _", (name) => /^[A-Za-z0-9_-]{1,128}$/.test(name)),
          { of: "queues" },
        ),
        inPlace,
      ),
      postgres: database(stage),
      redis: redis(stage),
      webFirewall: onChange(webFirewall({ requests: 2000, webhooks: ["/api/webhooks/paystack"] }), inPlace),
      tokens: onChange(tokens({ access: "C-03, DS-JWT-03", refresh: "AH-VAR-04" }), newTasks),
      /** CORS_ORIGIN (AH-VAR-15). @default the origins admin. and doctor. of the domain */
      corsOrigins: onChange(listOf(httpsOrigin(), { of: "origins" }).optional(), newTasks),
      /** How the front ends admin. and doctor. are served. */
      portals: onChange(frontEnd(), distributes),
      smtp: onChange(smtp(), newTasks),
      /** When alarms fire. */
      thresholds: thresholdSection(ahavaHealthcareThresholds),
      /** Settings of `npm run verify` and its load test. */
      verification: onChange(
        section({
          ...verification({ loadPath: "/health", requests: 1000 }),
          /** The path for DELETE of the user who owns the token, for the test of the registration limit (AH-VER-03). */
          removalPath: urlPath("the path that removes the user who owns the token").optional(),
        }).prefault({}),
        verifies,
      ),
      /** The record of the release; production has always one. */
      release: onChange(section(releaseRecord()).optional(), inPlace),
    })
      // Not a key of the mapping in the file, hence not among those it is told to have.
      .extend({ vendorSecrets: onChange(vendorSecrets(secrets, stage), newTasks) })
      .transform((system) => ({ ...system, corsOrigins: system.corsOrigins ?? portalOrigins(system.domain) }))
  );
}

/** The section of ahava-healthcare in a stage's settings. */
export type AhavaHealthcareSettings = z.infer<ReturnType<typeof ahavaHealthcareSection>>;

/** The origins of the two portals (AH-VAR-15). */
export function portalOrigins(domain: string): string[] {
  return [`https://admin.${domain}`, `https://doctor.${domain}`];
}
