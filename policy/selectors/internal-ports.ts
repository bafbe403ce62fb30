import type { RuleContext } from "../context";

/** The ports of Postgres, Redis and MongoDB (AH-NET-13, AH-NET-14). */
const storePorts = [5432, 6379, 27017];

/** Ports on which application servers commonly listen, for programs without a manifest (AH-NET-12; house value). */
const commonPorts = [3000, 4000, 5000, 8000, 8080, 8081];

/** The ports of data stores and services, among them those that the stage's manifest names for its tasks. */
export function internalPorts({ systems = {} }: Pick<RuleContext, "systems">): readonly number[] {
  const named = Object.values(systems)
    .flatMap((tasks) => Object.values(tasks))
    .flatMap(({ port }) => port ?? []);
  return [...new Set([...storePorts, ...commonPorts, ...named])].sort((one, other) => one - other);
}
