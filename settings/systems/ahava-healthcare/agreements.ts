import {
  type Agreement,
  agreementOf,
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
const connectionBudget = agreementOf(section, {
  at: ["postgres", "connectionLimit"],
  with: [
    ["postgres", "maxConnections"],
    ["api", "maximumTasks"],
    ["worker", "maximumTasks"],
  ],
  disagree: ({ api, worker, postgres }) => {
    const tasks = api.maximumTasks + worker.maximumTasks;
    const wanted = postgres.connectionLimit * tasks;
    if (wanted < postgres.maxConnections) return undefined;
    const most = Math.floor((postgres.maxConnections - 1) / tasks);
    return refusal(
      `connectionLimit x (${api.maximumTasks} api + ${worker.maximumTasks} worker tasks) = ${wanted} must stay below maxConnections, ${postgres.maxConnections} (AH-DB-05)`,
      most >= 1
        ? `set it to ${most} or less, or allow fewer tasks`
        : "allow fewer tasks, or choose a larger instance class",
    );
  },
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
