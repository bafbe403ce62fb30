import { isDeepStrictEqual } from "node:util";
import type { WireValue } from "../resource-type";
import { isJsonList, isJsonObject, type Json, type JsonObject, jsonIn, sortedKeys } from "./documents";
import type { ReadProperty } from "./read";

/** The lists that ECS reports as empty where they were not given. */
const reportedEmpty = ["environment", "mountPoints", "portMappings", "systemControls", "volumesFrom"] as const;

/** What ECS fills into a health check that does not say (ECS developer guide, task definition parameters). */
const healthCheckDefaults = { interval: 30, retries: 3, timeout: 5 } as const;

/**
 * Container definitions as DescribeTaskDefinition reports them: with a processor share of 0, empty lists, defaults of a health
 * check, the protocol and host port of each port; environment and secrets by name (Read's orderEnvironmentVariables and orderSecrets).
 */
function reported(given: WireValue): WireValue {
  const containers = jsonIn(given);
  if (!isJsonList(containers)) return given;
  return JSON.stringify(sortedKeys(containers.map((each) => (isJsonObject(each) ? withDefaults(each) : each))));
}

function withDefaults(container: JsonObject): JsonObject {
  const lists = Object.fromEntries(reportedEmpty.map((list) => [list, container[list] ?? []]));
  return {
    ...withoutNulls(container),
    ...lists,
    cpu: container.cpu ?? 0,
    essential: container.essential ?? true,
    environment: byName(container.environment ?? []),
    portMappings: listOf(container.portMappings).map((port) => ({
      ...port,
      hostPort: port.hostPort ?? port.containerPort ?? 0,
      protocol: port.protocol ?? "tcp",
    })),
    ...(isJsonObject(container.healthCheck) && {
      healthCheck: { ...healthCheckDefaults, ...withoutNulls(container.healthCheck) },
    }),
    ...(isJsonList(container.secrets) && { secrets: byName(container.secrets) }),
  };
}

/** Whether the provider takes two definitions for the same: internal/service/ecs/container_definitions.go, `reduce`. */
function isSame(one: WireValue, other: WireValue): boolean {
  const [first, second] = [jsonIn(one), jsonIn(other)].map((containers) =>
    isJsonList(containers) ? byName(containers).map((each) => (isJsonObject(each) ? reduced(each) : each)) : undefined,
  );
  return first !== undefined && second !== undefined && isDeepStrictEqual(first, second);
}

function reduced(container: JsonObject): JsonObject {
  const ports = listOf(container.portMappings).map(({ protocol, hostPort, ...port }) => ({
    ...port,
    ...(protocol !== undefined && protocol !== "tcp" && { protocol }),
    hostPort: hostPort === undefined || hostPort === 0 ? (port.containerPort ?? null) : hostPort,
  }));
  const complete: JsonObject = {
    ...withoutNulls(container),
    essential: container.essential ?? true,
    environment: byName(container.environment ?? []),
    secrets: byName(container.secrets ?? []),
    portMappings: ports,
    ...(isJsonObject(container.healthCheck) && {
      healthCheck: { ...healthCheckDefaults, ...withoutNulls(container.healthCheck) },
    }),
  };
  // Go leaves out an empty list, and a number that is no pointer and 0: `cpu`.
  const said = Object.entries(complete).filter(
    ([key, value]) => !(isJsonList(value) && value.length === 0) && !(key === "cpu" && value === 0),
  );
  return Object.fromEntries(said);
}

function byName(list: Json): readonly Json[] {
  const name = (each: Json) => (isJsonObject(each) && typeof each.name === "string" ? each.name : "");
  return isJsonList(list) ? [...list].sort((one, other) => (name(one) < name(other) ? -1 : 1)) : [];
}

function listOf(list: Json | undefined): readonly JsonObject[] {
  return isJsonList(list) ? list.filter(isJsonObject) : [];
}

function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

/** The containers of a task definition. */
export const containerDefinitions: ReadProperty = {
  reported,
  same: isSame,
  source: "internal/service/ecs/container_definitions.go, containerDefinitionsAreEquivalent",
};
