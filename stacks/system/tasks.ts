import { ContainerService } from "../../components/service/container-service";
import type { ContainerServiceArgs } from "../../components/service/container-service";
import type { ContainerTaskArgs } from "../../components/service/container-task";
import { OneOffTask } from "../../components/service/one-off-task";
import type { OneOffTaskArgs } from "../../components/service/one-off-task";
import { ServiceAlarms } from "../../components/observability/service-alarms";
import type * as pulumi from "@pulumi/pulumi";
import type { SystemContext } from "./context";
import { subjects, thresholdsOf } from "./thresholds";

/** Inputs of every task from the stage and the system. */
export type TaskDefaults = Pick<
  ContainerTaskArgs,
  | "stage"
  | "system"
  | "role"
  | "accountId"
  | "region"
  | "image"
  | "repositoryArn"
  | "secretsKeyArn"
  | "logsKeyArn"
  | "logRetentionDays"
  | "logArchive"
>;

/** Common inputs of every task of a system; `image` is a tag of the system's repository, or a digest `sha256:…`. */
export function taskDefaults(
  { system, settings, foundation }: SystemContext,
  { role, image }: { readonly role: string; readonly image: string },
): TaskDefaults {
  const { accountId, region } = settings.aws;
  const repository = `${accountId}.dkr.ecr.${region}.amazonaws.com/${settings.stage}/${system}`;
  return {
    stage: settings.stage,
    system,
    role,
    accountId,
    region,
    image: `${repository}${image.startsWith("sha256:") ? "@" : ":"}${image}`,
    repositoryArn:
      foundation.repositoryArns[system] ?? `arn:aws:ecr:${region}:${accountId}:repository/${settings.stage}/${system}`,
    secretsKeyArn: foundation.secretsKeyArn,
    logsKeyArn: foundation.logsKeyArn,
    logRetentionDays: settings.logs.retentionDays,
    logArchive: foundation.logDestination,
  };
}

/** Where the tasks of the stage run. */
export function placeOfTasks({ foundation }: SystemContext) {
  return {
    clusterArn: foundation.clusterArn,
    clusterName: foundation.clusterName,
    vpcId: foundation.vpcId,
    subnetIds: foundation.privateSubnetIds,
  };
}

type Placed = "clusterArn" | "clusterName" | "vpcId" | "subnetIds";

/** System-specific inputs of a service. */
export type ServiceChoices = Omit<ContainerServiceArgs, keyof TaskDefaults | Placed> & {
  readonly role: string;
  readonly image: string;
  /** Dependencies of the tasks that are in no argument: the users of the database. @default none */
  readonly dependsOn?: readonly pulumi.Resource[];
};

/** A service of the system, with its alarms. */
export function createService(context: SystemContext, choices: ServiceChoices): ContainerService {
  const { settings, foundation, parent, system } = context;
  const { role, image, dependsOn, ...chosen } = choices;
  const name = `${system}-${role}`;
  const created = new ContainerService(
    name,
    { ...taskDefaults(context, { role, image }), ...placeOfTasks(context), ...chosen },
    { parent, dependsOn: [...(dependsOn ?? [])] },
  );
  new ServiceAlarms(
    name,
    {
      stage: settings.stage,
      routing: foundation.routing,
      clusterName: foundation.clusterName,
      serviceName: created.serviceName,
      serviceArn: created.serviceArn,
      minimumTasks: chosen.minimumTasks,
      subject: subjects.service(context, role),
      thresholds: thresholdsOf(context).service,
    },
    { parent },
  );
  return created;
}

/** A health check command of a Node.js container that requests `/health`: a hanging task is replaced even without requests. */
export function nodeHealthCheck(port: number): string[] {
  const ask = `fetch("http://127.0.0.1:${port}/health").then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
  return ["node", "-e", ask];
}

/** System-specific inputs of a one-off task, run manually or by the pipeline. */
export type OneOffTaskChoices = Omit<OneOffTaskArgs, keyof TaskDefaults | Placed> & {
  readonly role: string;
  readonly image: string;
  /** Dependencies of the task that are in no argument. @default none */
  readonly dependsOn?: readonly pulumi.Resource[];
};

/** A task that is run once per occasion, such as the database migrations before a release. */
export function createOneOffTask(context: SystemContext, choices: OneOffTaskChoices): OneOffTask {
  const { role, image, dependsOn, ...chosen } = choices;
  return new OneOffTask(
    `${context.system}-${role}`,
    { ...taskDefaults(context, { role, image }), ...placeOfTasks(context), ...chosen },
    { parent: context.parent, dependsOn: [...(dependsOn ?? [])] },
  );
}
