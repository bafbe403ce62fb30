import type { z } from "zod";
import { domain, httpsOrigin } from "../../../settings/fields/address";
import { listOf, section, wholeNumber } from "../../../settings/fields/field";
import { frontEnd } from "../../../settings/sections/front-end";
import { image } from "../../../settings/fields/image";
import { logLevel } from "../../../settings/fields/log-level";
import { releaseRecord } from "../../../settings/sections/release-record";
import type { Stage } from "../../../settings/stage/stage";
import { vendorSecrets } from "../../../settings/system/vendor-secrets";
import { distributes, inPlace, movesDomain, newTasks, onChange } from "../../../settings/standing/change-rule";
import { task } from "../../../settings/sections/task";
import { tokens } from "../../../settings/sections/tokens";
import { verification, verifies } from "../../../settings/sections/verification";
import { webFirewall } from "../../../settings/sections/web-firewall";
import { atlas } from "./atlas";
import { thresholdSection } from "../../../settings/thresholds/row";
import { secrets } from "./secrets";
import { doctorSystemThresholds } from "./thresholds";
import { whatsapp } from "./whatsapp";

/** The application's request limit, finer than the firewall's (DS-VAR-18, DS-VAR-19, C-07). */
function rateLimit() {
  return section({
    /** RATE_LIMIT_WINDOW_MS: the milliseconds over which requests are counted. @default 900000, 15 minutes */
    windowMilliseconds: wholeNumber({
      minimum: 1000,
      maximum: 86_400_000,
      unit: "milliseconds",
      because: "DS-VAR-18",
    }).default(900_000),
    /** RATE_LIMIT_MAX: requests of one address within the window. @default 300 */
    maximum: wholeNumber({ minimum: 1, maximum: 1_000_000, unit: "requests", because: "DS-VAR-19" }).default(300),
  }).prefault({});
}

/** The business's recovery objectives: time and data loss (DS-DB-13, C-20). */
function recovery() {
  const minutes = wholeNumber({ minimum: 1, maximum: 10_080, unit: "minutes; at most a week", because: "DS-DB-13" });
  return section({
    /** Minutes until a lost database answers again (RTO). */
    timeMinutes: minutes,
    /** Minutes of writes that may be lost (RPO). */
    pointMinutes: minutes,
  });
}

/** Everything a stage decides about doctor-system. */
export function doctorSystemSection(stage: Stage) {
  return (
    section({
      /** The domain of the hosts api., app. and admin. (C-31). */
      domain: onChange(domain(), movesDomain),
      /** A tag vX.Y.Z in the stage's repository, or a digest sha256:…. */
      image: onChange(image(), newTasks),
      /** The service that answers requests, on port 8080 (DS-VAR-03); two tasks in production, so that one may fail. */
      api: onChange(section(task(stage === "production" ? { tasksMinimum: 2 } : {})), newTasks),
      atlas: atlas(stage),
      whatsapp: onChange(whatsapp(), newTasks),
      /** 200 in ten minutes are as many as 300 in fifteen (DS-VAR-19, C-07). */
      webFirewall: onChange(webFirewall({ requests: 200 }), inPlace),
      rateLimit: onChange(rateLimit(), newTasks),
      tokens: onChange(tokens({ access: "DS-JWT-03", refresh: "DS-JWT-04" }), newTasks),
      /** CORS_ALLOWED_ORIGINS (DS-VAR-17). @default the origins app. and admin. of the domain */
      corsOrigins: onChange(listOf(httpsOrigin(), { of: "origins" }).optional(), newTasks),
      /** LOG_LEVEL (DS-VAR-20). @default "info" */
      logLevel: onChange(logLevel(stage), newTasks),
      /** How the front ends app. and admin. are served. */
      frontEnds: onChange(frontEnd(), distributes),
      /** When alarms fire. */
      thresholds: thresholdSection(doctorSystemThresholds),
      /** Settings of `npm run verify` and its load test. */
      verification: onChange(section(verification({ loadPath: "/health", requests: 100 })).prefault({}), verifies),
      /** Production has always one. */
      recovery: onChange(recovery().optional(), inPlace),
      /** The record of the release; production has always one. */
      release: onChange(
        section({
          ...releaseRecord(),
          /** The image that staging ran before, the same as production's (DS-REL-03). */
          promotedFromStaging: image().optional(),
        }).optional(),
        inPlace,
      ),
    })
      // Not a key of the mapping in the file, hence not among those it is told to have.
      .extend({ vendorSecrets: onChange(vendorSecrets(secrets, stage), newTasks) })
      .transform((system) => ({ ...system, corsOrigins: system.corsOrigins ?? frontEndOrigins(system.domain) }))
  );
}

/** The section of doctor-system in a stage's settings. */
export type DoctorSystemSettings = z.infer<ReturnType<typeof doctorSystemSection>>;

/** The origins of the two front ends (DS-VAR-17). */
export function frontEndOrigins(domain: string): string[] {
  return [`https://app.${domain}`, `https://admin.${domain}`];
}
