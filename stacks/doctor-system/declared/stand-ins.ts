import type { SystemStandIns } from "../../../settings/system/declaration";

/** Stand-ins for values that only the owner of a real stage can choose; each is recognisably false. */
export const standIns: SystemStandIns = {
  common: {
    whatsapp: {
      graphApiSupportedUntil: "2100-01-01",
      accessTokenExpires: "2100-01-01",
      phoneNumbers: [
        { id: "5550000000001", clinic: "rehearsal-north" },
        { id: "5550000000002", clinic: "rehearsal-south" },
      ],
    },
  },
  development: { domain: "development.doctor.rehearsal.test" },
  staging: { domain: "staging.doctor.rehearsal.test" },
  production: {
    domain: "production.doctor.rehearsal.test",
    atlas: {
      backupRepresentative: { email: "backups@rehearsal.test", firstName: "rehearsal", lastName: "rehearsal" },
    },
    release: {
      digest: `sha256:${"0".repeat(64)}`,
      deployedBy: "rehearsal",
      deployedAt: "2000-01-01T00:00:00Z",
    },
  },
};
