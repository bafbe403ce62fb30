import type { z } from "zod";
import { connectionCheck, besidesTasksOnPostgres } from "../../../settings/checks/connections";
import { domainCheck, taskChecks, tokenCheck } from "../../../settings/checks/cross-field-check";
import { postgresChecks } from "../../../settings/checks/postgres-checks";
import { domain } from "../../../settings/fields/address";
import { section, wholeNumber } from "../../../settings/fields/field";
import { image } from "../../../settings/fields/image";
import { applicationDatabaseUser, otherPostgresUsers } from "../../../settings/secrets/database-rows";
import type { SecretRow } from "../../../settings/secrets/row";
import { signingStrength } from "../../../settings/secrets/strength";
import { postgres } from "../../../settings/sections/postgres";
import { task } from "../../../settings/sections/task";
import { tokens } from "../../../settings/sections/tokens";
import type { Stage } from "../../../settings/stage/stage";
import { inPlace, movesDomain, newTasks, onChange } from "../../../settings/standing/change-rule";
import { everySystem } from "../../../settings/thresholds/every-system";
import { thresholdChecks, thresholdSection, type ThresholdRows } from "../../../settings/thresholds/row";
import { functions } from "../../../settings/thresholds/services";
import { postgres as databaseThresholds } from "../../../settings/thresholds/stores";
import { declareSystem } from "../../../settings/system/declaration";
import { vendorSecrets } from "../../../settings/system/vendor-secrets";

// A fourth system, small and whole: a test copies this folder into stacks/ and registers it (fourth-system.test.ts).

const secrets = [
  {
    name: "JWT_SECRET",
    kind: "signing",
    strength: signingStrength,
    signs: "refresh",
    emergency: "everybody logs in again",
    otherGenerations: "only to verify",
    variable: { row: "AH-VAR-03", placeholder: "<64 random characters>", explanation: "Signs tokens" },
  },
  applicationDatabaseUser("DATABASE_URL", "Postgres", {
    row: "AH-VAR-02",
    placeholder: "postgresql://<user>:<password>@<host>:5432/lab_system",
    explanation: "Connection string of the API for Postgres",
  }),
  ...otherPostgresUsers,
  {
    name: "ANALYSER_KEY",
    kind: "vendor",
    vendor: { name: "the analyser's maker", page: "docs/runbooks/stage/secret-age.md", emergency: "revoke it there" },
    variable: { row: "AH-VAR-10", placeholder: "<key>", explanation: "Opens the analyser" },
    pattern: () => ({
      allowed: "a secret that starts with lab_",
      accepts: (value) => value.startsWith("lab_"),
      fix: "make one in the analyser's console",
    }),
    standIn: (stage) => `lab_rehearsal_stand_in_of_${stage}`,
  },
] as const satisfies readonly SecretRow[];

const thresholds = {
  ...everySystem,
  postgres: databaseThresholds,
  functions,
} satisfies ThresholdRows;

function labSystemSection(stage: Stage) {
  return section({
    domain: onChange(domain(), movesDomain),
    image: onChange(image(), newTasks),
    api: onChange(section(task()), newTasks),
    postgres: section(postgres(stage, { multiAz: "AH-DB-01", backups: "AH-DB-04" })),
    poolSize: onChange(wholeNumber({ minimum: 1, unit: "connections per task" }).default(5), newTasks),
    tokens: onChange(tokens({ access: "DS-JWT-03", refresh: "DS-JWT-03" }), newTasks),
    thresholds: thresholdSection(thresholds),
    /** Connections to the database, of a hundred, above which the one alarm of the system fires. */
    connectionsPercent: onChange(wholeNumber({ minimum: 1, maximum: 100, unit: "per cent" }).default(60), inPlace),
  }).extend({ vendorSecrets: onChange(vendorSecrets(secrets, stage), newTasks) });
}

export type LabSystemSettings = z.infer<ReturnType<typeof labSystemSection>>;

export const labSystem = declareSystem({
  name: "lab-system",
  key: "labSystem",
  section: labSystemSection,
  stores: ["postgres"],
  idleTimeoutSeconds: 60,
  variables: [
    {
      name: "STAGE",
      row: "AH-VAR-12",
      origin: { kind: "settings", value: (_, { stage }) => stage },
      placeholder: "<development, staging or production>",
      explanation: "The stage",
    },
    {
      name: "NODE_ENV",
      row: "AH-VAR-12",
      origin: { kind: "literal", value: "production" },
      placeholder: "<production>",
      explanation: "The mode of Node.js",
    },
  ],
  secrets,
  checks: [
    domainCheck(),
    ...taskChecks<LabSystemSettings>("api", ({ api }) => api),
    ...postgresChecks(),
    connectionCheck<LabSystemSettings>({
      row: "AH-DB-05",
      at: ["poolSize"],
      with: [["postgres", "maxConnections"]],
      services: ["api"],
      limitOf: ({ poolSize }) => poolSize,
      besidesTasks: besidesTasksOnPostgres,
      capacityOf: ({ postgres: { maxConnections } }) => ({ count: maxConnections, of: "maxConnections" }),
      more: "choose a larger instance class",
    }),
    tokenCheck(),
    ...thresholdChecks(thresholds),
  ],
  publicFace: ({ domain, thresholds }) => ({
    api: `https://api.${domain}`,
    sites: [],
    allowedOrigins: [],
    jsonPath: "/api/results",
    latency: { percentile: 99, milliseconds: thresholds.loadBalancer.latencyWarningMilliseconds },
    strictTransportSeconds: 31_536_000,
    certificateDays: thresholds.certificate.expiryDays,
    pageKibibytes: 100,
    requestsPerTenMinutes: 1000,
    load: { path: "/health", requests: 100, connections: 5, errorPercent: 1 },
  }),
  standIns: { development: { domain: "development.lab.rehearsal.test" } },
});
