import {
  type Agreement,
  connectionAgreement,
  domainAgreement,
  originsAgreement,
  postgresAgreements,
  releaseAgreements,
  taskAgreements,
  tokenAgreement,
} from "../../agreement";
import { refusal } from "../../field";
import { portalOrigins } from "./section";

const section = "ahavaHealthcare";

/** Every task of both services at once must find its connections (AH-DB-05). */
const connectionBudget = connectionAgreement(section, {
  row: "AH-DB-05",
  limit: "connectionLimit",
  services: ["api", "worker"],
  limitOf: ({ postgres }) => postgres.connectionLimit,
  tasksOf: ({ api, worker }) => ({
    count: api.maximumTasks + worker.maximumTasks,
    words: `(${api.maximumTasks} api + ${worker.maximumTasks} worker tasks)`,
  }),
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
  connectionBudget,
  tokenAgreement(section),
  originsAgreement(section, "AH-VAR-15", portalOrigins),
  ...releaseAgreements(section),
];
