import { type Step, steps } from "../settings/rotation/gates";
import { acceptedBy, slotsOf } from "../settings/rotation/keyring";
import type { Operation } from "./application/protocol";
import { DrilledStage, type DrilledStageArgs } from "./drilled-stage";
import type { Counts, TaskFailure } from "./load";
import { drilledKeyrings } from "./records";
import type { DrillServers } from "./stage";

/** One deployment of a drill, or what came of it. */
export interface PhaseReport {
  /** Which rotation, from 1; 0 before the first. */
  readonly rotation: number;
  readonly phase: string;
  readonly operations: number;
  readonly failed: number;
  /** Tasks that run at the end of it. */
  readonly tasks: number;
  /** The generations that are accepted, the one in use first. */
  readonly generations: readonly number[];
}

/** What a drill came to. */
export interface DrillReport {
  readonly phases: readonly PhaseReport[];
  readonly operations: number;
  /** By kind. */
  readonly done: Readonly<Partial<Record<Operation, number>>>;
  readonly failures: readonly TaskFailure[];
  /** Steps that were tried before their time and refused. */
  readonly refused: number;
}

/** Hears of each phase when it is over. */
export type OnPhase = (phase: PhaseReport) => void;

/** How a drill is run. */
export interface RotationDrillArgs extends DrilledStageArgs {
  /** Number of rotations of every keyring. @default 2 */
  readonly rotations?: number;
}

/**
 * Two rotations of every keyring, with a rolling deployment at each step and one that is rolled back in the middle.
 * Each step is tried immediately, and after a refusal again at its earliest allowed time.
 */
export class RotationDrill {
  readonly stage: DrilledStage;
  private readonly rotations: number;
  private readonly phases: PhaseReport[] = [];
  private readonly done: Partial<Record<Operation, number>> = {};
  private readonly failures: TaskFailure[] = [];
  /** Keyrings whose next step was taken before the last one was deployed whole. */
  private hasty = 0;

  constructor(
    servers: DrillServers,
    args: RotationDrillArgs = {},
    private readonly onPhase: OnPhase = () => undefined,
  ) {
    this.rotations = args.rotations ?? 2;
    this.stage = new DrilledStage(servers, args);
  }

  /** Runs it once; the tasks still run afterwards. */
  async run(): Promise<DrillReport> {
    await this.stage.begin();
    this.over(0, "begin");
    for (let rotation = 1; rotation <= this.rotations; rotation += 1) {
      for (const step of steps) await this.step(rotation, step);
    }
    return this.report();
  }

  /** What was done so far. */
  report(): DrillReport {
    const { phases, done, failures, stage } = this;
    return {
      phases,
      operations: phases.reduce((sum, { operations }) => sum + operations, 0),
      done,
      failures,
      refused: stage.refused,
    };
  }

  /** Notes what was done since the last phase. */
  over(rotation: number, phase: string): Counts {
    const counts = this.stage.load.take();
    for (const [operation, count] of Object.entries(counts.done) as [Operation, number][]) {
      this.done[operation] = (this.done[operation] ?? 0) + count;
    }
    this.failures.push(...counts.failures);
    const [first] = drilledKeyrings;
    const report: PhaseReport = {
      rotation,
      phase,
      operations: Object.values(counts.done).reduce((sum, count) => sum + count, 0),
      failed: counts.failures.length,
      tasks: this.stage.fleet.tasks.length,
      generations: first === undefined ? [] : acceptedBy(slotsOf(this.stage.records.keyring(first))),
    };
    this.phases.push(report);
    this.onPhase(report);
    return counts;
  }

  private async step(rotation: number, step: Step): Promise<void> {
    // Where a hasty step was not refused, it is deployed as it is, and the rest follows in its turn.
    if (this.hasty > 0) await this.rollOut(rotation, step);
    if (this.hasty === 0 && this.stage.isDue(step)) {
      await this.stage.take(step);
      await this.rollOut(rotation, step);
    }
  }

  private async rollOut(rotation: number, step: Step): Promise<void> {
    const { stage } = this;
    this.hasty = 0;
    const fails = rotation === this.rotations && step === "activate";
    let blueprint = await stage.beginRollout(fails);
    if (fails) {
      await stage.rollBack();
      this.over(rotation, "roll back");
      blueprint = await stage.beginRollout();
    }
    this.hasty = stage.hurry();
    if (this.hasty === 0) {
      await stage.finishRollout(blueprint);
      if (step === "activate") stage.copyWebhookToken();
      this.hasty = stage.hurry();
    }
    this.over(rotation, step);
  }
}
