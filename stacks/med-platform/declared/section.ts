import { z } from "zod";
import { domain, emailAddress, httpsOrigin } from "../../../settings/fields/address";
import { asTelephone, rewritten } from "../../../settings/fields/corrected";
import { listOf, section, text, wholeNumber, yesOrNo } from "../../../settings/fields/field";
import { frontEnd } from "../../../settings/sections/front-end";
import { image } from "../../../settings/fields/image";
import { logLevel } from "../../../settings/fields/log-level";
import { postgres } from "../../../settings/sections/postgres";
import { releaseRecord } from "../../../settings/sections/release-record";
import type { Stage } from "../../../settings/stage/stage";
import { vendorSecrets } from "../../../settings/system/vendor-secrets";
import { stageDefaults } from "../../../settings/sections/stage-defaults";
import {
  deletesProtected,
  distributes,
  inPlace,
  movesDomain,
  newTasks,
  onChange,
} from "../../../settings/standing/change-rule";
import { task } from "../../../settings/sections/task";
import { duration } from "../../../settings/fields/time";
import { tokens } from "../../../settings/sections/tokens";
import { verification, verifies } from "../../../settings/sections/verification";
import { webFirewall } from "../../../settings/sections/web-firewall";
import { collector } from "./collector";
import { rollback, signInLimit } from "./rollback";
import { signingKeys } from "./signing-keys";
import { thresholdSection } from "../../../settings/thresholds/row";
import { secrets } from "./secrets";
import { medPlatformThresholds } from "./thresholds";

/** The Postgres database, and how Go's database/sql keeps its connections (MP-DB-04..08). */
function database(stage: Stage) {
  const perTask = { unit: "connections per task", because: "MP-DB-05" };
  return section({
    ...postgres(stage, { multiAz: "MP-DB-04", backups: "MP-DB-04, C-30" }),
    /** Connections one task opens at most. */
    maxOpenConnections: onChange(wholeNumber({ ...perTask, minimum: 1 }), newTasks),
    /** Idle connections that one task keeps open. @default 5 */
    maxIdleConnections: onChange(wholeNumber({ ...perTask, minimum: 0 }).default(5), newTasks),
    /** Maximum lifetime of a connection, so that a failover is noticed. @default "30m" */
    connectionLifetime: onChange(duration({ from: "1m", to: "24h", because: "MP-DB-05" }).default("30m"), newTasks),
    /** Copies to read from. RDS has 15 at most (CreateDBInstanceReadReplica). @default 0 */
    readReplicas: onChange(
      wholeNumber({ minimum: 0, maximum: 15, unit: "replicas", because: "MP-DB-07; RDS" }).default(0),
      {
        effect: "Creates or deletes read replicas; readers of a deleted one lose their connection.",
        refuses: (change) =>
          Number(change.after) < Number(change.before) ? deletesProtected(change, "the replicas") : undefined,
      },
    ),
  });
}

/** Blue-green deployment: both versions run, and an alarm rolls back to the old one. */
function blueGreen(stage: Stage) {
  return section({
    /**
     * Minutes the old version stays after the new one has all requests; ECS has 0 to 1440 (bakeTimeInMinutes). The rollback
     * alarms fire after five bad minutes and the metric delay: ten are enough.
     */
    bakeMinutes: wholeNumber({
      minimum: stage === "development" ? 0 : 10,
      maximum: 1440,
      unit: "minutes",
      because: "ECS, bakeTimeInMinutes",
    }).default(stageDefaults[stage].blueGreen.bakeMinutes),
  }).prefault({});
}

/** A telephone number in E.164, other than the checklist's sample. */
function phoneNumber(prefix: "" | "whatsapp:", row: string) {
  const shape = prefix === "" ? /^\+[1-9]\d{6,14}$/ : /^whatsapp:\+[1-9]\d{6,14}$/;
  const isNumber = (value: string) => shape.test(value) && !value.endsWith("+1234567890");
  return text(
    `${prefix}+ and 7 to 15 digits, in E.164 format, in quotes; not +1234567890 (${row})`,
    isNumber,
    rewritten(isNumber, (value) => `${prefix}${asTelephone(value) ?? ""}`),
  );
}

/** Non-secret settings of Twilio (MP-VAR-03, MP-VAR-04). */
function twilio() {
  return section({
    /** TWILIO_PHONE_NUMBER: text messages come from it. */
    phoneNumber: phoneNumber("", "MP-VAR-03"),
    /** TWILIO_WHATSAPP_NUMBER: WhatsApp messages come from it. */
    whatsappNumber: phoneNumber("whatsapp:", "MP-VAR-04"),
  });
}

