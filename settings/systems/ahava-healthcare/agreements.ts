import {
  type Agreement,
  domainAgreement,
  offeredAgreement,
  originsAgreement,
  postgresAgreements,
  releaseAgreements,
  taskAgreements,
  tokenAgreement,
} from "../../agreement";
import { besidesTasksOnPostgres, connectionAgreement } from "../../connections";
import { refusal } from "../../field";
import { cacheNodeTypes } from "../../published/offers";
import { portalOrigins } from "./section";

const section = "ahavaHealthcare";

/** Every task of both services at once must find its connections (AH-DB-05). */
const connectionBudget = connectionAgreement(section, {
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
const clockOfProduction: Agreement = {
  at: ["timeZone"],
  with: [["stage"], ["systems"]],
  disagree: ({ stage, systems, timeZone }) =>
    stage !== "production" || !systems.includes("ahava-healthcare") || timeZone === "Africa/Johannesburg"
      ? undefined
      : refusal("Africa/Johannesburg in production with ahava-healthcare (AH-VAR-13)", "set it to Africa/Johannesburg"),
};

/** What must be right together in ahava-healthcare. */
export const ahavaHealthcareAgreements: readonly Agreement[] = [
  clockOfProduction,
  domainAgreement(section),
  ...taskAgreements(section, "api", ({ api }) => api),
  ...taskAgreements(section, "worker", ({ worker }) => worker),
  ...postgresAgreements(section),
  offeredAgreement(section, ["redis", "nodeType"], { of: ({ redis }) => redis.nodeType, inRegion: cacheNodeTypes }),
  connectionBudget,
  tokenAgreement(section),
  originsAgreement(section, "AH-VAR-15", portalOrigins),
  ...releaseAgreements(section),
];
