import type { Examination } from "../examination";
import type { ExaminedResource } from "../rule";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** The component that knows its container's facts while the container definition itself is still one unknown text. */
const containerTask = "care-platform:service:ContainerTask";

/** Everything that says what runs in a container. */
export const containerTypes = [taskDefinition, containerTask] as const;

/** A variable of a container's environment; the value is absent where only the name is known. */
export interface Variable {
  readonly name: string;
  readonly value?: string;
}

/** One container of a task, as the ECS API spells it; a component's facts leave out what is not theirs to say. */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly user?: string;
  readonly privileged?: boolean;
  readonly readonlyRootFilesystem?: boolean;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly dockerLabels?: Readonly<Record<string, string>>;
  readonly environment?: readonly Variable[];
  readonly secrets?: readonly { readonly name: string; readonly valueFrom?: string }[];
  readonly logConfiguration?: { readonly logDriver?: string; readonly options?: Readonly<Record<string, string>> };
}

/** Inputs of a task definition, or the facts of the component around it. */
export interface TaskArgs {
  readonly containerDefinitions?: string;
  readonly role?: string;
  readonly image?: string;
  readonly user?: string;
  readonly readonlyRootFilesystem?: boolean;
  readonly environmentNames?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secretNames?: readonly string[];
  readonly system?: string;
  readonly family?: string;
  readonly cpu?: string | number;
  readonly memory?: string | number;
  readonly ephemeralStorage?: number | { readonly sizeInGib?: number };
  readonly runtimePlatform?: { readonly operatingSystemFamily?: string };
}

/** Whether a task runs on Windows, where some of what ECS offers for Linux is not to be had. */
export function onWindows({ props }: ExaminedResource<TaskArgs>): boolean {
  return (props.runtimePlatform?.operatingSystemFamily ?? "LINUX").startsWith("WINDOWS");
}

/** Asks about every container of a task definition, or about the one whose facts a component shows. */
export function eachContainer(
  { type, props }: ExaminedResource<TaskArgs>,
  examination: Examination,
  body: (container: Container) => void,
): void {
  if (type === containerTask) {
    examination.attempt(() => {
      body(factsOf(props));
    });
    return;
  }
  examination.attempt(() => {
    const containers = parsed((props as TaskArgs).containerDefinitions);
    if (containers === undefined) examination.undecided("containerDefinitions that are a JSON list");
    else containers.forEach(body);
  });
}

/** The facts of a component, each read only when a rule asks for it: one of them may be unknown. */
function factsOf(props: TaskArgs): Container {
  return {
    name: props.role ?? "container",
    get image() {
      return props.image;
    },
    get user() {
      return props.user;
    },
    get readonlyRootFilesystem() {
      return props.readonlyRootFilesystem;
    },
    get environment() {
      const values: TaskArgs["environment"] = props.environment;
      return props.environmentNames?.map((name) => ({ name, value: values?.[name] }));
    },
    get secrets() {
      return props.secretNames?.map((name) => ({ name }));
    },
  };
}

function parsed(definitions: string | undefined): readonly Container[] | undefined {
  try {
    const list: unknown = JSON.parse(definitions ?? "");
    return Array.isArray(list) ? (list as readonly Container[]) : undefined;
  } catch {
    return undefined;
  }
}
