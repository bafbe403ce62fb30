import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { postgresFamily, postgresParameters } from "./postgres-parameters";
import { managedRoleArn } from "../security/service-role";

/** The resources around a Postgres instance, for a primary and a replica. */
export interface PostgresCommonArgs {
  stage: Stage;
  /** The AWS account of the enhanced monitoring role. */
  accountId: string;
  /** The version of Postgres: a major one ("16") or a minor one ("16.9"). */
  engineVersion: string;
  /** Connections the database accepts. @default RDS's default for the class */
  maxConnections?: number;
  /** The extensions that may be installed. @default all of RDS */
  extensions?: readonly string[];
  /** The ARN of the key for the logs; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the logs are kept in CloudWatch. @default 30 */
  logRetentionDays?: number;
}

/** The logs that RDS writes of Postgres; both go to CloudWatch (Amazon RDS User Guide, PostgreSQL database log files). */
export const exportedLogs = ["postgresql", "upgrade"] as const;

/** Seconds between two samples of enhanced monitoring; below a minute its log grows faster than its use. */
export const monitoringInterval = 60;

/** The family is part of the name: a major upgrade creates a second group before the first is deleted. */
export function postgresParameterGroup(
  name: string,
  { stage, engineVersion, maxConnections, extensions }: PostgresCommonArgs,
  options: pulumi.CustomResourceOptions,
): rds.ParameterGroup {
  const family = postgresFamily(engineVersion);
  return new rds.ParameterGroup(
    `${name}-parameters`,
    {
      name: physicalName("databaseParameterGroup", stage, name, family),
      description: `Parameters of ${name}`,
      family,
      parameters: postgresParameters(maxConnections, extensions),
    },
    options,
  );
}

/** The ARN of RDS's role for enhanced monitoring. */
export function postgresMonitoringRole(
  name: string,
  { stage, accountId }: PostgresCommonArgs,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return managedRoleArn(
    `${name}-monitoring`,
    {
      stage,
      accountId,
      service: "monitoring.rds.amazonaws.com",
      description: `Lets RDS write the enhanced monitoring of ${name}`,
    },
    {
      attachment: `${name}-monitoring-AmazonRDSEnhancedMonitoringRole`,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    },
    options,
  );
}

/** RDS would create the groups itself, unencrypted and without expiry, so the program creates them first. */
export function postgresLogGroups(
  name: string,
  { stage, logsKeyArn, logRetentionDays = 30 }: PostgresCommonArgs,
  options: pulumi.CustomResourceOptions,
): cloudwatch.LogGroup[] {
  const identifier = physicalName("databaseInstance", stage, name);
  return exportedLogs.map(
    (log) =>
      new cloudwatch.LogGroup(
        `${name}-${log}-log`,
        {
          name: `/aws/rds/instance/${identifier}/${log}`,
          kmsKeyId: logsKeyArn,
          retentionInDays: logRetentionDays,
        },
        options,
      ),
  );
}
