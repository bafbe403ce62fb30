import * as pulumi from "@pulumi/pulumi";
import { looksSecret } from "../../settings/secrets/looks-secret";

/** The definition of a container, as plain facts; only values of other resources are inputs. */
export interface ContainerArgs {
  /** The container's name inside its task: letters, digits, hyphens and underscores. */
  containerName: string;
  /** The whole image reference: `…/repository:vX.Y.Z` or `…/repository@sha256:…`. */
  image: string;
  /** The entry point, by its full path (MP-SVC-06). @default the image's own */
  entryPoint?: readonly string[];
  /** The command. @default the image's own */
  command?: readonly string[];
  /** The working directory (MP-SVC-04). @default the image's own */
  workingDirectory?: string;
  /** The port the process listens on. @default none, for a worker */
  port?: number;
  /** Plain environment by name; never a secret, see `secrets`. @default {} */
  environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Secret environment by name: Secrets Manager references `arn:json-key:version-stage:version-id`, the version pinned,
   * so that a rotation makes a new revision and with it new tasks. @default {}
   */
  secrets?: Readonly<Record<string, pulumi.Input<string>>>;
  /** The user and group the process runs as, by number; never root (MP-SVC-03). @default "1000:1000" */
  user?: string;
  /** Whether the image's file system is read-only (C-16). @default true */
  readonlyRootFilesystem?: boolean;
  /**
   * Folders that stay writable, each an empty volume that goes with the task (C-17, AH-DEP-13). The image must declare
   * each as a VOLUME owned by `user`, or the mount belongs to root. @default ["/tmp"]
   */
  writablePaths?: readonly string[];
  /** The container health check command; exit code 0 is healthy. @default none */
  healthCheckCommand?: readonly string[];
  /** Seconds between SIGTERM and SIGKILL, 2 to 120 on Fargate: the time for requests and jobs to finish. @default 60 */
  stopTimeout?: number;
  /** Maximum open files and sockets of a process. @default Fargate's own 65535 */
  openFiles?: number;
  /** Whether the container is essential. @default true */
  essential?: boolean;
  /** MiB it may take before it alone is ended. @default all the task has */
  memoryLimit?: number;
  /** Whether ECS restarts it a minute after it ended, while the rest of the task continues. @default false */
  restarts?: boolean;
}

/** Seconds a container must have run before ECS starts it again: the least it takes (ECS, restartAttemptPeriod). */
const restartAttemptPeriod = 60;

/** The log of a container. */
export interface ContainerLog {
  /** The log group's name. */
  groupName: pulumi.Input<string>;
  /** The region of the log group. */
  region: string;
}

/** The default numeric user of a container. */
export const defaultUser = "1000:1000";

/** The default writable folders of a container. */
export const defaultWritablePaths: readonly string[] = ["/tmp"];

/** The name of the volume behind a writable folder: `/var/log/app` is `var-log-app`. */
export function volumeName(path: string): string {
  return path.replace(/^\/+|\/+$/g, "").replace(/[^A-Za-z0-9]+/g, "-");
}

/** The ARN of the secret that a reference `arn:json-key:version-stage:version-id` points at. */
export function secretArnOf(reference: string): string {
  return reference.split(":").slice(0, 7).join(":");
}

/**
 * The faults of a container's facts, one sentence each; empty if there are none. Faults name only variables, never
 * values.
 */
export function containerFaults(args: ContainerArgs): string[] {
  const environment = Object.keys(args.environment ?? {});
  const secrets = new Set(Object.keys(args.secrets ?? {}));
  const user = args.user ?? defaultUser;
  const stopTimeout = args.stopTimeout ?? 60;
  const paths = args.writablePaths ?? defaultWritablePaths;
  return [
    ...environment
      .filter((name) => secrets.has(name))
      .map((name) => `${name} is both in the plain environment and among the secrets; keep it in one of them.`),
    ...environment
      .filter((name) => looksSecret(name) && !secrets.has(name))
      .map((name) => `${name} looks like a secret but is in the plain environment; move it to the secrets.`),
    ...(/^[1-9]\d*(:[1-9]\d*)?$/.test(user)
      ? []
      : [`The user is "${user}"; it must be a number other than 0, with a group: "1000:1000".`]),
    ...(stopTimeout >= 2 && stopTimeout <= 120
      ? []
      : [`The stop timeout is ${stopTimeout} s; Fargate allows 2 to 120 s.`]),
    ...paths
      .filter((path) => !path.startsWith("/") || volumeName(path) === "")
      .map((path) => `The writable path "${path}" is not the absolute path of a folder below the root.`),
  ];
}

/**
 * One element of a task definition's `containerDefinitions`, in the spelling of the ECS API. Lists are sorted and empty
 * ones left out, because the provider compares the JSON text with ECS's response.
 *
 * @throws pulumi.RunError when the facts contradict each other or put a secret where it does not belong.
 */
export function containerDefinition(args: ContainerArgs, log: ContainerLog): Record<string, unknown> {
  const faults = containerFaults(args);
  if (faults.length > 0) throw new pulumi.RunError(`The container ${args.containerName}: ${faults.join(" ")}`);
  const byName = ([left]: [string, unknown], [right]: [string, unknown]) => (left < right ? -1 : 1);
  const environment = Object.entries(args.environment ?? {}).sort(byName);
  const secrets = Object.entries(args.secrets ?? {}).sort(byName);
  const paths = [...(args.writablePaths ?? defaultWritablePaths)].sort();
  return {
    name: args.containerName,
    image: args.image,
    essential: args.essential ?? true,
    user: args.user ?? defaultUser,
    readonlyRootFilesystem: args.readonlyRootFilesystem ?? true,
    stopTimeout: args.stopTimeout ?? 60,
    // An init process forwards signals, so that draining starts; on Fargate capabilities can be dropped but not added.
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    ...(args.entryPoint && { entryPoint: args.entryPoint }),
    ...(args.command && { command: args.command }),
    ...(args.workingDirectory !== undefined && { workingDirectory: args.workingDirectory }),
    ...(args.memoryLimit !== undefined && { memory: args.memoryLimit }),
    ...(args.restarts === true && { restartPolicy: { enabled: true, restartAttemptPeriod } }),
    ...(args.port !== undefined && {
      portMappings: [{ containerPort: args.port, hostPort: args.port, protocol: "tcp" }],
    }),
    ...(environment.length > 0 && { environment: environment.map(([name, value]) => ({ name, value })) }),
    ...(secrets.length > 0 && { secrets: secrets.map(([name, valueFrom]) => ({ name, valueFrom })) }),
    ...(paths.length > 0 && {
      mountPoints: paths.map((path) => ({ sourceVolume: volumeName(path), containerPath: path, readOnly: false })),
    }),
    ...(args.healthCheckCommand && {
      healthCheck: {
        command: ["CMD", ...args.healthCheckCommand],
        interval: 30,
        timeout: 5,
        retries: 3,
        startPeriod: 60,
      },
    }),
    ...(args.openFiles !== undefined && {
      ulimits: [{ name: "nofile", softLimit: args.openFiles, hardLimit: args.openFiles }],
    }),
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": log.groupName,
        "awslogs-region": log.region,
        "awslogs-stream-prefix": args.containerName,
        // A blocked log must not block the service; 25 MiB bridge an outage of some minutes.
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    },
  };
}
