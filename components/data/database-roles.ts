import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { databaseRoleNames } from "./database-role-names";
import type { ApplicationSlot, DatabaseRoleNames } from "./database-role-names";
import type { AlarmRouting } from "../observability/metric-alarm";
import type { Stage } from "../naming";
import type { RoleStatement } from "../security/service-role";
import { VpcFunction } from "../service/vpc-function";
import type { FunctionThresholds } from "../service/vpc-function";
import { jsonText } from "../stated-values";

/**
 * The location of a password: a Secrets Manager secret with the user's connection URL, or with only the password. The
 * outputs `arn` and `versionId` of a SecretEntry fit.
 */
export interface PasswordSecret {
  /** The ARN of the secret. */
  secretArn: pulumi.Input<string>;
  /** The id of the version that holds the password. */
  versionId: pulumi.Input<string>;
  /** Whether the previous password may have leaked: its sessions are ended. @default false */
  emergency?: boolean;
}

/** The rights of the SQL task's user. */
export interface OperatorAccess {
  password: PasswordSecret;
  /** Whether it reads only, or also writes rows, changes tables and ends sessions. */
  rights: "read" | "write";
}

export interface DatabaseRolesArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The stage's region. */
  region: string;
  /** The alert topics for failed runs. */
  routing: AlarmRouting;
  /** The database, for texts: "the med-platform database". */
  subject: string;
  thresholds: FunctionThresholds;
  /** The network the database is in. */
  vpcId: pulumi.Input<string>;
  /** Private subnets with a route to Secrets Manager, through a NAT gateway or an interface endpoint. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The database; the outputs of Postgres fit. */
  database: {
    /** Its host name, as in its certificate. */
    address: pulumi.Input<string>;
    port: number;
    /** The database on the server. */
    name: string;
    /** Its security group, which gets a rule that admits the function. */
    securityGroupId: pulumi.Input<string>;
  };
  /** The master user, which creates the roles. */
  masterUsername: string;
  /** Its password. */
  masterPassword: PasswordSecret;
  /** The prefix of the role names, "med_platform": see `databaseRoleNames`. */
  rolePrefix: string;
  /**
   * The passwords of the application's two users; null for a user that must not log in, whose sessions are ended. A
   * rotation sets a password for the idle user, switches the application, and then removes the other's.
   */
  applicationPasswords: Readonly<Record<ApplicationSlot, PasswordSecret | null>>;
  /**
   * The password of the user that changes tables: then the application's users only read and write rows. Null
   * if the application migrates its own tables, which both of its users then own.
   */
  migrationPassword: PasswordSecret | null;
  /** Extensions that are installed for the migrations. @default none */
  extensions?: readonly string[];
  /** Schemas besides `public` that the migrations may create and use. @default none */
  schemas?: readonly string[];
  /** The password of the user that only reads (MP-SQL-01, MP-SQL-03). @default none: it cannot log in */
  reportingPassword?: PasswordSecret;
  /** The user of the SQL task; null if it must not log in, which ends its sessions. */
  operator: OperatorAccess | null;
  /** The password of the user of verifications. */
  verifierPassword: PasswordSecret;
  /** Maximum concurrent sessions of each user of the application; the pools of all its tasks together. @default 100 */
  applicationConnectionLimit?: number;
  /** Maximum concurrent sessions of the user of the migrations. */
  migrationConnectionLimit: number;
  /** Maximum concurrent sessions of the user that only reads. */
  reportingConnectionLimit: number;
  /** Maximum concurrent sessions of the user of the SQL task. */
  operatorConnectionLimit: number;
  /** Sessions the user of verifications may have at once. */
  verifierConnectionLimit: number;
  /** Seconds after which a statement of the user of the SQL task is ended. */
  operatorStatementTimeout: number;
  /** Seconds after which a statement of the reporting user is ended. @default 300 */
  reportingStatementTimeout?: number;
  /** The ARN of the key that encrypts the secrets. */
  secretsKeyArn: pulumi.Input<string>;
  /** The ARN of the key that encrypts the function's log; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the log is kept, at least 30 in production (AH-LOG-03). */
  logRetentionDays: number;
}

/** Seconds after which a statement of the user of verifications is ended: its questions take milliseconds (our default). */
const verifierStatementTimeout = 20;

/**
 * Timeout of a run in seconds: two minutes until a changed policy takes effect, a minute of waiting for another run, and the statements (our
 * default). Below the 350 seconds after which a NAT gateway drops an idle connection.
 */
const runTimeout = 270;

/**
 * The users of a database and their rights (AH-DB-03, MP-SQL-01 to MP-SQL-04, C-25, C-36): the application's two
 * alternating users, one for migrations and one that only reads; other roles have no rights. A function
 * inside the network creates them by SQL, and the stack runs it whenever a password, an argument or its code changes.
 * Clients of these users need `dependsOn: [databaseRoles]`, or they may start before their password is set.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): USD 0.10 a month for the alarm; runs are within the free tier.
 */
