import type * as aws from "@pulumi/aws";
import type { AccountView, Creation, Refusal } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { hasJsonKey, stagesOf, versionsOf } from "../security/secretsmanager";
import { textOf } from "../wire-text";
import { allowedMemory, isFargateSize } from "./fargate-sizes";

type TaskDefinitionCreation = Creation<aws.ecs.TaskDefinitionArgs>;

/** A container definition as far as ECS's checks look at it; everything in it is the program's own text. */
export interface ContainerDefinition {
  readonly name?: unknown;
  readonly image?: unknown;
  readonly essential?: unknown;
  readonly privileged?: unknown;
  readonly stopTimeout?: unknown;
  readonly portMappings?: readonly { readonly containerPort?: unknown; readonly hostPort?: unknown }[];
  readonly environment?: readonly { readonly name?: unknown }[];
  readonly secrets?: readonly { readonly name?: unknown; readonly valueFrom?: unknown }[];
  readonly mountPoints?: readonly { readonly sourceVolume?: unknown }[];
  readonly logConfiguration?: { readonly logDriver?: unknown; readonly options?: Readonly<Record<string, unknown>> };
}

const clientError = (message: string): Refusal => ({ code: "ClientException", message });

/** The containers of a task definition, or undefined when the text is no JSON list of objects. */
export function containersOf(text: unknown): readonly ContainerDefinition[] | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const parsed = JSON.parse(text) as unknown;
    const isList = Array.isArray(parsed) && parsed.every((each) => typeof each === "object" && each !== null);
    return isList ? (parsed as readonly ContainerDefinition[]) : undefined;
  } catch {
    return undefined;
  }
}

function isFargate(inputs: TaskDefinitionCreation["inputs"]): boolean {
  return (inputs.requiresCompatibilities ?? []).includes("FARGATE");
}

/** Task CPU is written in units or in vCPU, memory in MiB or in GB: "1024" or "1 vCPU", "2048" or "2GB". */
function amount(text: unknown, unit: RegExp): number {
  const given = textOf(text).trim();
  const match = unit.exec(given);
  return match ? Number(match[1]) * 1024 : Number(given);
}

function size({ inputs }: TaskDefinitionCreation): Refusal | undefined {
  if (!isFargate(inputs)) return undefined;
  if (inputs.cpu === undefined || inputs.memory === undefined) {
    return clientError("Fargate requires that 'cpu' and 'memory' be defined at the task level.");
  }
  const cpu = amount(inputs.cpu, /^([\d.]+)\s*vcpu$/i);
  const memory = amount(inputs.memory, /^([\d.]+)\s*gb$/i);
  if (isFargateSize(cpu, memory)) return undefined;
  return clientError(
    `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. With that CPU goes ${allowedMemory(cpu)}.`,
  );
}

function fargate({ inputs }: TaskDefinitionCreation): Refusal | undefined {
  if (!isFargate(inputs)) return undefined;
  if (inputs.networkMode !== "awsvpc") return clientError("Fargate only supports network mode 'awsvpc'.");
  if (inputs.placementConstraints !== undefined && inputs.placementConstraints.length > 0) {
    return clientError("Placement constraints are not supported for Fargate.");
  }
  return (containersOf(inputs.containerDefinitions) ?? []).some(({ privileged }) => privileged === true)
    ? clientError("Fargate does not support privileged containers.")
    : undefined;
}

function containers({ inputs }: TaskDefinitionCreation): Refusal | undefined {
  const found = containersOf(inputs.containerDefinitions);
  if (inputs.containerDefinitions !== undefined && found === undefined) {
    return clientError("Container definitions are not a JSON list of container definitions.");
  }
  const list = found ?? [];
  if (list.length === 0) return clientError("Container list cannot be empty.");
  const names = list.map(({ name }) => textOf(name));
  if (new Set(names).size < names.length) return clientError("Container names must be unique.");
  if (list.every(({ essential }) => essential === false)) {
    return clientError("All containers are not essential; at least one must be.");
  }
  for (const container of list) {
    const fault = containerFault(container, inputs);
    if (fault !== undefined) return clientError(fault);
  }
  return undefined;
}

