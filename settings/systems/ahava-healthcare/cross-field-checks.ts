import {
  type CrossFieldCheck,
  domainCheck,
  offeredCheck,
  originsCheck,
  postgresChecks,
  releaseChecks,
  taskChecks,
  tokenCheck,
} from "../../checks/cross-field-check";
import { besidesTasksOnPostgres, connectionCheck } from "../../checks/connections";
import { refusal } from "../../fields/field";
import { cacheNodeTypes } from "../../published/offers";
import { thresholdChecks } from "../../thresholds/row";
import { portalOrigins } from "./section";
import { ahavaHealthcareThresholds } from "./thresholds";

const section = "ahavaHealthcare";

/** Every task of both services at once must find its connections (AH-DB-05). */
const connectionBudget = connectionCheck(section, {
  row: "AH-DB-05",
  at: ["postgres", "connectionLimit"],
  with: [["postgres", "maxConnections"]],
  services: ["api", "worker"],
  limitOf: ({ postgres }) => postgres.connectionLimit,
  besidesTasks: besidesTasksOnPostgres,
  capacityOf: ({ postgres }) => ({ count: postgres.maxConnections, of: "maxConnections" }),
  more: "choose a larger instance class",
});

/** Patients and schedules of production live by one clock (AH-VAR-13, C-19). */
const clockOfProduction: CrossFieldCheck = {
  at: ["timeZone"],
  with: [["stage"], ["systems"]],
  violation: ({ stage, systems, timeZone }) =>
    stage !== "production" || !systems.includes("ahava-healthcare") || timeZone === "Africa/Johannesburg"
      ? undefined
      : refusal("Africa/Johannesburg in production with ahava-healthcare (AH-VAR-13)", "set it to Africa/Johannesburg"),
};

/** What must be right together in ahava-healthcare. */
export const ahavaHealthcareChecks: readonly CrossFieldCheck[] = [
  clockOfProduction,
  domainCheck(section),
  ...taskChecks(section, "api", ({ api }) => api),
  ...taskChecks(section, "worker", ({ worker }) => worker),
  ...postgresChecks(section),
  offeredCheck(section, ["redis", "nodeType"], { of: ({ redis }) => redis.nodeType, inRegion: cacheNodeTypes }),
  connectionBudget,
  tokenCheck(section),
  originsCheck(section, "AH-VAR-15", portalOrigins),
  ...thresholdChecks([section, "thresholds"], ahavaHealthcareThresholds),
  ...releaseChecks(section),
];
