import type { AccountView, KeptResource } from "../../../rehearsal/account/resource-type";
import { taskDefinitionOf } from "../../../rehearsal/account/types/compute/ecs-service-checks";
import { containersOf, secretFault } from "../../../rehearsal/account/types/compute/ecs-task-definition";

/** A secret that a container is given. */
export interface Pinned {
  readonly name: string;
  readonly valueFrom: string;
}

/** What a service runs. */
export interface RunningService {
  /** Its ARN. */
  readonly service: string;
  /** The ARN of the revision. */
  readonly revision: string;
  readonly secrets: readonly Pinned[];
}

/** A simulated account as it is at one moment. */
export interface AccountNow {
  readonly view: AccountView;
  readonly services: readonly RunningService[];
  /** Every version of every secret, by its id. */
  readonly versions: ReadonlyMap<string, KeptResource>;
  /** Whether a service could be given a revision. */
  usable(revision: string): boolean;
  /** What keeps a task from starting with these secrets. */
  faults(secrets: readonly Pinned[]): string[];
}

/** Looks at an account; what it holds later changes nothing about what was seen. */
export function accountNow(live: AccountView): AccountNow {
  const kept = new Map<string, readonly KeptResource[]>();
  for (const type of types) kept.set(type, live.list(type));
  const list = (type: string) => kept.get(type) ?? [];
  const view: AccountView = {
    ...live,
    list,
    find: (type, property, value) =>
      list(type).find(({ id, state }) => (property === "id" ? id : state[property]) === value),
  };
  return {
    view,
    services: list("aws:ecs/service:Service").map(({ id, state }) => {
      const revision = state.taskDefinition as string;
      const containers = containersOf(taskDefinitionOf(revision, view)?.state.containerDefinitions) ?? [];
      const secrets = containers.flatMap((container) => (container.secrets ?? []) as readonly Pinned[]);
      return { service: id, revision, secrets };
    }),
    versions: new Map(list("aws:secretsmanager/secretVersion:SecretVersion").map((version) => [version.id, version])),
    usable: (revision) => taskDefinitionOf(revision, view) !== undefined,
    faults: (secrets) => secrets.flatMap(({ valueFrom }) => secretFault(valueFrom, view) ?? []),
  };
}

/** What is looked at. */
const types = [
  "aws:ecs/service:Service",
  "aws:ecs/taskDefinition:TaskDefinition",
  "aws:secretsmanager/secret:Secret",
  "aws:secretsmanager/secretVersion:SecretVersion",
];