export class DatabaseRoles extends pulumi.ComponentResource {
  /** The names of the roles. */
  readonly names: DatabaseRoleNames;
  /** The name of the function, for manual runs. */
  readonly functionName: pulumi.Output<string>;
  /** The changes of the last run, as JSON: `{"changed":[…],"leftAlone":[…]}`. */
  readonly result: pulumi.Output<string>;

  constructor(name: string, args: DatabaseRolesArgs, options?: pulumi.ComponentResourceOptions) {
    const names = databaseRoleNames(args.rolePrefix);
    super("care-platform:data:DatabaseRoles", name, { ...args }, options);

    const worker = this.worker(name, args);
    const run = this.run(name, args, names, worker);

    this.names = names;
    this.functionName = worker.functionName;
    this.result = run.result;
    this.registerOutputs({ names: this.names, functionName: this.functionName, result: this.result });
  }

  private worker(name: string, args: DatabaseRolesArgs): VpcFunction {
    const { stage, accountId, region, routing, vpcId, subnetIds, database, logsKeyArn, logRetentionDays } = args;
    return new VpcFunction(
      name,
      {
        stage,
        accountId,
        region,
        alarm: {
          routing,
          runbook: "data/database-roles",
          task: `manages the users of ${args.subject}`,
          thresholds: args.thresholds,
        },
        source: "database-roles",
        description: `Creates the users of ${database.name} and grants their rights`,
        vpcId,
        subnetIds,
        reaches: [{ name: "postgres", securityGroupId: database.securityGroupId, port: database.port }],
        statements: passwordStatements(args),
        logsKeyArn,
        logRetentionDays,
        timeout: runTimeout,
      },
      { parent: this },
    );
  }

  /** All dependencies of a run are in its input or its triggers; a change of either replaces the invocation, which runs it again. */
  private run(name: string, args: DatabaseRolesArgs, names: DatabaseRoleNames, worker: VpcFunction): lambda.Invocation {
    return new lambda.Invocation(
      `${name}-run`,
      {
        functionName: worker.functionName,
        input: jsonText(eventOf(args, names)),
        triggers: { code: worker.codeDigest },
        lifecycleScope: "CREATE_ONLY",
      },
      // The whole component: a run also needs the rules of its security group and the policy of its role.
      { parent: this, dependsOn: [worker] },
    );
  }
}

/** The function may read exactly these secrets, and its key only decrypts secrets. */
function passwordStatements(args: DatabaseRolesArgs): RoleStatement[] {
  return [
    {
      sid: "ReadPasswords",
      actions: ["secretsmanager:GetSecretValue"],
      resources: passwordsOf(args).map(({ secretArn }) => secretArn),
    },
    {
      sid: "DecryptPasswords",
      actions: ["kms:Decrypt"],
      resources: [args.secretsKeyArn],
      conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${args.region}.amazonaws.com` } },
    },
  ];
}

function passwordsOf(args: DatabaseRolesArgs): PasswordSecret[] {
  const { masterPassword, applicationPasswords, migrationPassword, reportingPassword, verifierPassword, operator } =
    args;
  const { a, b } = applicationPasswords;
  return [masterPassword, a, b, migrationPassword, reportingPassword, verifierPassword, operator?.password].flatMap(
    (password) => password ?? [],
  );
}

/** A user's password in the event. */
function passwordOf(password: PasswordSecret | null) {
  if (password === null) return { password };
  const { secretArn, versionId, emergency = false } = password;
  return { password: { secretArn, versionId }, ...(emergency && { emergency }) };
}

/** The event in the format of `functions/database-roles/event.ts`. */
function eventOf(args: DatabaseRolesArgs, names: DatabaseRoleNames) {
  const { database, applicationPasswords, applicationConnectionLimit = 100, reportingStatementTimeout = 300 } = args;
  return {
    database: { host: database.address, port: database.port, name: database.name },
    master: { name: args.masterUsername, ...passwordOf(args.masterPassword) },
    owner: names.owner,
    application: {
      group: names.application,
      users: (["a", "b"] as const).map((slot) => ({
        name: names.applicationUsers[slot],
        ...passwordOf(applicationPasswords[slot]),
        connectionLimit: applicationConnectionLimit,
      })),
    },
    migration: {
      name: names.migration,
      ...passwordOf(args.migrationPassword),
      connectionLimit: args.migrationConnectionLimit,
    },
    extensions: args.extensions ?? [],
    schemas: args.schemas ?? [],
    reporting: {
      name: names.reporting,
      ...passwordOf(args.reportingPassword ?? null),
      connectionLimit: args.reportingConnectionLimit,
      statementTimeout: reportingStatementTimeout,
    },
    verifier: {
      name: names.verifier,
      ...passwordOf(args.verifierPassword),
      connectionLimit: args.verifierConnectionLimit,
      statementTimeout: verifierStatementTimeout,
    },
    operator: {
      name: names.operator,
      ...passwordOf(args.operator?.password ?? null),
      rights: args.operator?.rights ?? "read",
      connectionLimit: args.operatorConnectionLimit,
      statementTimeout: args.operatorStatementTimeout,
    },
  };
}
