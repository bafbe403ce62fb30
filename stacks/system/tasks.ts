import { ContainerService } from "../../components/service/container-service";
import type { ContainerServiceArgs } from "../../components/service/container-service";
import type { ContainerTaskArgs } from "../../components/service/container-task";
import { OneOffTask } from "../../components/service/one-off-task";
import type { OneOffTaskArgs } from "../../components/service/one-off-task";
import { ServiceAlarms } from "../../components/observability/service-alarms";
import type * as pulumi from "@pulumi/pulumi";
import type { SystemContext } from "./context";
import { subjects, thresholdsOf } from "./thresholds";

/** What the stage and the system say of every task. */
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

/** What every task of a system has in common; `image` is a tag of the system's repository, or a digest `sha256:…`. */
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

/** What a system decides about one of its services. */
export type ServiceChoices = Omit<ContainerServiceArgs, keyof TaskDefaults | Placed> & {
  readonly role: string;
  readonly image: string;
  /** What must be there before the tasks start, and no argument says so: the users of the database. @default nothing */
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

/** A command by which a container of Node.js asks itself for `/health`: a task that hangs is replaced though nobody calls it. */
export function nodeHealthCheck(port: number): string[] {
  const ask = `fetch("http://127.0.0.1:${port}/health").then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
  return ["node", "-e", ask];
}

/** What a system decides about a task that is run by hand or by the pipeline. */
export type OneOffTaskChoices = Omit<OneOffTaskArgs, keyof TaskDefaults | Placed> & {
  readonly role: string;
  readonly image: string;
  /** What must be there before the task can do its work, and no argument says so. @default nothing */
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
