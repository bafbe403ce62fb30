import {
  type Agreement,
  agreementOf,
  domainAgreement,
  originsAgreement,
  releaseAgreements,
  taskAgreements,
  tokenAgreement,
} from "../../agreement";
import { connectionAgreement } from "../../connections";
import { refusal } from "../../field";
import { besidesTasksOnAtlas, connectionsOfTier, isAtLeast, monitoringPerNode } from "./atlas";
import { frontEndOrigins } from "./section";

const section = "doctorSystem";

/** Autoscaling goes up, not down. */
const tierRange = agreementOf(section, {
  at: ["atlas", "maximumInstanceSize"],
  with: [["atlas", "instanceSize"]],
  disagree: ({ atlas }) =>
    isAtLeast(atlas.maximumInstanceSize, atlas.instanceSize)
      ? undefined
      : refusal(`a tier of at least instanceSize (${atlas.instanceSize})`, "increase it, or lower instanceSize"),
});

/** A point in time is restored from the snapshot before it. */
const pointInTimeWithinBackups = agreementOf(section, {
  at: ["atlas", "pointInTimeDays"],
  with: [["atlas", "backupRetentionDays"]],
  disagree: ({ atlas }) =>
    atlas.pointInTimeDays <= atlas.backupRetentionDays
      ? undefined
      : refusal(`at most backupRetentionDays (${atlas.backupRetentionDays}; DS-DB-12)`, "lower it"),
});

/** A policy that nobody can weaken needs somebody who may ask for it (DS-DB-12). */
const representativeOfPolicy = agreementOf(section, {
  at: ["atlas", "backupRepresentative"],
  with: [["atlas", "backupCompliancePolicy"]],
  disagree: ({ atlas }) => {
    if (atlas.backupCompliancePolicy === (atlas.backupRepresentative !== undefined)) return undefined;
    return atlas.backupCompliancePolicy
      ? refusal("a mapping with the keys email, firstName, lastName: backupCompliancePolicy needs a person")
      : refusal("nothing: backupCompliancePolicy is false", "remove it, or set backupCompliancePolicy to true");
  },
});

const poolRange = agreementOf(section, {
  at: ["atlas", "connection", "maximumPoolSize"],
  with: [["atlas", "connection", "minimumPoolSize"]],
  disagree: ({ atlas: { connection } }) =>
    connection.maximumPoolSize >= connection.minimumPoolSize
      ? undefined
      : refusal(`at least minimumPoolSize (${connection.minimumPoolSize})`, "increase it"),
});

/** Every task at once must find its connections, on the smallest tier too (DS-DB-11). */
const connectionBudget = connectionAgreement(section, {
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

/** Only the business can say how much may be lost (DS-DB-13). */
const recoveryDecided = agreementOf(section, {
  at: ["recovery"],
  with: [],
  disagree: ({ recovery }, { stage }) =>
    stage !== "production" || recovery !== undefined
      ? undefined
      : refusal("a mapping with the keys timeMinutes, pointMinutes; production has both agreed (DS-DB-13, C-20)"),
});

/** Production runs what staging ran (DS-REL-03). */
const promoted = agreementOf(section, {
  at: ["release", "promotedFromStaging"],
  with: [["image"]],
  disagree: ({ release, image }, { stage }) =>
    stage !== "production" || release === undefined || release.promotedFromStaging === image
      ? undefined
      : refusal(`the same image, once it has run in staging: ${image} (DS-REL-03)`, "release it to staging first"),
});

/** What must be right together in doctor-system. */
export const doctorSystemAgreements: readonly Agreement[] = [
  domainAgreement(section),
  ...taskAgreements(section, "api", ({ api }) => api),
  tierRange,
  pointInTimeWithinBackups,
  representativeOfPolicy,
  poolRange,
  connectionBudget,
  tokenAgreement(section),
  originsAgreement(section, "DS-VAR-17", frontEndOrigins),
  recoveryDecided,
  ...releaseAgreements(section),
  promoted,
];
