import {
  type CrossFieldCheck,
  domainCheck,
  originsCheck,
  releaseChecks,
  taskChecks,
  tokenCheck,
} from "../../../settings/checks/cross-field-check";
import { connectionCheck } from "../../../settings/checks/connections";
import { refusal } from "../../../settings/fields/field";
import { thresholdChecks } from "../../../settings/thresholds/row";
import { besidesTasksOnAtlas, connectionsOfTier, isAtLeast, monitoringPerNode } from "./atlas";
import { type DoctorSystemSettings, frontEndOrigins } from "./section";
import { doctorSystemThresholds } from "./thresholds";

/** Autoscaling goes up, not down. */
const tierRange: CrossFieldCheck<DoctorSystemSettings> = {
  at: ["atlas", "maximumInstanceSize"],
  with: [["atlas", "instanceSize"]],
  violation: ({ atlas }) =>
    isAtLeast(atlas.maximumInstanceSize, atlas.instanceSize)
      ? undefined
      : refusal(`a tier of at least instanceSize (${atlas.instanceSize})`, "increase it, or lower instanceSize"),
};

/** A point in time is restored from the snapshot before it. */
const pointInTimeWithinBackups: CrossFieldCheck<DoctorSystemSettings> = {
  at: ["atlas", "pointInTimeDays"],
  with: [["atlas", "backupRetentionDays"]],
  violation: ({ atlas }) =>
    atlas.pointInTimeDays <= atlas.backupRetentionDays
      ? undefined
      : refusal(`at most backupRetentionDays (${atlas.backupRetentionDays}; DS-DB-12)`, "lower it"),
};

/** A policy that cannot be weakened needs a contact for MongoDB's support (DS-DB-12). */
const representativeOfPolicy: CrossFieldCheck<DoctorSystemSettings> = {
  at: ["atlas", "backupRepresentative"],
  with: [["atlas", "backupCompliancePolicy"]],
  violation: ({ atlas }) => {
    if (atlas.backupCompliancePolicy === (atlas.backupRepresentative !== undefined)) return undefined;
    return atlas.backupCompliancePolicy
      ? refusal("a mapping with the keys email, firstName, lastName: backupCompliancePolicy needs a person")
      : refusal("nothing: backupCompliancePolicy is false", "remove it, or set backupCompliancePolicy to true");
  },
};

const poolRange: CrossFieldCheck<DoctorSystemSettings> = {
  at: ["atlas", "connection", "maximumPoolSize"],
  with: [["atlas", "connection", "minimumPoolSize"]],
  violation: ({ atlas: { connection } }) =>
    connection.maximumPoolSize >= connection.minimumPoolSize
      ? undefined
      : refusal(`at least minimumPoolSize (${connection.minimumPoolSize})`, "increase it"),
};

/** The connections must suffice for all tasks, on the smallest tier too (DS-DB-11). */
const connectionBudget = connectionCheck<DoctorSystemSettings>({
  row: "DS-DB-11",
  at: ["atlas", "connection", "maximumPoolSize"],
  with: [["atlas", "instanceSize"]],
  services: ["api"],
  limitOf: ({ atlas }) => atlas.connection.maximumPoolSize,
  besidesPool: monitoringPerNode,
  besidesTasks: besidesTasksOnAtlas,
  capacityOf: ({ atlas }) => ({
    count: connectionsOfTier(atlas.instanceSize),
    of: `the connection limit of a node of ${atlas.instanceSize}`,
  }),
  more: "choose a larger instanceSize",
});

/** The business must decide the tolerated data loss (DS-DB-13). */
const recoveryDecided: CrossFieldCheck<DoctorSystemSettings> = {
  at: ["recovery"],
  with: [],
  violation: ({ recovery }, { stage }) =>
    stage !== "production" || recovery !== undefined
      ? undefined
      : refusal("a mapping with the keys timeMinutes, pointMinutes; production has both agreed (DS-DB-13, C-20)"),
};

/** Production runs only versions that staging ran (DS-REL-03). */
const promoted: CrossFieldCheck<DoctorSystemSettings> = {
  at: ["release", "promotedFromStaging"],
  with: [["image"]],
  violation: ({ release, image }, { stage }) =>
    stage !== "production" || release === undefined || release.promotedFromStaging === image
      ? undefined
      : refusal(`the same image, once it has run in staging: ${image} (DS-REL-03)`, "release it to staging first"),
};

/** Meta shows the two ids beside each other: one pasted twice is a frequent slip. */
const metaIdsDiffer: CrossFieldCheck<DoctorSystemSettings> = {
  at: ["vendorSecrets", "WHATSAPP_BUSINESS_ACCOUNT_ID"],
  with: [["vendorSecrets", "WHATSAPP_PHONE_NUMBER_ID"]],
  violation: ({ vendorSecrets: { WHATSAPP_BUSINESS_ACCOUNT_ID: account, WHATSAPP_PHONE_NUMBER_ID: number } }) =>
    account !== undefined && account.reveal() === number?.reveal()
      ? refusal(
          "a secret that differs from WHATSAPP_PHONE_NUMBER_ID (DS-WA-05)",
          "copy the id of the account from WhatsApp Manager",
        )
      : undefined,
};

/** The cross-field checks of doctor-system. */
export const checks: readonly CrossFieldCheck<DoctorSystemSettings>[] = [
  domainCheck(),
  ...taskChecks<DoctorSystemSettings>("api", ({ api }) => api),
  tierRange,
  pointInTimeWithinBackups,
  representativeOfPolicy,
  poolRange,
  connectionBudget,
  tokenCheck(),
  originsCheck("DS-VAR-17", frontEndOrigins),
  metaIdsDiffer,
  recoveryDecided,
  ...thresholdChecks(doctorSystemThresholds),
  ...releaseChecks(["promotedFromStaging"]),
  promoted,
];
