import type { EventTally } from "../readiness/event-tally";
import { ExpectedError } from "../settings/faults/expected-error";
import type { RehearsalResult } from "./result";

/** What a step left behind, for its own judgement. */
export interface StepOutcome {
  /** What the engine said when the command failed. */
  readonly error: string | undefined;
  readonly tally: EventTally;
  /** How many resources stand in the account now, without those that are left there on purpose. */
  readonly standing: number;
  /** What was to stay readable and is not, in sentences. @default nothing */
  readonly unreadable?: readonly string[];
  /** What a refresh has read otherwise than it was given, in words. @default nothing */
  readonly readOtherwise?: readonly string[];
}

/** A step did not do what it should. */
export class RehearsalFailure extends ExpectedError {
  /** The rehearsal as far as it went. */
  result: RehearsalResult | undefined;

  constructor(
    message: string,
    /** Whether the checklist stopped it, rather than a fault of the program or the account. */
    readonly blockedByChecklist: boolean,
  ) {
    super(message);
    this.name = "RehearsalFailure";
  }

  /** The same failure with the rehearsal as far as it went. */
  with(result: RehearsalResult): this {
    this.result = result;
    return this;
  }
}

/** One image or one domain that people have not seen to. */
export interface MissingWork {
  readonly kind: "image" | "delegation";
  /** The repository, `staging/med-platform`, or the domain. */
  readonly name: string;
}

/** The command succeeds, and the checklist does not block it. Throws {@link RehearsalFailure} otherwise. */
export function mustSucceed({ error, tally }: StepOutcome): void {
  const mandatory = tally.findings.filter((finding) => finding.kind === "mandatory").length;
  if (mandatory > 0) {
    throw new RehearsalFailure(`The checklist blocks: ${mandatory} mandatory ${plural("violation", mandatory)}.`, true);
  }
  if (error !== undefined) throw new RehearsalFailure(error, false);
}

/** It succeeds, and the engine ran the policy pack. Throws {@link RehearsalFailure} otherwise. */
export function mustRunThePack(outcome: StepOutcome): void {
  mustSucceed(outcome);
  if (outcome.tally.policyPacks.length === 0) {
    throw new RehearsalFailure("The engine did not run the policy pack, so nothing was checked.", false);
  }
}

/** It also leaves no finding undecided. Throws {@link RehearsalFailure} otherwise. */
export function mustDecide(outcome: StepOutcome): void {
  // First, because an undecided mandatory rule also makes the command fail: the pack is strict in a rehearsal.
  const undecided = outcome.tally.findings.filter((finding) => finding.kind === "undecided").length;
  if (undecided > 0) {
    throw new RehearsalFailure(`${undecided} ${plural("finding", undecided)} undecided on the deployed stage.`, true);
  }
  mustRunThePack(outcome);
}

/** It also changes nothing. Throws {@link RehearsalFailure} otherwise. */
export function mustChangeNothing(outcome: StepOutcome): void {
  mustDecide(outcome);
  const { created, updated, replaced, deleted } = outcome.tally.changes;
  if (created + updated + replaced + deleted > 0) {
    throw new RehearsalFailure(
      `The deployment of what stands already changed something: ${created} created, ${updated} updated, ${replaced} replaced, ${deleted} deleted.`,
      false,
    );
  }
}

/** A refresh reads each value as the program states it. Throws {@link RehearsalFailure} otherwise. */
export function mustReadAsStated(outcome: StepOutcome): void {
  mustSucceed(outcome);
  const { readOtherwise = [] } = outcome;
  if (readOtherwise.length > 0) {
    throw new RehearsalFailure(
      `AWS reports ${readOtherwise.length} ${plural("value", readOtherwise.length)} otherwise than the program states, so that each "pulumi up" would change them:\n${readOtherwise.join("\n")}`,
      false,
    );
  }
}

/** It replaces and deletes nothing. Throws {@link RehearsalFailure} otherwise. */
export function mustKeepWhatIsPrepared(outcome: StepOutcome): void {
  mustDecide(outcome);
  const { replaced, deleted } = outcome.tally.changes;
  if (replaced + deleted > 0) {
    throw new RehearsalFailure(
      `The second pass must keep the resources of the first: ${replaced} replaced, ${deleted} deleted.`,
      false,
    );
  }
}

/** The sentences by which the account refuses what waits for people. */
const waitsFor = { image: "was not pushed", delegation: "is not delegated" } as const;

/** Something that is missing is named, and nothing that is there. Throws {@link RehearsalFailure} otherwise. */
export function mustStopFor(missing: readonly MissingWork[]): (outcome: StepOutcome) => void {
  return ({ error, tally }) => {
    const waiting = tally.errors.filter((message) => Object.values(waitsFor).some((words) => message.includes(words)));
    const isNamed = (message: string) =>
      missing.some(({ kind, name }) => message.includes(name) && message.includes(waitsFor[kind]));
    if (error === undefined || !waiting.some(isNamed)) {
      const sentences = missing.map(({ kind, name }) => `${name} ${waitsFor[kind]}`);
      throw new RehearsalFailure(`The deployment must stop with the message: ${sentences.join(", or ")}.`, false);
    }
    const others = waiting.filter((message) => !isNamed(message));
    if (others.length > 0) throw new RehearsalFailure(`It stopped for completed steps: ${others.join("; ")}`, false);
  };
}

/** How many resources the engine refused to delete because they are guarded. */
export function guardedResources(tally: EventTally): number {
  return tally.errors.filter((message) => message.includes("because it is protected")).length;
}

/** It is refused, because the data is guarded. Throws {@link RehearsalFailure} otherwise. */
export function mustBeRefused({ error, tally }: StepOutcome): void {
  if (error === undefined || guardedResources(tally) === 0) {
    throw new RehearsalFailure("The protected stage could be destroyed: its data is not protected.", false);
  }
}

/** It leaves no resource in the account. Throws {@link RehearsalFailure} otherwise. */
export function mustLeaveNothing(outcome: StepOutcome): void {
  mustSucceed(outcome);
  if (outcome.standing > 0) {
    throw new RehearsalFailure(`The account still has ${outcome.standing} resources.`, false);
  }
  const { unreadable = [] } = outcome;
  if (unreadable.length > 0) {
    throw new RehearsalFailure(`The settings keep the backups of the stage readable. ${unreadable.join(" ")}`, false);
  }
}

function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
