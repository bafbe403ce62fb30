import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { functionCode } from "./function-code";
import { atLeast } from "../observability/alarm-words";
import { metricAlarm } from "../observability/metric-alarm";
import type { AlarmRouting } from "../observability/metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { policyDocument } from "../security/policy-document";
import type { PolicyStatement } from "../security/policy-document";
import { serviceRole } from "../security/service-role";
import type { RoleStatement } from "../security/service-role";
import { taskSecurityGroup } from "./task-security-group";
import type { ReachedService } from "./task-security-group";
import { textOf } from "../stated-values";

/** When the alarm of a function fires. */
export interface FunctionThresholds {
  /** Failed runs within 5 minutes; fires when it is reached. */
  readonly failedRuns: number;
}

/** The alarm on failed runs of a function. */
export interface FunctionAlarm {
  /** Where it goes. */
  routing: AlarmRouting;
  /** Its runbook below `docs/runbooks`, without `.md`. */
  runbook: string;
  /** What the function does and for whom, after "The Lambda function that": "manages the users of the med-platform database". */
  task: string;
  thresholds: FunctionThresholds;
}

/** The inputs of a function. */
export interface VpcFunctionArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The stage's region. */
  region: string;
  /** The folder of its code below `functions/`. */
  source: string;
  /** The description in the console, one sentence. */
  description: string;
  /** The alarm on its failed runs; absent for a function whose caller waits for its answer and gets the error. */
  alarm?: FunctionAlarm;
  /** Variables of the code: places and names, never a secret. @default none */
  variables?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Its network. */
  vpcId: pulumi.Input<string>;
  /** Private subnets with a route to AWS's services, through a NAT gateway or interface endpoints. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The stores it talks to; beside them it reaches port 443 only. */
  reaches: readonly ReachedService[];
  /** Its rights in AWS, besides writing its log. */
  statements: readonly RoleStatement[];
  /** The ARN of the key that encrypts its log; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the log is kept, at least 30 in production (AH-LOG-03). */
  logRetentionDays: number;
  /** Seconds a run may take, 1 to 900. @default 60 */
  timeout?: number;
  /** Memory in MiB, 128 to 10240; the CPU share grows with it. @default 256 */
  memory?: number;
}

/**
 * A Lambda function inside the network, for work of the stage itself: with an encrypted log, a role and a security
 * group of its own, and an alarm on every failed run where nobody waits for its answer.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): USD 0.10 a month for the alarm; runs are within the free tier.
 */
export class VpcFunction extends pulumi.ComponentResource {
  /** The name of the function. */
  readonly functionName: pulumi.Output<string>;
  /** The security group it runs in. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The log group's name. */
  readonly logGroupName: pulumi.Output<string>;
  /** A digest of the code. */
  readonly codeDigest: string;

  constructor(name: string, args: VpcFunctionArgs, options?: pulumi.ComponentResourceOptions) {
    const { stage, source, description } = args;
    super("care-platform:service:VpcFunction", name, { stage, source, description }, options);

    const physical = physicalName("lambdaFunction", stage, name);
    const logGroup = this.logGroup(name, args, physical);
    const role = this.role(name, args);
    const policy = this.policy(name, args, { role, logGroup, physical });
    const securityGroup = this.securityGroup(name, args);
    const created = this.function(name, args, { physical, role, policy, securityGroup, logGroup });
    if (args.alarm !== undefined) this.errorAlarm(name, args.stage, args.alarm, created);

    this.functionName = created.name;
    this.securityGroupId = securityGroup.id;
    this.logGroupName = logGroup.name;
    this.codeDigest = functionCode(source).digest;
    this.registerOutputs({
      functionName: this.functionName,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
      codeDigest: this.codeDigest,
    });
  }

