import { rehearsalKey } from "../../../settings/release/keys";
import { releaseRoles } from "../../../settings/release/statement";
import { fileKeys } from "../../../stacks/settings/systems";
import type { z } from "zod";
import { type Path, valueAt } from "../../../settings/fields/field";
import { leavesOf } from "../../../settings/standing/leaves";
import { keyOf } from "../../../stacks/settings/standing/record";
import { stageSchema } from "../../../stacks/settings/schema";
import { settingsOfThree } from "../three-systems";

/** A setting of staging with another value that its schema allows. */
export interface OtherValue {
  readonly key: string;
  /** Its keys in the stage file. */
  readonly keys: Path;
  readonly before: unknown;
  readonly after: unknown;
}

/** Settings that no other value makes sense of here, and why. */
const leftOut: readonly RegExp[] = [
  // The name of the stack and of its stage are not settings of the file.
  /^(stack|stage)$/,
  // Written by `npm run rotate`, whose steps have tests of their own.
  /^rotation\.(since|(doctor-system|ahava-healthcare|med-platform)\..*)$/,
  // Permits, and changes nothing.
  /^acceptDataLoss$/,
  // A route is an email or an endpoint, and the stand-ins have an email.
  /^alerts\.\w+\.https$/,
  // Has one value only.
  /^ahava-healthcare\.smtp\.port$/,
];

/** Other values where the schema alone does not suggest one, by key; those that end in a star hold for each system. */
const chosen: Readonly<Record<string, unknown>> = {
  owner: "another team",
  "aws.accountId": "111111111111",
  "aws.region": "eu-west-1",
  "atlas.organizationId": "111111111111111111111111",
  timeZone: "Africa/Nairobi",
  "network.cidr": "10.70.0.0/16",
  "network.availabilityZones": ["af-south-1b", "af-south-1a", "af-south-1c"],
  "alerts.critical.email": "someone-else@rehearsal.test",
  "alerts.warning.email": "another-team@rehearsal.test",
  "alerts.info.email": "another-team@rehearsal.test",
  runbookUrl: "https://handbook.rehearsal.test",
  "logs.retentionDays": 60,
  "logs.archiveDays": 400,
  "backup.databasesAt": "01:00",
  "backup.archiveAt": "01:30",
  "budget.anomalyMonitorArn": "arn:aws:ce::000000000000:anomalymonitor/00000000-0000-0000-0000-000000000000",
  "secrets.recoveryWindowDays": 7,
  systems: ["ahava-healthcare", "med-platform"],
  "*.image": "v1.0.1",
  "*.domain": "staging.renamed-*.rehearsal.test",
  "doctor-system.corsOrigins": [
    "https://app.staging.doctor.rehearsal.test",
    "https://admin.staging.doctor.rehearsal.test",
    "https://partner.rehearsal.test",
  ],
  "ahava-healthcare.corsOrigins": [
    "https://admin.staging.ahava.rehearsal.test",
    "https://doctor.staging.ahava.rehearsal.test",
    "https://partner.rehearsal.test",
  ],
  "med-platform.corsOrigins": ["https://staging.med.rehearsal.test", "https://partner.rehearsal.test"],
  "*.tokens.accessLifetime": "12m",
  "*.tokens.refreshLifetime": "6d",
  "*.webFirewall.largeBodyPaths": ["/api/v1/files"],
  "*.webFirewall.webhooks": ["/api/v1/payments"],
  "*.verification.load.path": "/api/health",
  "ahava-healthcare.verification.removalPath": "/api/users/me",
  "*.release.version": "v1.0.1",
  "*.release.deployedBy": "release pipeline",
  "*.release.deployedAt": "2026-11-22T14:30:00+02:00",
  "*.release.status": "deployed",
  "*.api.cpu": 2048,
  "*.api.memory": 5120,
  "ahava-healthcare.api.cpu": 4096,
  "ahava-healthcare.api.memory": 8192,
  "*.worker.cpu": 512,
  "*.worker.memory": 1024,
  "doctor-system.release.promotedFromStaging": "v1.0.1",
  "doctor-system.atlas.instanceSize": "M20",
  "doctor-system.atlas.maximumInstanceSize": "M40",
  "doctor-system.atlas.version": "7.0",
  "doctor-system.atlas.backupRepresentative.email": "someone@rehearsal.test",
  "doctor-system.atlas.backupRepresentative.firstName": "Some",
  "doctor-system.atlas.backupRepresentative.lastName": "One",
  "doctor-system.recovery.timeMinutes": 60,
  "doctor-system.recovery.pointMinutes": 15,
  "doctor-system.whatsapp.graphApiVersion": "v22.0",
  "doctor-system.whatsapp.graphApiSupportedUntil": "2101-01-01",
  "doctor-system.whatsapp.accessTokenExpires": "2101-01-01",
  "doctor-system.whatsapp.phoneNumbers": [{ id: "5550000000003", clinic: "rehearsal-east" }],
  "ahava-healthcare.queues": ["rehearsal-notifications", "rehearsal-reminders"],
  "ahava-healthcare.smtp.host": "mail.rehearsal.test",
  "ahava-healthcare.smtp.from": "sender@staging.ahava.rehearsal.test",
  "*.postgres.engineVersion": "17",
  "*.postgres.instanceClass": "db.t4g.large",
  "*.postgres.allocatedStorage": 60,
  "*.postgres.maxAllocatedStorage": 200,
  "*.postgres.extensions": ["citext"],
  "*.postgres.schemas": ["records"],
  "*.postgres.sqlImage": `sha256:${"0".repeat(64)}`,
  "ahava-healthcare.redis.engineVersion": "6.2",
  "ahava-healthcare.redis.nodeType": "cache.t4g.medium",
  "med-platform.migrationCommand": ["migrate", "up", "--all"],
  "med-platform.collector.image": "public.ecr.aws/aws-observability/aws-otel-collector:v0.44.0",
  "med-platform.postgres.connectionLifetime": "20m",
  "med-platform.signingKeys.bits": 4096,
  "med-platform.signingKeys.names.privateKey": "staging/med-platform/keys/private",
  "med-platform.signingKeys.names.publicKey": "staging/med-platform/keys/public",
  "med-platform.signInLimit.paths": ["/api/auth/"],
  "med-platform.rollback.standby.dnsName": "old.eu-west-1.elb.amazonaws.com",
  "med-platform.rollback.standby.dnsZoneId": "Z32O12XQLNTSW2",
  "med-platform.rollback.standby.share": 10,
  "med-platform.twilio.phoneNumber": "+27210000001",
  "med-platform.twilio.whatsappNumber": "whatsapp:+27210000001",
  "med-platform.sendgrid.fromEmail": "sender@rehearsal.test",
  "med-platform.sendgrid.fromName": "Another rehearsal",
  "med-platform.featureFlags": { newIntake: true },
  "*.release.digest": `sha256:${"1".repeat(64)}`,
  ...Object.fromEntries(
    [...releaseRoles, "staging"].map((role) => [`release.keys.${role}`, [rehearsalKey("support").publicKey]]),
  ),
  "release.exceptions": [
    {
      system: "med-platform",
      version: "v1.4.3",
      reason: "logins fail everywhere",
      owner: "rehearsal",
      lastDay: "2100-01-01",
    },
  ],
  ...Object.fromEntries(
    ["frontEnds", "portals", "adminSite"].flatMap((site) =>
      ["scripts", "connections", "frames", "images"].map((use) => [
        `*.${site}.pageOrigins.${use}`,
        ["https://partner.rehearsal.test"],
      ]),
    ),
  ),
};

