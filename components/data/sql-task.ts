import * as pulumi from "@pulumi/pulumi";
import { OneOffTask } from "../service/one-off-task";
import type { OneOffTaskArgs } from "../service/one-off-task";

/** Whose task it is, which database it reaches, and as whom. */
export interface SqlTaskArgs extends Omit<
  OneOffTaskArgs,
  "cpu" | "memory" | "entryPoint" | "command" | "environment" | "secrets" | "reaches"
> {
  /** The database; the outputs of Postgres fit. */
  database: {
    /** Its host name, for which its certificate was made out. */
    address: pulumi.Input<string>;
    port: number;
    /** The database on the server. */
    name: string;
    /** The group that guards it; it gets a rule that lets the task in. */
    securityGroupId: pulumi.Input<string>;
  };
  /** The user of the database. */
  user: string;
  /** Its password, as ECS reads it: `arn:json-key:version-stage:version-id`. */
  passwordFrom: pulumi.Input<string>;
  /** What the user may do; a fact for rules and people, which the database itself holds. */
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
 * it does not end. psql reads no start-up file, asks nothing, writes each statement before its result, and ends with
 * another code than 0 at the first error.
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

/** What psql runs when nobody says anything else: where it is, and as whom. */
const defaultCommand = ["--command=\\conninfo"] as const;

/**
 * A task by which a person runs SQL in a private database, once, and nothing else: psql with a user of its own. Whoever
 * starts it gives the statement as the command (`aws ecs run-task --overrides`), so that CloudTrail has it with the
 * caller's name, and the task's encrypted log has it with its result. It reaches the database, and by HTTPS what a task
 * needs to start; it ends by itself. Which people may start it is said by the policy docs/sql-operator-policy.json.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): nothing while it does not run; less than USD 0.01 a run.
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
        // Fargate pulls the image, reads the password and writes the log from within the task's own network.
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
