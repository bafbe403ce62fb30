import type { SystemStandIns } from "../../../settings/system/declaration";

/** Stand-ins for values that only the owner of a real stage can choose; each is recognisably false. */
export const standIns: SystemStandIns = {
  common: {
    queues: ["rehearsal-notifications", "rehearsal-payments"],
    smtp: { host: "smtp.rehearsal.test", from: "noreply@ahava.rehearsal.test" },
  },
  development: { domain: "development.ahava.rehearsal.test" },
  staging: { domain: "staging.ahava.rehearsal.test" },
  production: {
    domain: "production.ahava.rehearsal.test",
    release: {
      digest: `sha256:${"0".repeat(64)}`,
      deployedBy: "rehearsal",
      deployedAt: "2000-01-01T00:00:00Z",
    },
  },
};
