import type { SystemStandIns } from "../../../settings/system/declaration";

/** Stand-ins for values that only the owner of a real stage can choose; each is recognisably false. */
export const standIns: SystemStandIns = {
  common: {
    twilio: { phoneNumber: "+5550000000001", whatsappNumber: "whatsapp:+5550000000002" },
    sendgrid: { fromEmail: "noreply@med.rehearsal.test", fromName: "Clinic of the rehearsal" },
  },
  development: { domain: "development.med.rehearsal.test" },
  staging: { domain: "staging.med.rehearsal.test" },
  production: {
    domain: "production.med.rehearsal.test",
    release: {
      digest: `sha256:${"0".repeat(64)}`,
      deployedBy: "rehearsal",
      deployedAt: "2000-01-01T00:00:00Z",
    },
  },
};
