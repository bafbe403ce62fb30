import type { Measurement } from "../outcome";
import type { Check, Probe, Subject } from "../probe";
import type { Deployed } from "./deployed";

/** Whom a probe of the state looks at: a subject whose deployment is known. */
export interface DeployedSubject extends Subject {
  readonly deployed: Deployed;
}

/** What a probe of the state measures in one system. */
export interface Look {
  /** What is looked at, in words: "3 services". */
  readonly address: string;
  readonly wanted: string;
  measure(): Promise<Measurement>;
}

/**
 * A probe that reads the state of a stage in AWS or Atlas. Without the state of the stack it looks at nothing.
 * @param probe what it has besides; `look` gives `undefined` where the system has not what the probe is about.
 */
export function stateProbe({
  look,
  ...probe
}: Omit<Probe, "checks"> & {
  readonly actions: readonly string[];
  readonly look: (subject: DeployedSubject) => Look | undefined;
}): Probe {
  return {
    ...probe,
    checks: (subject): readonly Check[] => {
      const { deployed } = subject;
      if (deployed === undefined) return [];
      const found = look({ ...subject, deployed });
      if (found === undefined) return [];
      const { address, wanted } = found;
      return [{ address, wanted, run: async () => await found.measure() }];
    },
  };
}
