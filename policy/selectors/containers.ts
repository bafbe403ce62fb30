import type { RuleContext } from "../context";
import type { CheckedResource } from "../rule";
import { Unreadable } from "../unreadable";
import { AnyCaseObject, flag, fromJson, isObject, list, object, text, textMap, texts } from "./json-text";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

/** The component with its container's facts while the container definition itself is still unknown. */
const containerTask = "care-platform:service:ContainerTask";

/** Everything that defines the process of a container. */
export const containerTypes = [taskDefinition, containerTask] as const;

/** A variable of a container's environment; the value is absent where only the name is known. */
export interface Variable {
  readonly name: string;
  readonly value?: string;
}

/**
 * One container of a task, as the ECS API spells it; a component's facts may omit fields. Reading a
 * field of another shape throws {@link Unreadable}, which `RuleContext` turns into "undecided".
 */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly user?: string;
  readonly privileged?: boolean;
  readonly readonlyRootFilesystem?: boolean;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly healthCheck?: { readonly command?: readonly string[] };
  readonly dockerLabels?: Readonly<Record<string, string>>;
  /** The Linux capabilities that it gets beside the usual ones. */
  readonly addedCapabilities?: readonly string[];
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

/** Whether a task runs on Windows, where some Linux features of ECS are not available. */
export function onWindows({ props }: CheckedResource<TaskArgs>): boolean {
  return (props.runtimePlatform?.operatingSystemFamily ?? "LINUX").startsWith("WINDOWS");
}

/** Visits every container of a task definition, or the one in a component's facts. */
export function eachContainer(
  { type, props }: CheckedResource<TaskArgs>,
  context: RuleContext,
  body: (container: Container) => void,
): void {
  if (type === containerTask) {
    context.guard(() => {
      body(factsOf(props));
    });
    return;
  }
  context.guard(() => {
    const containers = fromJson((props as TaskArgs).containerDefinitions ?? "");
    if (!Array.isArray(containers)) throw new Unreadable("a JSON list in containerDefinitions");
    containers.forEach((written: unknown, index) => {
      context.guard(() => {
        body(writtenContainer(written, index));
      });
    });
  });
}

/** Whether a task definition gives one of its containers a variable, plain or secret, of this name. */
export function mentionsVariable(props: TaskArgs, name: string): boolean {
  const definitions: unknown = props.containerDefinitions;
  return typeof definitions === "string" && definitions.includes(`"${name}"`);
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

/**
 * A container of a container definition. The provider takes the keys in any case, as CloudFormation and the API spell them
 * (aws_ecs_task_definition decodes them with encoding/json of Go).
 */
function writtenContainer(written: unknown, index: number): Container {
  if (!isObject(written)) throw new Unreadable(`an object as container ${index + 1}`);
  const named = Object.entries(written).find(([key, value]) => key.toLowerCase() === "name" && text.is(value));
  const name = named === undefined ? `number ${index + 1}` : String(named[1]);
  const fields = new AnyCaseObject(written, `container ${name}`);
  return {
    name,
    get image() {
      return fields.get("image", text);
    },
    get user() {
      return fields.get("user", text);
    },
    get privileged() {
      return fields.get("privileged", flag);
    },
    get readonlyRootFilesystem() {
      return fields.get("readonlyRootFilesystem", flag);
    },
    get command() {
      return fields.get("command", texts);
    },
    get entryPoint() {
      return fields.get("entryPoint", texts);
    },
    get healthCheck() {
      const check = fields.get("healthCheck", object);
      return check && { command: new AnyCaseObject(check, `healthCheck of container ${name}`).get("command", texts) };
    },
    get dockerLabels() {
      return fields.get("dockerLabels", textMap);
    },
    get addedCapabilities() {
      const linux = fields.get("linuxParameters", object);
      const capabilities =
        linux && new AnyCaseObject(linux, `linuxParameters of container ${name}`).get("capabilities", object);
      return capabilities && new AnyCaseObject(capabilities, `capabilities of container ${name}`).get("add", texts);
    },
    get environment() {
      return fields.get("environment", list)?.map((entry) => variableOf(entry, name));
    },
    get secrets() {
      return fields.get("secrets", list)?.map((entry) => secretOf(entry, name));
    },
    get logConfiguration() {
      const log = fields.get("logConfiguration", object);
      return log && logOf(log, name);
    },
  };
}

/** Each field is read when a rule needs it, so that one of another shape does not affect the others. */
function variableOf(entry: unknown, container: string): Variable {
  const { nameOf, valueOf } = entryOf(entry, `environment of container ${container}`);
  return {
    get name() {
      return nameOf();
    },
    get value() {
      return valueOf("value");
    },
  };
}

function secretOf(entry: unknown, container: string): { readonly name: string; readonly valueFrom?: string } {
  const { nameOf, valueOf } = entryOf(entry, `secrets of container ${container}`);
  return {
    get name() {
      return nameOf();
    },
    get valueFrom() {
      return valueOf("valueFrom");
    },
  };
}

function entryOf(entry: unknown, where: string) {
  const nameOf = (): string => {
    if (!isObject(entry)) throw new Unreadable(`only objects in ${where}`);
    return new AnyCaseObject(entry, where).get("name", text) ?? "";
  };
  const valueOf = (key: string): string | undefined =>
    new AnyCaseObject(isObject(entry) ? entry : {}, `${nameOf()} in the ${where}`).get(key, text);
  return { nameOf, valueOf };
}

function logOf(log: Readonly<Record<string, unknown>>, container: string): Container["logConfiguration"] {
  const fields = new AnyCaseObject(log, `logConfiguration of container ${container}`);
  return {
    get logDriver() {
      return fields.get("logDriver", text);
    },
    get options() {
      return fields.get("options", textMap);
    },
  };
}
