import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import type { StepResult } from "../readiness/run-result";

const pastStep = z.object({
  name: z.string(),
  /** Resources that it went through. */
  resources: z.number(),
  seconds: z.number(),
});

/** What a step came to in an earlier run. */
export type PastStep = z.infer<typeof pastStep>;

const pastRuns = z.array(z.array(pastStep));

/** What may be expected of a step, from the runs before. */
export interface UsualStep {
  /** As many as the last time. */
  readonly resources: number;
  /** The median of the last runs. */
  readonly seconds: number;
}

/** How many runs are remembered: one that the machine was busy with does not count for much. */
const remembered = 5;

/** The steps of the last runs on this machine, by which progress is told. */
export class LastRuns {
  readonly #file: string;

  /**
   * @param root the checkout, below whose `.rehearsal` they are noted.
   * @param name what was run: a stack, or a stack and a word.
   */
  constructor(root: string, name: string) {
    this.#file = path.join(root, ".rehearsal", `${name}.runs.json`);
  }

  /** What may be expected of each step, by its name; of a step that was never run, nothing. */
  usual(): ReadonlyMap<string, UsualStep> {
    const usual = new Map<string, UsualStep>();
    const steps = this.#read().flat();
    for (const { name, resources } of steps) {
      const times = steps.filter((step) => step.name === name).map(({ seconds }) => seconds);
      usual.set(name, { resources, seconds: median(times) });
    }
    return usual;
  }

  /** Notes the steps of a run that went well. What cannot be written is forgotten: it is a courtesy. */
  add(run: readonly PastStep[]): void {
    try {
      fs.mkdirSync(path.dirname(this.#file), { recursive: true });
      fs.writeFileSync(this.#file, JSON.stringify([...this.#read(), run].slice(-remembered)));
    } catch {
      return;
    }
  }

  #read(): z.infer<typeof pastRuns> {
    try {
      return pastRuns.parse(JSON.parse(fs.readFileSync(this.#file, "utf8")));
    } catch {
      return [];
    }
  }
}

/** A step of a run that is over, as it is remembered. */
export function pastStepOf(step: StepResult): PastStep {
  return { name: step.name, resources: resourcesOf(step), seconds: step.seconds };
}

/** How many resources a step went through. */
export function resourcesOf({ created, updated, replaced, deleted, same }: StepResult): number {
  return created + updated + replaced + deleted + same;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
