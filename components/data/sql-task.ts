import * as pulumi from "@pulumi/pulumi";
import { OneOffTask } from "../service/one-off-task";
import type { OneOffTaskArgs } from "../service/one-off-task";

/** The system, database and user of the task. */
export interface SqlTaskArgs extends Omit<
  OneOffTaskArgs,
  "cpu" | "memory" | "entryPoint" | "command" | "environment" | "secrets" | "reaches"
> {
  /** The database; the outputs of Postgres fit. */
  database: {
    /** Its host name, as in its certificate. */
    address: pulumi.Input<string>;
    port: number;
    /** The database on the server. */
    name: string;
    /** Its security group, which gets a rule that admits the task. */
    securityGroupId: pulumi.Input<string>;
  };
  /** The user of the database. */
  user: string;
  /** Its password, as ECS reads it: `arn:json-key:version-stage:version-id`. */
  passwordFrom: pulumi.Input<string>;
  /** The rights of the user; a fact for rules and people, which the database enforces. */
  rights: "read" | "write";
  /** Seconds after which the task ends by itself. */
  limitSeconds: number;
}

/** The file of certificate authorities that the image must have: RDS's global bundle. */
export const certificateFile = "/etc/ssl/certs/rds-global-bundle.pem";

/** Seconds that psql has to cancel its statement and end, before it is killed. */
const graceSeconds = 20;

/**
 * The program of the task. `timeout` interrupts psql, which then cancels its statement in the database, and kills it if
 * it does not end. psql reads no start-up file, prompts for nothing, prints each statement before its result, and exits with
 * a non-zero code at the first error.
 */
export function sqlEntryPoint(limitSeconds: number): readonly string[] {
  return [
    "timeout",
    "--signal=INT",
    `--kill-after=${graceSeconds}`,
    String(limitSeconds),
    "psql",
    "--no-psqlrc",
    "--no-password",
    "--echo-queries",
    "--set=ON_ERROR_STOP=1",
    "--pset=pager=off",
  ];
}

/** The default statement: shows the database and the user. */
const defaultCommand = ["--command=\\conninfo"] as const;

/**
 * A one-off task with which people run SQL in a private database: psql with a separate user. The
 * caller passes the statement as the command (`aws ecs run-task --overrides`), so that CloudTrail has it with the
 * caller's name, and the task's encrypted log has it with its result. It reaches the database, and by HTTPS the services a task
 * needs to start; it ends by itself. The policy docs/sql-operator-policy.json allows people to start it.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): none while it does not run; less than USD 0.01 a run.
 */
export class SqlTask extends pulumi.ComponentResource {
  /** The AWS CLI command that starts the task once. */
  readonly runCommand: pulumi.Output<string>;
  /** The name of the log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** The ARN of the task definition's newest revision. */
  readonly taskDefinitionArn: pulumi.Output<string>;

  constructor(name: string, args: SqlTaskArgs, options?: pulumi.ComponentResourceOptions) {
    const { database, user, passwordFrom, rights, limitSeconds, ...place } = args;
    const { stage, system, role, image } = args;
    super("care-platform:data:SqlTask", name, { stage, system, role, image, user, rights, limitSeconds }, options);

    const task = new OneOffTask(
      name,
      {
        ...place,
        cpu: 256,
        memory: 512,
        entryPoint: sqlEntryPoint(limitSeconds),
        command: defaultCommand,
        environment: {
          PGHOST: database.address,
          PGPORT: String(database.port),
          PGDATABASE: database.name,
          PGUSER: user,
          PGSSLMODE: "verify-full",
          PGSSLROOTCERT: certificateFile,
          PGCONNECT_TIMEOUT: "10",
          PGAPPNAME: "sql-task",
        },
        secrets: { PGPASSWORD: passwordFrom },
        reaches: [{ name: "postgres", securityGroupId: database.securityGroupId, port: database.port }],
        // Fargate pulls the image, reads the password and writes the log through the task's network interface.
        egressPorts: [443],
      },
      { parent: this },
    );

    this.runCommand = task.runCommand;
    this.logGroupName = task.logGroupName;
    this.taskDefinitionArn = task.taskDefinitionArn;
    this.registerOutputs({
      runCommand: this.runCommand,
      logGroupName: this.logGroupName,
      taskDefinitionArn: this.taskDefinitionArn,
    });
  }
}