function containerFault(container: ContainerDefinition, inputs: TaskDefinitionCreation["inputs"]): string | undefined {
  const name = textOf(container.name);
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(name)) return `Container name "${name}" is invalid.`;
  if (textOf(container.image) === "") return `Container.image should not be null or empty (${name}).`;
  const volumes = new Set((inputs.volumes ?? []).map((volume) => volume.name));
  const unmounted = (container.mountPoints ?? []).find(({ sourceVolume }) => !volumes.has(textOf(sourceVolume)));
  if (unmounted) return `Unknown volume '${textOf(unmounted.sourceVolume)}'.`;
  const plain = (container.environment ?? []).map((variable) => textOf(variable.name));
  const secret = (container.secrets ?? []).map((variable) => textOf(variable.name));
  const twice = plain.find((variable) => secret.includes(variable));
  if (twice !== undefined) {
    return `The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '${twice}'.`;
  }
  if (secret.length > 0 && inputs.executionRoleArn === undefined) {
    return "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.";
  }
  const stop = container.stopTimeout;
  if (isFargate(inputs) && typeof stop === "number" && (stop < 2 || stop > 120)) {
    return `StopTimeout must be between 2 and 120 seconds on Fargate; it is ${stop}.`;
  }
  const split = (container.portMappings ?? []).find(
    ({ containerPort, hostPort }) => hostPort !== undefined && hostPort !== containerPort,
  );
  return inputs.networkMode === "awsvpc" && split
    ? "When networkMode=awsvpc, the host ports and container ports in port mappings must match."
    : undefined;
}

/** ECS finds out only when a task starts; the account says so at once, in the words the stopped task would show. */
function secretsExist({ inputs, account }: TaskDefinitionCreation): Refusal | undefined {
  for (const container of containersOf(inputs.containerDefinitions) ?? []) {
    for (const { name, valueFrom } of container.secrets ?? []) {
      const fault = secretFault(textOf(valueFrom), account);
      if (fault !== undefined) {
        return {
          code: "ResourceInitializationError",
          message: `unable to pull secrets for ${textOf(name)}: ${fault}`,
        };
      }
    }
  }
  return undefined;
}

/** A reference is a secret's ARN, with up to three parts behind it: JSON key, version stage, version id. */
export function secretFault(valueFrom: string, account: AccountView): string | undefined {
  if (valueFrom === "") return "valueFrom is empty";
  if (!valueFrom.startsWith("arn:aws:secretsmanager:")) {
    const parameter = valueFrom.startsWith("arn:aws:ssm:")
      ? valueFrom.slice(valueFrom.indexOf(":parameter") + 10)
      : valueFrom;
    const known = account
      .list("aws:ssm/parameter:Parameter")
      .some(({ state }) => state.name === parameter || state.name === parameter.replace(/^\//, ""));
    return known ? undefined : `invalid parameter ${valueFrom}`;
  }
  const parts = valueFrom.split(":");
  if (parts.length !== 7 && parts.length !== 10) return "unexpected ARN format with parameters";
  const arn = parts.slice(0, 7).join(":");
  const secret = account.find("aws:secretsmanager/secret:Secret", "arn", arn);
  if (!secret) return "ResourceNotFoundException: Secrets Manager can't find the specified secret.";
  const [key = "", stage = "", version = ""] = parts.slice(7);
  const wanted = version === "" ? `staging label: ${stage || "AWSCURRENT"}` : `VersionId: ${version}`;
  const found = versionsOf(arn, account).find((one) =>
    version === "" ? stagesOf(one).includes(stage || "AWSCURRENT") : one.state.versionId === version,
  );
  if (!found) {
    return `ResourceNotFoundException: Secrets Manager can't find the specified secret value for ${wanted}`;
  }
  return key === "" || hasJsonKey(found, key) !== false
    ? undefined
    : `retrieved secret from Secrets Manager did not contain json key ${key}`;
}

/** The log group must be there, or the execution role must be allowed to create it. */
function logGroups({ inputs, account }: TaskDefinitionCreation): Refusal | undefined {
  for (const { logConfiguration } of containersOf(inputs.containerDefinitions) ?? []) {
    const options = logConfiguration?.options ?? {};
    const group = textOf(options["awslogs-group"]);
    if (logConfiguration?.logDriver !== "awslogs") continue;
    if (group === "") return clientError("Log driver awslogs requires options: awslogs-region, awslogs-group");
    const creates = textOf(options["awslogs-create-group"]) === "true";
    if (!creates && !account.find("aws:cloudwatch/logGroup:LogGroup", "name", group)) {
      return { code: "ResourceInitializationError", message: `The specified log group does not exist: ${group}` };
    }
  }
  return undefined;
}

/** What is refused about a task definition. */
export const taskDefinitionChecks = firstRefusal(size, fargate, containers, secretsExist, logGroups);
