import { z } from "zod";
import { domain, emailAddress, host, httpsOrigin } from "./address";
import { cpuSizes } from "./fargate";
import { listOf, oneOf, refusal, section, text, wholeNumber } from "./field";
import { image, release } from "./image";
import { postgres } from "./postgres";
import { redis } from "./redis";
import type { Stage } from "./stage";
import { stageDefaults } from "./stage-defaults";
import { duration, pointInTime } from "./time";
import { vendorSecrets } from "./vendor-secrets";

/** What tasks of a service have, and how many of them there are. */
function service({ cpuMinimum = 256, memoryMinimum = 512, tasksMinimum = 1, rows = "" } = {}) {
  const sizes = cpuSizes.filter((size) => size >= cpuMinimum);
  const allowed = `CPU units Fargate has: ${sizes.join(", ")}${rows === "" ? "" : ` (${rows})`}`;
  return {
    /** CPU units of a task, 1024 to a vCPU. */
    cpu: z.number({ error: allowed }).refine((value) => sizes.includes(value), { error: allowed }),
    /** MiB of a task; Fargate has certain amounts for each number of CPU units. */
    memory: wholeNumber({ minimum: memoryMinimum, maximum: 122_880, unit: "MiB", because: rows || "Fargate" }),
    /** Tasks that always run. A service has 5,000 at most (ECS service quotas). */
    minimumTasks: wholeNumber({ minimum: tasksMinimum, maximum: 5000, unit: "tasks" }),
    /** Tasks that autoscaling may start. */
    maximumTasks: wholeNumber({ minimum: tasksMinimum, maximum: 5000, unit: "tasks" }),
  };
}

/** The API service: 2 vCPU, 4 GB and 50 GB of disk at least in production (AH-INF-01..03), two tasks (AH-PRC-01). */
function api(stage: Stage) {
  const isProduction = stage === "production";
  const bounds = { cpuMinimum: 2048, memoryMinimum: 4096, tasksMinimum: 2, rows: "AH-INF-01, AH-INF-02" };
  return section({
    ...service(isProduction ? bounds : {}),
    /** GiB of the task's own disk, gone with the task; Fargate has 21 to 200 to choose from (ECS, EphemeralStorage). */
    ephemeralStorage: wholeNumber({
      minimum: isProduction ? 50 : 21,
      maximum: 200,
      unit: "GiB",
      because: isProduction ? "AH-INF-03" : "ECS, EphemeralStorage",
    }).default(stageDefaults[stage].ephemeralStorage),
  });
}

/** How many requests one address may make, and what happens to the others (AH-PRE-05, C-07). */
function webFirewall() {
  return section({
    /** Requests of one address in ten minutes; AWS WAF counts from 10 to 2,000,000,000 (RateBasedStatement). @default 2000 */
    requestsPerTenMinutes: wholeNumber({
      minimum: 10,
      maximum: 2_000_000_000,
      unit: "requests",
      because: "AWS WAF, RateBasedStatement",
    }).default(2000),
    /** Whether requests that match a rule are refused or only counted. @default "block" */
    mode: oneOf(["block", "count"]).default("block"),
    /**
     * Beginnings of paths that may carry more than the 8 KiB of a body AWS WAF looks at, such as uploads through the API;
     * anywhere else a larger body is refused (AWSManagedRulesCommonRuleSet, SizeRestrictions_BODY). @default none
     */
    largeBodyPaths: listOf(
      text("the beginning of a path: / and up to 199 letters, digits and - _ . / ~", (path) =>
        /^\/[A-Za-z0-9\-_./~]{1,199}$/.test(path),
      ),
      { of: "paths" },
    ).optional(),
  }).prefault({});
}

/** How long a login lasts. The access token follows the bounds of DS-JWT-03, for AH states none (C-03). */
function tokens() {
  return section({
    /** How long an access token is good. @default "15m" */
    accessLifetime: duration({ from: "10m", to: "20m", because: "C-03, DS-JWT-03" }).default("15m"),
    /** REFRESH_TOKEN_EXPIRES_IN (AH-VAR-04). @default "7d" */
    refreshLifetime: duration({ from: "1h", to: "7d", because: "AH-VAR-04" }).default("7d"),
  }).prefault({});
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

/** What is being released, by whom and when (AH-GO-09..11). */
function releaseRecord() {
  return section({
    /** The version that is deployed (AH-GO-11); the image's tag, where the image is named by one. */
    version: release(),
    /** Who deploys: a person, or the pipeline run a person started (AH-GO-09). */
    deployedBy: text("who deploys, in words"),
    /** When (AH-GO-10). */
    deployedAt: pointInTime(),
  });
}

/** Everything a stage decides about ahava-healthcare. */
export function ahavaHealthcare(stage: Stage) {
  return (
    section({
      /** The domain under which api., admin. and doctor. stand (C-31). */
      domain: domain(),
      /** A tag vX.Y.Z in the stage's repository, or a digest sha256:…. */
      image: image(),
      /** The service that answers requests, on port 4000 (AH-VAR-11). */
      api: api(stage),
      /** The service that works off the queues. */
      worker: section(service()),
      /** The names the application gives its BullMQ queues; each gets its row on the dashboard. BullMQ forbids the colon. */
      queues: listOf(
        text("the name of a queue: letters, digits, - and _", (name) => /^[A-Za-z0-9_-]{1,128}$/.test(name)),
        {
          of: "queues",
        },
      ),
      postgres: postgres(stage),
      redis: redis(stage),
      webFirewall: webFirewall(),
      tokens: tokens(),
      /** CORS_ORIGIN (AH-VAR-15). @default the origins admin. and doctor. of the domain */
      corsOrigins: listOf(httpsOrigin(), { of: "origins" }).optional(),
      smtp: smtp(),
      /** The record of the release; production has always one. */
      release: releaseRecord().optional(),
    })
      // Not a key of the mapping in the file, hence not among those it is told to have.
      .extend({ vendorSecrets: vendorSecrets(stage) })
      .transform((system) => ({ ...system, corsOrigins: system.corsOrigins ?? portalOrigins(system.domain) }))
  );
}

/** The origins of the two portals (AH-VAR-15). */
export function portalOrigins(domain: string): string[] {
  return [`https://admin.${domain}`, `https://doctor.${domain}`];
}
