import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { archivedLog } from "../observability/archived-log";
import type { LogArchiveDestination } from "../observability/archived-log";
import {
  containerDefinition,
  defaultUser,
  defaultWritablePaths,
  secretArnOf,
  volumeName,
} from "./container-definition";
import type { ContainerArgs } from "./container-definition";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { serviceRole } from "../security/service-role";
import type { RoleStatement } from "../security/service-role";
import { beginningOf, jsonText, statedAs, textOf } from "../stated-values";

/** The inputs of a task definition. */
export interface ContainerTaskArgs extends Omit<ContainerArgs, "containerName"> {
  stage: Stage;
  /** The system the task belongs to: the second part of its log group. */
  system: string;
  /** The task's role in its system, "api" or "worker": the last part of its log group and its container's name. */
  role: string;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The stage's region. */
  region: string;
  /** CPU units, 1024 to a vCPU; Fargate takes 256, 512, 1024, 2048, 4096, 8192 and 16384. */
  cpu: number;
  /** Memory in MiB; the amounts Fargate takes depend on `cpu`. */
  memory: number;
  /** Disk of one task in GiB, 21 to 200 (C-40). @default Fargate's own 20 */
  ephemeralStorage?: number;
  /** The CPU architecture of the image. @default "X86_64" */
  architecture?: "X86_64" | "ARM64";
  /** The ARN of the image's repository, the only one the task may pull from. */
  repositoryArn: pulumi.Input<string>;
  /** The ARN of the key that encrypts the secrets. */
  secretsKeyArn: pulumi.Input<string>;
  /** The ARN of the key that encrypts the log group. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the log is kept, at least 30 in production (AH-LOG-03). */
  logRetentionDays: number;
  /** The archive destination of the log (AH-BAK-04). @default none */
  logArchive?: LogArchiveDestination;
  /** The application's rights in AWS. @default none */
  taskStatements?: readonly RoleStatement[];
  /** Sidecars of the application. @default none */
  sidecars?: readonly Sidecar[];
}

/**
 * A container beside the application, of a public image that needs no permission to be pulled. It shares the task's
 * network, its role and its log group, has no secrets, and writes to no disk.
 */
export interface Sidecar {
  /** What runs in it. */
  readonly container: Omit<ContainerArgs, "secrets" | "port" | "writablePaths">;
  /** Its rights in AWS, which the application in the task also gets. */
  readonly taskStatements: readonly RoleStatement[];
}

/**
 * A Fargate task definition with what only it uses: an encrypted log group, an execution role that can read exactly its
 * secrets, image and log, and a task role for the application. ContainerService runs it continuously, OneOffTask once.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): none until it runs; logs about USD 0.57/0.69 per GB ingested.
 */
export class ContainerTask extends pulumi.ComponentResource {
  /** The ARN of the newest revision. */
  readonly taskDefinitionArn: pulumi.Output<string>;
  /** The ARN of the role the application acts in. */
  readonly taskRoleArn: pulumi.Output<string>;
  /** The ARN of the role ECS acts in when it starts the task. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** The name of the log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** The name of the application's container. */
  readonly containerName: string;
  /** The containers of these arguments, as JSON; the deployed ones may differ after a failed update. */
  readonly wantedContainers: pulumi.Output<string>;

  constructor(name: string, args: ContainerTaskArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:service:ContainerTask", name, taskFacts(args), options);

    const logGroup = this.logGroup(name, args);
    this.archive(name, args, logGroup);
    const executionRole = this.executionRole(name, args, logGroup);
    const taskRole = this.taskRole(name, args);
    this.wantedContainers = wantedContainers(args, logGroup);
    const taskDefinition = this.taskDefinition(name, args, { executionRole, taskRole });

    this.taskDefinitionArn = taskDefinition.arn;
    this.taskRoleArn = taskRole.arn;
    this.executionRoleArn = executionRole.arn;
    this.logGroupName = logGroup.name;
    this.containerName = args.role;
    this.registerOutputs({
      taskDefinitionArn: this.taskDefinitionArn,
      taskRoleArn: this.taskRoleArn,
      executionRoleArn: this.executionRoleArn,
      logGroupName: this.logGroupName,
      containerName: this.containerName,
    });
  }

