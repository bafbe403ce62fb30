/** The roles of one system's database. */
export interface DatabaseRoleNames {
  /** Owns the tables; has no login. */
  readonly owner: string;
  /** May read and write rows; has no login. */
  readonly application: string;
  /** The application's two alternating users: one is in use while the other gets its new password. */
  readonly applicationUsers: Readonly<Record<ApplicationSlot, string>>;
  /** The user that changes tables. */
  readonly migration: string;
  /** The user that reads: `med_platform_readonly` (MP-SQL-01). */
  readonly reporting: string;
  /** The user of the SQL task. */
  readonly operator: string;
  /** The user of verifications. */
  readonly verifier: string;
}

/** Which of the two users of an application. */
export type ApplicationSlot = "a" | "b";

/**
 * The names of the roles of a system: `ahava_healthcare_app_a` for the prefix `ahava_healthcare`.
 * @throws Error for a prefix of other than 1 to 40 lower-case letters, digits and underscores, a letter first.
 */
export function databaseRoleNames(prefix: string): DatabaseRoleNames {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(prefix)) {
    throw new Error(
      `The prefix of database roles must be 1 to 40 lower-case letters, digits and underscores, a letter first, not "${prefix}".`,
    );
  }
  return {
    owner: `${prefix}_owner`,
    application: `${prefix}_app`,
    applicationUsers: { a: `${prefix}_app_a`, b: `${prefix}_app_b` },
    migration: `${prefix}_migration`,
    reporting: `${prefix}_readonly`,
    operator: `${prefix}_operator`,
    verifier: `${prefix}_verifier`,
  };
}
