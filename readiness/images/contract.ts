import type { DeployedStage } from "../architecture-page";
import type { DeployedResource } from "../deployed-resource";

/** How a load balancer asks a service for its health, from its target group. */
export interface HealthQuestion {
  readonly path: string;
  /** The HTTP status that counts as healthy. */
  readonly status: string;
  /** Seconds between two requests. */
  readonly interval: number;
  /** Seconds an answer may take. */
  readonly timeout: number;
  /** Failures in a row after which the task is replaced. */
  readonly failures: number;
}

/** What the task definition of a service demands of the image that it runs. */
export interface ImageContract {
  /** The platform of the image: "linux/amd64". */
  readonly platform: string;
  /** The user and group that run the process, by number. */
  readonly user: string;
  readonly readOnlyRoot: boolean;
  /** The folders that stay writable, each an empty volume. */
  readonly writablePaths: readonly string[];
  /** What replaces the image's ENTRYPOINT. @default nothing */
  readonly entryPoint?: readonly string[];
  /** What replaces the image's CMD. @default nothing */
  readonly command?: readonly string[];
  /** The folder the process starts in. @default the image's own */
  readonly workingDirectory?: string;
  /** The port the process listens on. @default none */
  readonly port?: number;
  /** @default nothing asks */
  readonly health?: HealthQuestion;
  /** The command that ECS runs in the container to ask for its health. @default none */
  readonly healthCommand?: readonly string[];
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopTimeout: number;
  /** The files that variables of the task name, and no volume has: the image must bring them. */
  readonly files: readonly string[];
  /** The names of the variables that the task reads from Secrets Manager. */
  readonly secrets: readonly string[];
  /** GiB of disk that the image, compressed and unpacked, and the writable folders share. */
  readonly storageGib: number;
}

/** The contracts by stage, system and service. */
export type ImageContracts = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, ImageContract>>>>>
>;

/** GiB of a Fargate task that says nothing of it (ECS Developer Guide, Fargate task ephemeral storage). */
const fargateStorageGib = 20;

/** The platform of an image for each CPU architecture of a task. */
const platforms: Readonly<Record<string, string>> = { X86_64: "linux/amd64", ARM64: "linux/arm64" };

interface Container {
  readonly name: string;
  readonly image: string;
  readonly user: string;
  readonly readonlyRootFilesystem: boolean;
  readonly stopTimeout: number;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
  readonly portMappings?: readonly { readonly containerPort: number }[];
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly secrets?: readonly { readonly name: string }[];
  readonly mountPoints?: readonly { readonly containerPath: string }[];
  readonly healthCheck?: { readonly command: readonly string[] };
}

interface TaskDefinition {
  readonly urn: string;
  readonly containerDefinitions: string;
  readonly runtimePlatform?: { readonly cpuArchitecture?: string };
  readonly ephemeralStorage?: { readonly sizeInGib: number } | null;
}

/** The contracts of the images of deployed stages, from their task definitions, services and target groups. */
export function contractsOf(stages: readonly DeployedStage[]): ImageContracts {
  return Object.fromEntries(
    [...stages].map(({ stage, resources }) => [stage, sorted(contractsOfStage(resources), sorted)]),
  );
}

function contractsOfStage(resources: readonly DeployedResource[]): Record<string, Record<string, ImageContract>> {
  const found: Record<string, Record<string, ImageContract>> = {};
  for (const { urn, type, properties } of resources) {
    if (type !== "aws:ecs/taskDefinition:TaskDefinition") continue;
    const task = { urn, ...properties } as unknown as TaskDefinition;
    for (const container of JSON.parse(task.containerDefinitions) as readonly Container[]) {
      const system = systemOf(container.image);
      if (system === undefined) continue;
      found[system] = { ...found[system], [container.name]: contractOf(task, container, resources) };
    }
  }
  return found;
}

/** The system whose repository an image is from; `undefined` of an image that is not from a repository of the stage. */
function systemOf(image: string): string | undefined {
  return /^\d{12}\.dkr\.ecr\.[^/]+\/[^/]+\/([^/:@]+)[:@]/.exec(image)?.[1];
}

function contractOf(task: TaskDefinition, container: Container, resources: readonly DeployedResource[]): ImageContract {
  const { entryPoint, command, workingDirectory, portMappings = [], environment = [], secrets = [] } = container;
  const writablePaths = (container.mountPoints ?? []).map(({ containerPath }) => containerPath);
  const files = environment.map(({ value }) => value).filter((value) => /^\/\S+\.\w+$/.test(value));
  const port = portMappings[0]?.containerPort;
  const health = healthOf(task, container, resources);
  const healthCommand = container.healthCheck?.command.filter((word, index) => index > 0 || word !== "CMD");
  return {
    platform: platforms[task.runtimePlatform?.cpuArchitecture ?? "X86_64"] ?? "linux/amd64",
    user: container.user,
    readOnlyRoot: container.readonlyRootFilesystem,
    writablePaths,
    ...(entryPoint && { entryPoint }),
    ...(command && { command }),
    ...(workingDirectory !== undefined && { workingDirectory }),
    ...(port !== undefined && { port }),
    ...(health && { health }),
    ...(healthCommand && { healthCommand }),
    stopTimeout: container.stopTimeout,
    files: files.filter((file) => !writablePaths.some((folder) => file.startsWith(`${folder}/`))),
    secrets: secrets.map(({ name }) => name).sort(),
    storageGib: task.ephemeralStorage?.sizeInGib ?? fargateStorageGib,
  };
}

/** How the load balancer of the service that runs the task asks the container. */
function healthOf(
  { urn }: TaskDefinition,
  { name }: Container,
  resources: readonly DeployedResource[],
): HealthQuestion | undefined {
  const service = resources.find(
    ({ type, dependencies }) => type === "aws:ecs/service:Service" && dependencies.includes(urn),
  );
  const { loadBalancers = [] } = (service?.properties ?? {}) as {
    readonly loadBalancers?: readonly { readonly containerName: string; readonly containerPort: number }[];
  };
  const asked = loadBalancers.find(({ containerName }) => containerName === name);
  const group = resources.find(
    (resource) =>
      resource.type === "aws:lb/targetGroup:TargetGroup" &&
      service?.dependencies.includes(resource.urn) === true &&
      resource.properties.port === asked?.containerPort,
  );
  if (group === undefined) return undefined;
  const { path, matcher, interval, timeout, unhealthyThreshold } = group.properties.healthCheck as {
    readonly path: string;
    readonly matcher: string;
    readonly interval: number;
    readonly timeout: number;
    readonly unhealthyThreshold: number;
  };
  return { path, status: matcher, interval, timeout, failures: unhealthyThreshold };
}

/** The same by sorted names, so that the order of the resources shows nowhere. */
function sorted<T>(values: Readonly<Record<string, T>>, inner: (value: T) => T = (value) => value): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => [name, inner(value)]),
  );
}
