import { z } from "zod";

/** A name that needs no quotes anywhere and that Postgres and RDS leave to us; 63 bytes is Postgres's limit. */
const roleName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, "must be 1 to 63 lower-case letters, digits and underscores, a letter first")
  .refine((text) => !/^(pg_|rds|public$|none$)/.test(text), "is a name that Postgres or RDS keeps for itself");

/** The schema of what only the user of verifications may call. */
export const verificationSchema = "verification";

/** The name of something that is there already, whatever it is called. */
const givenName = z.string().min(1).max(63);

const passwordPlace = z.strictObject({
  /** The ARN of a Secrets Manager secret: a connection URL with the user and its password, or the password alone. */
  secretArn: z.string().regex(/^arn:aws[a-z-]*:secretsmanager:/, "must be the ARN of a Secrets Manager secret"),
  /** The version of that secret, so that a run does what was planned, whatever is written meanwhile. */
  versionId: z.string().min(1),
});

/** Whether the previous password may have leaked: its sessions are ended. @default false */
const emergency = z.boolean().optional();

const user = z.strictObject({
  name: roleName,
  /** Where its password stands; null for a user that must not log in. */
  password: passwordPlace.nullable(),
  emergency,
  /** How many sessions it may have at once. */
  connectionLimit: z.int().min(1).max(10_000),
});

const eventSchema = z
  .strictObject({
    database: z.strictObject({
      /** The host name that the server's certificate was made out for. */
      host: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/i, "must be a host name"),
      port: z.int().min(1).max(65_535),
      name: givenName,
    }),
    /** The user that makes the roles: the owner of the database, with CREATEROLE. */
    master: z.strictObject({ name: givenName, password: passwordPlace, emergency }),
    /** The role that owns every table; it has no login. */
    owner: roleName,
    application: z.strictObject({
      /** The role that may read and write every row; it has no login. */
      group: roleName,
      /** The alternating users of the application, of which one at least may log in. */
      users: z.array(user).min(1).max(4),
    }),
    /** The user of the migrations. Where it may not log in, the application's users migrate, and act as the owner. */
    migration: user,
    /** The user that may read every row and write none (MP-SQL-01, MP-SQL-03). */
    reporting: user.extend({
      /** Seconds after which its statements are ended. */
      statementTimeout: z.int().min(1).max(86_400),
    }),
    /** Extensions that are installed for the migrations. @default none */
    extensions: z.array(z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, "must be the name of an extension")).default([]),
    /** Schemas besides `public` that the migrations may create and use. @default none */
    schemas: z
      .array(
        roleName
          .refine((name) => name !== "information_schema", "is a schema of Postgres")
          .refine((name) => name !== verificationSchema, "is the schema of verifications"),
      )
      .default([]),
    /** The user of verifications: it reads the catalogues and the names of the migrations, and no table. */
    verifier: user.extend({
      /** Seconds after which its statements are ended. */
      statementTimeout: z.int().min(1).max(86_400),
    }),
    /** The user of the SQL task. Without a password it cannot log in. @default none is made */
    operator: user
      .extend({
        /** Whether it reads only, or also writes rows, changes tables and ends sessions. */
        rights: z.enum(["read", "write"]),
        /** Seconds after which its statements are ended. */
        statementTimeout: z.int().min(1).max(86_400),
      })
      .optional(),
  })
  .check(({ value, issues }) => {
    for (const { path, message } of conflicts(value)) issues.push({ code: "custom", input: undefined, path, message });
  });

/** The input of the function: the roles that a database must have. It contains ARNs of passwords, never a password. */
export type DatabaseRolesEvent = z.infer<typeof eventSchema>;

/** Every user of an event that may have a password, but the master user. */
export function usersOf({ application, migration, reporting, verifier, operator }: DatabaseRolesEvent) {
  return [...application.users, migration, reporting, verifier, ...(operator === undefined ? [] : [operator])];
}

/** Where a password stands. */
export type PasswordPlace = z.infer<typeof passwordPlace>;

/**
 * The event, checked.
 * @throws Error naming every fault at once, each with its place.
 */
export function parseEvent(input: unknown): DatabaseRolesEvent {
  const { data, error } = eventSchema.safeParse(input);
  if (error === undefined) return data;
  const faults = error.issues.map(({ path, message }) => `  ${path.join(".") || "event"}: ${message}`);
  throw new Error(`The event is refused:\n${faults.join("\n")}`);
}

interface Fault {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Checks across fields: duplicate names, an application without a login. */
function conflicts(event: {
  master: { name: string };
  owner: string;
  application: { group: string; users: { name: string; password: PasswordPlace | null }[] };
  migration: { name: string };
  reporting: { name: string };
  verifier: { name: string };
  operator?: { name: string } | undefined;
}): Fault[] {
  const { master, owner, application, migration, reporting, verifier, operator } = event;
  const names: [Fault["path"], string][] = [
    [["master", "name"], master.name],
    [["owner"], owner],
    [["application", "group"], application.group],
    ...application.users.map(({ name }, index): [Fault["path"], string] => [["application", "users", index], name]),
    [["migration", "name"], migration.name],
    [["reporting", "name"], reporting.name],
    [["verifier", "name"], verifier.name],
    ...(operator === undefined ? [] : [[["operator", "name"], operator.name] satisfies [Fault["path"], string]]),
  ];
  const repeated = names
    .filter(([, name], index) => names.findIndex(([, other]) => other === name) < index)
    .map(([path, name]) => ({ path, message: `${name} is the name of another role here` }));
  if (application.users.some(({ password }) => password !== null)) return repeated;
  return [...repeated, { path: ["application", "users"], message: "one of them at least must have a password" }];
}