/** Non-secret settings of SendGrid (MP-VAR-06, MP-VAR-07). */
function sendgrid() {
  return section({
    /** SENDGRID_FROM_EMAIL: a sender SendGrid has verified. */
    fromEmail: emailAddress(),
    /** SENDGRID_FROM_NAME: how the company calls itself. Quotes and line ends would break the header. */
    fromName: text(
      'the name of the company: up to 70 characters without quotes, not "Your Company Name" (MP-VAR-07)',
      (value) => /^[^"'\\<>\p{Cc}]{1,70}$/u.test(value) && value.trim() !== "" && !/your company/i.test(value),
    ),
  });
}

/** Feature flags by name (MP-ENV-08). The application's team defines the names; each is true or false. */
function featureFlags() {
  const allowed = "a mapping of names to true or false, names in camel case (MP-ENV-08)";
  return z
    .record(
      z.string().refine((name) => /^[a-z][A-Za-z0-9]{0,63}$/.test(name), { error: allowed }),
      yesOrNo(undefined, "MP-ENV-08"),
      { error: allowed },
    )
    .default({});
}

/** Everything a stage decides about med-platform. */
export function medPlatformSection(stage: Stage) {
  return (
    section({
      /** The one domain: the admin site at /, the API below /api (C-31). */
      domain: onChange(domain(), movesDomain),
      /** A tag vX.Y.Z in the stage's repository, or a digest sha256:…. */
      image: onChange(image(), newTasks),
      /** The service that answers requests, on port 8081 (MP-NGX-14); two tasks in production (MP-SVC-07). */
      api: onChange(section(task(stage === "production" ? { tasksMinimum: 2 } : {})), newTasks),
      blueGreen: onChange(blueGreen(stage), inPlace),
      /** The arguments of the migration task (MP-P1-02). @default migrate up */
      migrationCommand: onChange(
        z
          .array(
            text("an argument without line breaks", (value) => /^[^\p{Cc}]{1,200}$/u.test(value)),
            { error: "a list of the arguments (MP-P1-02)" },
          )
          .min(1, { error: "a list of one or more arguments (MP-P1-02)" })
          .default(["migrate", "up"]),
        inPlace,
      ),
      collector: onChange(collector(), newTasks),
      postgres: database(stage),
      signingKeys: signingKeys(),
      webFirewall: onChange(
        webFirewall({ requests: 2000, webhooks: ["/api/v1/webhooks/twilio", "/api/v1/webhooks/sendgrid"] }),
        inPlace,
      ),
      signInLimit: onChange(signInLimit(), inPlace),
      tokens: onChange(tokens({ access: "MP-AUTH-03, C-03", refresh: "MP-AUTH-03, C-03" }), newTasks),
      /** The work of hashing a password; each step doubles it. 15 takes seconds on a Fargate task. @default 12 */
      bcryptCost: onChange(
        wholeNumber({ minimum: 12, maximum: 15, unit: "bcrypt cost", because: "MP-AUTH-10" }).default(12),
        newTasks,
      ),
      /** The origins that may call the API (MP-AUTH-06). @default the domain's own */
      corsOrigins: onChange(listOf(httpsOrigin(), { of: "origins" }).optional(), newTasks),
      logLevel: onChange(logLevel(stage), newTasks),
      /** How the admin site is served (MP-PERF-05, MP-NGX-11..13). */
      adminSite: onChange(frontEnd(), distributes),
      rollback: onChange(rollback(), { effect: "Moves visitors within a minute, the TTL of the records." }),
      twilio: onChange(twilio(), newTasks),
      sendgrid: onChange(sendgrid(), newTasks),
      /** When alarms fire. */
      thresholds: thresholdSection(medPlatformThresholds),
      featureFlags: onChange(featureFlags(), newTasks),
      /** Settings of `npm run verify` and its load test. */
      verification: onChange(
        section(verification({ loadPath: "/api/v1/equipment", requests: 1000 })).prefault({}),
        verifies,
      ),
      /** The record of the release; production has always one. */
      release: onChange(section(releaseRecord()).optional(), inPlace),
    })
      // Not a key of the mapping in the file, hence not among those it is told to have.
      .extend({ vendorSecrets: onChange(vendorSecrets(secrets, stage), newTasks) })
      .transform((system) => ({
        ...system,
        corsOrigins: system.corsOrigins ?? siteOrigins(system.domain),
        signingKeys: {
          bits: system.signingKeys.bits,
          names: {
            privateKey: system.signingKeys.names.privateKey ?? `${stage}/med-platform/jwt/private-key`,
            publicKey: system.signingKeys.names.publicKey ?? `${stage}/med-platform/jwt/public-key`,
          },
        },
      }))
  );
}

/** The section of med-platform in a stage's settings. */
export type MedPlatformSettings = z.infer<ReturnType<typeof medPlatformSection>>;

/** The origin of the admin site (MP-AUTH-06). */
export function siteOrigins(domain: string): string[] {
  return [`https://${domain}`];
}
