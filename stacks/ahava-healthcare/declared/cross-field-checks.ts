import {
  type CrossFieldCheck,
  domainCheck,
  offeredCheck,
  originsCheck,
  releaseChecks,
  taskChecks,
  tokenCheck,
} from "../../../settings/checks/cross-field-check";
import { besidesTasksOnPostgres, connectionCheck } from "../../../settings/checks/connections";
import { postgresChecks } from "../../../settings/checks/postgres-checks";
import { refusal } from "../../../settings/fields/field";
import { thresholdChecks } from "../../../settings/thresholds/row";
import { cacheNodeTypes } from "../../../settings/published/offers";
import { type AhavaHealthcareSettings, portalOrigins } from "./section";
import { ahavaHealthcareThresholds } from "./thresholds";

/** The connections must suffice for all tasks of both services (AH-DB-05). */
const connectionBudget = connectionCheck<AhavaHealthcareSettings>({
  row: "AH-DB-05",
  at: ["postgres", "connectionLimit"],
  with: [["postgres", "maxConnections"]],
  services: ["api", "worker"],
  limitOf: ({ postgres }) => postgres.connectionLimit,
  besidesTasks: besidesTasksOnPostgres,
  capacityOf: ({ postgres }) => ({ count: postgres.maxConnections, of: "maxConnections" }),
  more: "choose a larger instance class",
});

/** Production has one time zone for patients and schedules (AH-VAR-13, C-19). */
const clockOfProduction: CrossFieldCheck<AhavaHealthcareSettings> = {
  at: { common: ["timeZone"] },
  with: [{ common: ["stage"] }, { common: ["systems"] }],
  violation: (_, { stage, timeZone }) =>
    stage !== "production" || timeZone === "Africa/Johannesburg"
      ? undefined
      : refusal("Africa/Johannesburg in production with ahava-healthcare (AH-VAR-13)", "set it to Africa/Johannesburg"),
};

/** The cross-field checks of ahava-healthcare. */
export const checks: readonly CrossFieldCheck<AhavaHealthcareSettings>[] = [
  clockOfProduction,
  domainCheck(),
  ...taskChecks<AhavaHealthcareSettings>("api", ({ api }) => api),
  ...taskChecks<AhavaHealthcareSettings>("worker", ({ worker }) => worker),
  ...postgresChecks(),
  offeredCheck<AhavaHealthcareSettings>(["redis", "nodeType"], {
    of: ({ redis }) => redis.nodeType,
    inRegion: cacheNodeTypes,
  }),
  connectionBudget,
  tokenCheck(),
  originsCheck("AH-VAR-15", portalOrigins),
  ...thresholdChecks(ahavaHealthcareThresholds),
  ...releaseChecks(),
];