  /** Lambda would make the group itself, unencrypted and kept for ever; so it is there first. */
  private logGroup(name: string, args: VpcFunctionArgs, physical: string): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${name}-log`,
      { name: `/aws/lambda/${physical}`, kmsKeyId: args.logsKeyArn, retentionInDays: args.logRetentionDays },
      { parent: this },
    );
  }

  private role(name: string, { stage, accountId, description }: VpcFunctionArgs): iam.Role {
    return serviceRole(
      `${name}-role`,
      { stage, service: "lambda.amazonaws.com", accountId, description },
      { parent: this },
    );
  }

  /** A dependency of the function: Lambda refuses a function whose role has no rights in the network yet. */
  private policy(
    name: string,
    args: VpcFunctionArgs,
    { role, logGroup, physical }: Pick<FunctionParts, "role" | "logGroup" | "physical">,
  ): iam.RolePolicy {
    return new iam.RolePolicy(
      `${name}-policy`,
      {
        role: role.name,
        policy: policyDocument([
          {
            sid: "WriteLog",
            effect: "Allow",
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [textOf`${logGroup.arn}:*`],
          },
          ...networkStatements(args, physical),
          ...args.statements.map((statement) => ({ effect: "Allow" as const, ...statement })),
        ]),
      },
      { parent: this },
    );
  }

  private securityGroup(name: string, { stage, vpcId, reaches }: VpcFunctionArgs): ec2.SecurityGroup {
    return taskSecurityGroup(`${name}-access`, { stage, vpcId, reaches, egressPorts: [443] }, { parent: this });
  }

  private function(name: string, args: VpcFunctionArgs, parts: FunctionParts): lambda.Function {
    return new lambda.Function(
      `${name}-function`,
      {
        name: parts.physical,
        description: args.description,
        role: parts.role.arn,
        code: functionCode(args.source).archive,
        handler: "index.handler",
        runtime: lambda.Runtime.NodeJS24dX,
        timeout: args.timeout ?? 60,
        memorySize: args.memory ?? 256,
        ephemeralStorage: { size: 512 },
        ...(args.variables !== undefined && { environment: { variables: statedVariables(args.variables) } }),
        vpcConfig: { subnetIds: args.subnetIds, securityGroupIds: [parts.securityGroup.id] },
        loggingConfig: {
          logFormat: "JSON",
          logGroup: parts.logGroup.name,
          applicationLogLevel: "INFO",
          systemLogLevel: "WARN",
        },
      },
      { parent: this, dependsOn: [parts.policy] },
    );
  }

  private errorAlarm(name: string, stage: Stage, alarm: FunctionAlarm, created: lambda.Function): void {
    const { failedRuns } = alarm.thresholds;
    metricAlarm(
      `${name}-errors`,
      {
        stage,
        severity: "warning",
        routing: alarm.routing,
        summary: `The Lambda function that ${alarm.task} failed ${atLeast(failedRuns, "time")} within 5 minutes.`,
        runbook: alarm.runbook,
        threshold: failedRuns,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        evaluationPeriods: 1,
        // A function that does not run reports no metrics.
        treatMissingData: "notBreaching",
        metric: {
          namespace: "AWS/Lambda",
          name: "Errors",
          dimensions: { FunctionName: created.name },
          statistic: "Sum",
          period: 300,
        },
      },
      { parent: this },
    );
  }
}

/** The parts of the function. */
interface FunctionParts {
  physical: string;
  role: iam.Role;
  policy: iam.RolePolicy;
  securityGroup: ec2.SecurityGroup;
  logGroup: cloudwatch.LogGroup;
}

/**
 * Rights of Lambda to connect the function to the network, denied to the function's own
 * code. Sources: Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC"; IAM
 * user guide, "IAM JSON policy elements: Resource".
 */
function networkStatements({ region, accountId }: VpcFunctionArgs, physical: string): PolicyStatement[] {
  const change = [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
  ];
  const describe = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];
  return [
    {
      sid: "ConnectToNetwork",
      effect: "Allow",
      actions: change,
      // Lambda tries the first when it makes the function; IAM promises the match of a kind by its name only.
      resources: ["*", "network-interface", "subnet", "security-group"].map(
        (kind) => `arn:aws:ec2:${region}:${accountId}:${kind}/*`,
      ),
    },
    // These actions have no resources.
    { sid: "SeeNetwork", effect: "Allow", actions: describe, resources: ["*"] },
    {
      sid: "OnlyLambdaItself",
      effect: "Deny",
      actions: [...change, ...describe],
      resources: ["*"],
      conditions: {
        ArnEquals: { "lambda:SourceFunctionArn": `arn:aws:lambda:${region}:${accountId}:function:${physical}` },
      },
    },
  ];
}

/** The variables with stated parts: which of them hold a secret is decided while their values are unknown. */
function statedVariables(variables: Readonly<Record<string, pulumi.Input<string>>>) {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, textOf`${value}`]));
}