/** For each setting of staging another value. */
export function otherValues(): OtherValue[] {
  const settings = settingsOfThree("staging");
  return leavesOf(stageSchema("staging")).flatMap(({ path, schema }): OtherValue[] => {
    const key = keyOf(path);
    if (leftOut.some((pattern) => pattern.test(key)) || path.includes("vendorSecrets")) return [];
    const before = valueAt(settings, path);
    return [{ key, keys: fileKeys(path), before, after: otherValue(key, schema, before) }];
  });
}

function otherValue(key: string, schema: z.core.$ZodType, before: unknown): unknown {
  const [system = ""] = key.split(".", 1);
  const general = key.replace(/^[a-z]+-[a-z]+\./, "*.");
  for (const known of [key, general]) {
    if (!Object.hasOwn(chosen, known)) continue;
    const value = chosen[known];
    return typeof value === "string" ? value.replace("*", system) : value;
  }
  const candidates =
    typeof before === "boolean"
      ? [!before]
      : typeof before === "number"
        ? [before + 1, before - 1, before * 2]
        : (valuesOf(schema) ?? []).filter((value) => value !== before);
  const accepted = candidates.find((value) => (schema as z.ZodType).safeParse(value).success);
  if (accepted === undefined) throw new Error(`${key} has no other value here: choose one in other-values.ts.`);
  return accepted;
}

/** The values of an enumeration. */
function valuesOf(schema: z.core.$ZodType): readonly unknown[] | undefined {
  const def = schema._zod.def as { readonly innerType?: z.core.$ZodType };
  if (def.innerType !== undefined) return valuesOf(def.innerType);
  return schema._zod.values === undefined ? undefined : [...schema._zod.values];
}
