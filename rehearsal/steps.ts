import { type StackName } from "../stacks/settings/systems";
import type { EventTally } from "../readiness/event-tally";
import { everythingDone, type OutsideWork } from "./account/index";
import type { RehearsalResult } from "./result";
import { ExpectedError } from "../settings/faults/expected-error";

/** What a step left behind, for its own judgement. */
export interface StepOutcome {
  /** What the engine said when the command failed. */
  readonly error: string | undefined;
  readonly tally: EventTally;
  /** How many resources stand in the account now, without those that are left there on purpose. */
  readonly standing: number;
  /** What was to stay readable and is not, in sentences. @default nothing */
  readonly unreadable?: readonly string[];
}

/** One command of a rehearsal. */
export interface Step {
  readonly name: string;
  readonly operation: "preview" | "up" | "destroy" | "preview of destroy";
  /** The command a real stage would need for the same. */
  readonly command: string;
  readonly withPolicy: boolean;
  /** Set when the command must be refused; it has then done nothing. @default false */
  readonly refused?: boolean;
  /** What the command stops for, in words: the images and domains that are missing. @default nothing */
  readonly stopsFor?: string;
  /** What people have done before the command runs. @default what they had done before the last one */
  readonly outside?: OutsideWork;
  /** Configuration that is changed before the command runs. */
  readonly configuration?: Readonly<Record<string, string>>;
  /** Throws {@link RehearsalFailure} when the step did not do what it should. */
  readonly verify: (outcome: StepOutcome) => void;
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

/** What decides which commands a rehearsal has. */
export interface StepPlan {
  readonly stage: StackName;
  /** Whether the stage is left standing. */
  readonly keep: boolean;
  /** Whether nothing is deployed. */
  readonly previewOnly: boolean;
  /** Whether the stage's data is guarded against deletion (`dataProtection: on`). */
  readonly guarded: boolean;
  /** Whether the stage is deployed in the two passes of a first deployment. @default false */
  readonly firstDeployment?: boolean;
  /** What is missing when the second pass is begun; people see to one after the other. @default nothing */
  readonly missing?: readonly MissingWork[];
}

/** One image or one domain that people have not seen to. */
export interface MissingWork {
  readonly kind: "image" | "delegation";
  /** The repository, `staging/med-platform`, or the domain. */
  readonly name: string;
}

/** The commands of a rehearsal, in order. */
export function planSteps(plan: StepPlan): readonly Step[] {
  const { stage, keep, previewOnly, guarded, firstDeployment, missing = [] } = plan;
  const [preview, ...others] = deployment(stage);
  if (previewOnly) return [preview];
  if (firstDeployment)
    return [...inPasses(stage, [preview, ...others], missing), ...(keep ? [] : takingDown(stage, guarded))];
  return [preview, ...others, ...(keep ? [] : takingDown(stage, guarded))];
}

function deployment(stage: StackName): readonly [Step, ...Step[]] {
  const withPack = `--stack ${stage} --policy-pack policy`;
  return [
    {
      name: "preview",
      operation: "preview",
      command: `pulumi preview ${withPack}`,
      withPolicy: true,
      verify: mustRunThePack,
    },
    { name: "up", operation: "up", command: `pulumi up ${withPack}`, withPolicy: true, verify: mustDecide },
    {
      name: "up again",
      operation: "up",
      command: `pulumi up ${withPack} --expect-no-changes`,
      withPolicy: true,
      verify: mustChangeNothing,
    },
  ];
}

/** The two passes of a first deployment (docs/decisions/0047-first-deployment.md). */
function inPasses(
  stage: StackName,
  [preview, up, ...rest]: readonly [Step, ...Step[]],
  missing: readonly MissingWork[],
): readonly Step[] {
  const setPass = (pass: string) => `pulumi config set care-platform:deploy ${pass} --stack ${stage}`;
  const second = up === undefined ? [] : [{ ...up, verify: mustKeepWhatIsPrepared }];
  const inOrder = [...missing].sort((one, other) => one.kind.localeCompare(other.kind, "en"));
  return [
    {
      name: "prepare",
      operation: "up",
      command: `${setPass("preparation")} && pulumi up --stack ${stage} --policy-pack policy`,
      withPolicy: true,
      configuration: { [passKey]: "preparation" },
      outside: { imagesMissing: "all", delegationsMissing: "all" },
      verify: mustDecide,
    },
    {
      ...preview,
      command: `${setPass("everything")} && ${preview.command}`,
      configuration: { [passKey]: "everything" },
      outside: everythingDone,
    },
    // The engine begins nothing new after the first refusal, so people learn of one after the other: certificates come first.
    ...inOrder.flatMap((_, done) => second.map((step) => tooEarly(step, inOrder.slice(done)))),
    ...second.map((step) => ({ ...step, outside: everythingDone })),
    ...rest,
  ];
}

/** An attempt at the second pass while something is missing. */
function tooEarly(up: Step, missing: readonly MissingWork[]): Step {
  const named = (kind: MissingWork["kind"]) => missing.filter((work) => work.kind === kind).map(({ name }) => name);
  const stopsFor = missing.map(({ kind, name }) => `${kind} ${name}`).join(" or ");
  return {
    ...up,
    name: `up without ${stopsFor}`,
    outside: { imagesMissing: named("image"), delegationsMissing: named("delegation") },
    stopsFor,
    verify: mustStopFor(missing),
  };
}

/** The setting that chooses the pass. */
const passKey = "care-platform:deploy";

function takingDown(stage: StackName, guarded: boolean): readonly Step[] {
  const destroy: Step = {
    name: "destroy",
    operation: "destroy",
    command: `pulumi destroy --stack ${stage}`,
    withPolicy: false,
    verify: mustLeaveNothing,
  };
  if (!guarded) return [destroy];
  return [
    {
      ...destroy,
      name: "destroy while protected",
      // The command previews what it would delete, and stops there; `--skip-preview` would delete what is not guarded.
      operation: "preview of destroy",
      refused: true,
      verify: mustBeRefused,
    },
    {
      name: "turn off protection",
      operation: "up",
      command: `pulumi config set dataProtection off --stack ${stage} && pulumi up --stack ${stage}`,
      // The pack demands the very guard that is being lifted (docs/decisions/0004-data-protection.md).
      withPolicy: false,
      configuration: { "care-platform:dataProtection": "off" },
      verify: mustSucceed,
    },
    destroy,
  ];
}

function mustSucceed({ error, tally }: StepOutcome): void {
  const mandatory = tally.findings.filter((finding) => finding.kind === "mandatory").length;
  if (mandatory > 0) {
    throw new RehearsalFailure(`The checklist blocks: ${mandatory} mandatory ${plural("violation", mandatory)}.`, true);
  }
  if (error !== undefined) throw new RehearsalFailure(error, false);
}

function mustRunThePack(outcome: StepOutcome): void {
  mustSucceed(outcome);
  if (outcome.tally.policyPacks.length === 0) {
    throw new RehearsalFailure("The engine did not run the policy pack, so nothing was checked.", false);
  }
}

function mustDecide(outcome: StepOutcome): void {
  // First, because an undecided mandatory rule also makes the command fail: the pack is strict in a rehearsal.
  const undecided = outcome.tally.findings.filter((finding) => finding.kind === "undecided").length;
  if (undecided > 0) {
    throw new RehearsalFailure(`${undecided} ${plural("finding", undecided)} undecided on the deployed stage.`, true);
  }
  mustRunThePack(outcome);
}

function mustChangeNothing(outcome: StepOutcome): void {
  mustDecide(outcome);
  const { created, updated, replaced, deleted } = outcome.tally.changes;
  if (created + updated + replaced + deleted > 0) {
    throw new RehearsalFailure(
      `The second deployment changed something: ${created} created, ${updated} updated, ${replaced} replaced, ${deleted} deleted.`,
      false,
    );
  }
}

function mustKeepWhatIsPrepared(outcome: StepOutcome): void {
  mustDecide(outcome);
  const { replaced, deleted } = outcome.tally.changes;
  if (replaced + deleted > 0) {
    throw new RehearsalFailure(
      `The second pass must keep what the first has made: ${replaced} replaced, ${deleted} deleted.`,
      false,
    );
  }
}

/** The sentences by which the account refuses what waits for people. */
const waitsFor = { image: "was not pushed", delegation: "is not delegated" } as const;

/** Something that is missing must be named, and nothing that is there. */
function mustStopFor(missing: readonly MissingWork[]): Step["verify"] {
  return ({ error, tally }) => {
    const waiting = tally.errors.filter((message) => Object.values(waitsFor).some((words) => message.includes(words)));
    const isNamed = (message: string) =>
      missing.some(({ kind, name }) => message.includes(name) && message.includes(waitsFor[kind]));
    if (error === undefined || !waiting.some(isNamed)) {
      const sentences = missing.map(({ kind, name }) => `${name} ${waitsFor[kind]}`);
      throw new RehearsalFailure(`The deployment must stop and say: ${sentences.join(", or ")}.`, false);
    }
    const others = waiting.filter((message) => !isNamed(message));
    if (others.length > 0) throw new RehearsalFailure(`It stopped for what was done: ${others.join("; ")}`, false);
  };
}

/** How many resources the engine refused to delete because they are guarded. */
export function guardedResources(tally: EventTally): number {
  return tally.errors.filter((message) => message.includes("because it is protected")).length;
}

function mustBeRefused({ error, tally }: StepOutcome): void {
  if (error === undefined || guardedResources(tally) === 0) {
    throw new RehearsalFailure("The protected stage could be destroyed: its data is not protected.", false);
  }
}

function mustLeaveNothing(outcome: StepOutcome): void {
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
