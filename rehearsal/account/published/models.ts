import * as fs from "node:fs";
import * as path from "node:path";
import type { Bound, BoundInputs, BoundType, Constraint, ServiceModel } from "./model";

const folder = path.join(__dirname, "models");

/** A type with the data its numbers point into. */
export class TypeModel {
  constructor(
    readonly type: BoundType,
    private readonly service: ServiceModel,
  ) {}

  /** Where its data is from: the packages, each with its version. */
  get source(): readonly string[] {
    return this.service.source;
  }

  get inputs(): BoundInputs {
    return this.#objectOf(this.type.inputs);
  }

  inputsOf(bound: Bound): BoundInputs | undefined {
    return bound.inputs === undefined ? undefined : this.#objectOf(bound.inputs);
  }

  constraintsOf(bound: Bound): readonly Constraint[] {
    return (bound.constraints ?? []).flatMap((number) => this.service.constraints[number] ?? []);
  }

  /** The input at a path, `rules[].schedule`, and below it the elements of its lists; none when it is not bound. */
  at(path: string): readonly Bound[] {
    let inputs: BoundInputs | undefined = this.inputs;
    let found: Bound | undefined;
    for (const step of path.replaceAll("[]", "").split(".")) {
      found = inputs?.bound[step];
      const last: Bound | undefined = found && elementsOf(found).at(-1);
      inputs = last && this.inputsOf(last);
    }
    return found ? elementsOf(found) : [];
  }

  #objectOf(number: number): BoundInputs {
    return this.service.objects[number] ?? { bound: {} };
  }
}

function elementsOf(bound: Bound): readonly Bound[] {
  return [bound, ...(bound.element ? elementsOf(bound.element) : [])];
}

/** The name of the file with a service's data, without the folder. */
export const modelFile = (service: string): string => `${service}.json`;

let services: readonly ServiceModel[] | undefined;
const byToken = new Map<string, TypeModel | undefined>();

/** What AWS publishes of a type, by its token; undefined for a type of another vendor. */
export function typeModel(token: string): TypeModel | undefined {
  if (!byToken.has(token)) byToken.set(token, find(token));
  return byToken.get(token);
}

/** The data of all services. */
export function serviceModels(): readonly ServiceModel[] {
  services ??= fs
    .readdirSync(folder)
    .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as ServiceModel);
  return services;
}

function find(token: string): TypeModel | undefined {
  const service = serviceModels().find(({ types }) => token in types);
  const type = service?.types[token];
  return service && type && new TypeModel(type, service);
}