  private logGroup(name: string, args: ContainerTaskArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${name}-log`,
      {
        name: `/${args.stage}/${args.system}/${args.role}`,
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.logsKeyArn,
      },
      { parent: this },
    );
  }

  private archive(name: string, { logArchive }: ContainerTaskArgs, logGroup: cloudwatch.LogGroup): void {
    if (logArchive !== undefined) archivedLog(`${name}-log-archive`, logGroup, logArchive, { parent: this });
  }

  private executionRole(name: string, args: ContainerTaskArgs, logGroup: cloudwatch.LogGroup): iam.Role {
    return serviceRole(
      `${name}-execution`,
      {
        stage: args.stage,
        service: "ecs-tasks.amazonaws.com",
        accountId: args.accountId,
        description: `Starts the tasks of ${args.system} ${args.role}: pulls the image, reads the secrets, opens the log`,
        statements: executionStatements(args, logGroup.arn),
      },
      { parent: this },
    );
  }

  private taskRole(name: string, args: ContainerTaskArgs): iam.Role {
    const { sidecars = [] } = args;
    return serviceRole(
      `${name}-task`,
      {
        stage: args.stage,
        service: "ecs-tasks.amazonaws.com",
        accountId: args.accountId,
        description: `What ${args.system} ${args.role} itself may do in AWS`,
        statements: [...(args.taskStatements ?? []), ...sidecars.flatMap(({ taskStatements }) => taskStatements)],
      },
      { parent: this },
    );
  }

  private taskDefinition(
    name: string,
    args: ContainerTaskArgs,
    own: { executionRole: iam.Role; taskRole: iam.Role },
  ): ecs.TaskDefinition {
    return new ecs.TaskDefinition(
      `${name}-definition`,
      {
        family: physicalName("taskFamily", args.stage, name),
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: String(args.cpu),
        memory: String(args.memory),
        runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: args.architecture ?? "X86_64" },
        ephemeralStorage: args.ephemeralStorage === undefined ? undefined : { sizeInGib: args.ephemeralStorage },
        executionRoleArn: own.executionRole.arn,
        taskRoleArn: own.taskRole.arn,
        volumes: [...(args.writablePaths ?? defaultWritablePaths)].sort().map((path) => ({ name: volumeName(path) })),
        containerDefinitions: this.wantedContainers,
        // A revision that is deregistered cannot be deployed any more, and a rollback deploys the one before
        // (docs/decisions/0014-revisions-stay.md).
        skipDestroy: true,
      },
      { parent: this },
    );
  }
}

function wantedContainers(args: ContainerTaskArgs, logGroup: cloudwatch.LogGroup): pulumi.Output<string> {
  const log = { groupName: logGroup.name, region: args.region };
  return jsonText([
    containerDefinition({ ...args, containerName: args.role }, log),
    ...(args.sidecars ?? []).map(({ container }) => containerDefinition({ ...container, writablePaths: [] }, log)),
  ]);
}

/**
 * Facts of a task for rules at preview time, when the container definition is one unknown string: all plain values,
 * the names and plain values of the environment, and only the names of the secrets.
 */
export function taskFacts(args: ContainerTaskArgs) {
  return {
    stage: args.stage,
    system: args.system,
    role: args.role,
    image: args.image,
    cpu: args.cpu,
    memory: args.memory,
    ephemeralStorage: args.ephemeralStorage,
    port: args.port,
    sidecars: (args.sidecars ?? []).map(({ container }) => container.containerName),
    user: args.user ?? defaultUser,
    readonlyRootFilesystem: args.readonlyRootFilesystem ?? true,
    environmentNames: Object.keys(args.environment ?? {}).sort(),
    environment: plainValues(args.environment ?? {}),
    secretNames: Object.keys(args.secrets ?? {}).sort(),
    logRetentionDays: args.logRetentionDays,
  };
}

/** The values that no other resource decides. */
function plainValues(environment: Readonly<Record<string, pulumi.Input<string>>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment)
      .filter((entry): entry is [string, string] => typeof entry[1] === "string")
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

/** Exactly the rights that ECS needs to start the task, each on its resource. */
function executionStatements(args: ContainerTaskArgs, logGroupArn: pulumi.Output<string>): RoleStatement[] {
  const references = Object.values(args.secrets ?? {});
  const secrets: RoleStatement[] = [
    {
      sid: "ReadOwnSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      // Several variables come from one keyring.
      resources: statedAs(
        pulumi.all(references).apply((all) => [...new Set(all.map(secretArnOf))]),
        [...new Set(references.map(beginningOf))],
      ),
    },
    {
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: [args.secretsKeyArn],
      conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${args.region}.amazonaws.com` } },
    },
  ];
  return [
    ...(references.length > 0 ? secrets : []),
    {
      sid: "PullOwnImage",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [args.repositoryArn],
    },
    // ECR has no resource for the token itself (service authorization reference); its use is limited above.
    { sid: "SignInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "WriteOwnLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [textOf`${logGroupArn}:*`],
    },
  ];
}
