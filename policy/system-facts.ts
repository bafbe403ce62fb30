import { list, object, texts } from "./selectors/json-text";
import type { Shape } from "./selectors/json-text";
import { isUnknownValueError } from "./unknown-value";

/** The least that one task must have. */
export interface LeastTask {
  /** CPU units, 1024 to a vCPU. */
  readonly cpu?: number;
  /** MiB. */
  readonly memory?: number;
  /** GiB of the task's disk. */
  readonly ephemeralStorage?: number;
}

/** The needs of one task of a system. */
export interface TaskNeeds {
  /** Names of the variables that must come from a secret. */
  readonly secrets: readonly string[];
  /** Names of the other variables without which it does not start. */
  readonly variables: readonly string[];
  /** The port on which it listens. @default none */
  readonly port?: number;
  /** The least size of the task. @default any size will do */
  readonly least?: LeastTask;
}

/** The needs of a stage's tasks: by system, and then by the task's role in it, such as "api". */
export type SystemFacts = Readonly<Record<string, Readonly<Record<string, TaskNeeds>>>>;

/** An invalid part of the facts: where, found and allowed. */
export interface FactFault {
  readonly path: string;
  /** The found value in general words: a wrong fact may contain a secret. */
  readonly given: string;
  readonly allowed: string;
}

const number: Shape<number> = { is: (value): value is number => Number.isInteger(value), words: "a whole number" };

/** The facts about systems in the inputs of a stage's manifest; undefined where it has none. Each mistake goes to `fault`. */
export function systemFacts(
  inputs: Readonly<Record<string, unknown>>,
  fault: (found: FactFault) => void,
): SystemFacts | undefined {
  const read = new FactReader(fault);
  const systems = read.at(inputs, "systems", "", object);
  return systems && read.each(systems, "systems", (tasks, path) => read.each(tasks, path, needs(read)));
}

/** Reads the needs of one task. */
function needs(read: FactReader) {
  return (task: Readonly<Record<string, unknown>>, path: string): TaskNeeds => {
    read.only(task, path, ["secrets", "variables", "port", "least"]);
    const least = read.at(task, "least", path, object);
    if (least !== undefined) read.only(least, `${path}.least`, ["cpu", "memory", "ephemeralStorage"]);
    return {
      secrets: read.needed(task, "secrets", path, texts) ?? [],
      variables: read.needed(task, "variables", path, texts) ?? [],
      port: read.at(task, "port", path, number),
      least: least && {
        cpu: read.at(least, "cpu", `${path}.least`, number),
        memory: read.at(least, "memory", `${path}.least`, number),
        ephemeralStorage: read.at(least, "ephemeralStorage", `${path}.least`, number),
      },
    };
  };
}

/** Reads values of a given shape, and continues after an invalid one. */
class FactReader {
  constructor(private readonly fault: (found: FactFault) => void) {}

  /** The value of a key; undefined if there is none, or it has another shape. */
  at<T>(from: Readonly<Record<string, unknown>>, key: string, parent: string, shape: Shape<T>): T | undefined {
    const path = parent === "" ? key : `${parent}.${key}`;
    const value = valueOf(from, key);
    if (value === undefined || shape.is(value)) return value;
    this.fault({ path, given: kindOf(value), allowed: shape.words });
    return undefined;
  }

  /** The same of a key that must be there. */
  needed<T>(from: Readonly<Record<string, unknown>>, key: string, parent: string, shape: Shape<T>): T | undefined {
    if (valueOf(from, key) === undefined) {
      this.fault({ path: `${parent}.${key}`, given: "nothing", allowed: shape.words });
    }
    return this.at(from, key, parent, shape);
  }

  /** Reports every key that has no meaning. */
  only(from: Readonly<Record<string, unknown>>, path: string, known: readonly string[]): void {
    for (const key of Object.keys(from).filter((other) => !known.includes(other))) {
      this.fault({ path: `${path}.${key}`, given: "an unknown key", allowed: known.join(", ") });
    }
  }

  /** The results of `read` for each value, all of which must be objects. */
  each<T>(
    from: Readonly<Record<string, unknown>>,
    path: string,
    read: (value: Readonly<Record<string, unknown>>, path: string) => T,
  ): Readonly<Record<string, T>> {
    return Object.fromEntries(
      Object.keys(from).flatMap((key) => {
        const value = this.needed(from, key, path, object);
        return value === undefined ? [] : [[key, read(value, `${path}.${key}`)]];
      }),
    );
  }
}

function valueOf(from: Readonly<Record<string, unknown>>, key: string): unknown {
  try {
    return from[key] ?? undefined;
  } catch (error) {
    if (isUnknownValueError(error)) return unknownYet;
    throw error;
  }
}

/** Placeholder of a value that a preview does not know. */
const unknownYet = Symbol("unknown");

function kindOf(value: unknown): string {
  if (value === unknownYet) return "a value that is not known in a preview";
  return [list, texts, object].find(({ is }) => is(value))?.words ?? `a ${typeof value}`;
}
