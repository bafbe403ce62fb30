import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../naming";
import type { RoleStatement } from "../security/service-role";
import { VpcFunction } from "../service/vpc-function";
import type { PasswordSecret } from "./database-roles";

/** Which database is asked, as whom, and from where. */
export interface DatabaseQuestionsArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The stage's region. */
  region: string;
  /** The network the database is in. */
  vpcId: pulumi.Input<string>;
  /** Private subnets with a way to Secrets Manager, by a NAT gateway or an interface endpoint. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The database; the outputs of Postgres fit. */
  database: {
    /** Its host name, for which its certificate was made out. */
    address: pulumi.Input<string>;
    port: number;
    /** The database on the server. */
    name: string;
    /** The group that guards it; it gets a rule that lets the function in. */
    securityGroupId: pulumi.Input<string>;
  };
  /** The user of verifications, which reads no table. */
  user: string;
  /** Its password. */
  password: PasswordSecret;
  /** The ARN of the key that encrypts the secret. */
  secretsKeyArn: pulumi.Input<string>;
  /** The ARN of the key that encrypts the function's log; it must let CloudWatch Logs use it. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the log is kept, at least 30 in production (AH-LOG-03). */
  logRetentionDays: number;
}

/** Seconds an answer may take: 10 for the connection, 20 for the statement (our default). */
const answerTimeout = 45;

/**
 * A function that answers a closed list of questions about a database for `npm run verify -- --database`: migrations, tables,
 * indexes, grants, roles, sessions. It takes the name of a question and no SQL, and its user reads catalogues and no table.
 *
 * Cost (November 2026, list price, all regions): nothing while it is not asked; answers are within the free tier.
 */
export class DatabaseQuestions extends pulumi.ComponentResource {
  /** The name of the function, by which it is asked. */
  readonly functionName: pulumi.Output<string>;

  constructor(name: string, args: DatabaseQuestionsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:data:DatabaseQuestions", name, { ...args }, options);

    this.functionName = this.worker(name, args).functionName;
    this.registerOutputs({ functionName: this.functionName });
  }

  private worker(name: string, args: DatabaseQuestionsArgs): VpcFunction {
    const { stage, accountId, region, vpcId, subnetIds, database, user, password, logsKeyArn, logRetentionDays } = args;
    return new VpcFunction(
      name,
      {
        stage,
        accountId,
        region,
        source: "database-questions",
        description: `Answers questions about ${database.name}: migrations, tables, indexes, grants`,
        vpcId,
        subnetIds,
        reaches: [{ name: "postgres", securityGroupId: database.securityGroupId, port: database.port }],
        statements: loginStatements(args),
        variables: {
          DATABASE_HOST: database.address,
          DATABASE_PORT: String(database.port),
          DATABASE_NAME: database.name,
          DATABASE_USER: user,
          LOGIN_ARN: password.secretArn,
          LOGIN_VERSION: password.versionId,
        },
        logsKeyArn,
        logRetentionDays,
        timeout: answerTimeout,
      },
      { parent: this },
    );
  }
}

/** The function reads this secret alone, and its key opens nothing but secrets. */
function loginStatements({ password, secretsKeyArn, region }: DatabaseQuestionsArgs): RoleStatement[] {
  return [
    { sid: "ReadLogin", actions: ["secretsmanager:GetSecretValue"], resources: [password.secretArn] },
    {
      sid: "DecryptLogin",
      actions: ["kms:Decrypt"],
      resources: [secretsKeyArn],
      conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
    },
  ];
}
