import type { DatabaseRolesEvent, PasswordPlace } from "../../functions/database-roles/event";

/** Where the password of a user stands in the tests; `versions` of it are told apart by number. */
export function place(user: string, version = 1): PasswordPlace {
  return {
    secretArn: `arn:aws:secretsmanager:eu-west-1:000000000000:secret:test/clinic/${user}`,
    versionId: `${user}-version-${version}`,
  };
}

/** An event that is in order: two users of the application, one for migrations, one for reports. */
export const event: DatabaseRolesEvent = {
  database: { host: "localhost", port: 5432, name: "clinic" },
  master: { name: "platform_admin", password: place("platform_admin") },
  owner: "clinic_owner",
  application: {
    group: "clinic_app",
    users: [
      { name: "clinic_app_a", password: place("clinic_app_a"), connectionLimit: 20 },
      { name: "clinic_app_b", password: place("clinic_app_b"), connectionLimit: 20 },
    ],
  },
  migration: { name: "clinic_migration", password: place("clinic_migration"), connectionLimit: 5 },
  extensions: ["citext"],
  schemas: ["records"],
  reporting: { name: "clinic_readonly", password: place("clinic_readonly"), connectionLimit: 5, statementTimeout: 300 },
  verifier: { name: "clinic_verifier", password: place("clinic_verifier"), connectionLimit: 1, statementTimeout: 10 },
};
