import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Stage } from "../../settings/stage/stage";
import type { System } from "../../stacks/settings/systems";
import { type Step, steps } from "../../settings/rotation/gates";
import { RehearsalFailure } from "../steps";
import { takeRotationStep } from "../standing/rotation-step";
import { StandingStage } from "../standing/standing-stage";
import { type Point, pointsOf } from "./points";
import { walk, type WalkResult, type WalkRun } from "./walk";

/** What happens to the stage, in this order; each deployment fails at its points before it goes through. */
export const deployments = ["first deployment", "release", ...steps, "destroy"] as const;
export type DeploymentName = (typeof deployments)[number];

/** What fails, and where. */
export interface FailuresArgs {
  readonly stage: Stage;
  /** @default all of the stage's file */
  readonly systems?: readonly System[];
  /** How many changes of each deployment fail; "all" is each of them once. */
  readonly count: number | "all";
  /** Chooses the points and how each fails. */
  readonly seed: string;
  /** The deployments that fail; those between go through at once. @default all of {@link deployments} */
  readonly failing?: readonly DeploymentName[];
  /** How many runs of the first deployment end with their first failure. @default 2 */
  readonly stops?: number;
  /** At how many changes of each deployment the engine is killed. @default 1 */
  readonly kills?: number;
  readonly listener?: FailuresListener;
}

/** What somebody who watches is told. */
export interface FailuresListener {
  /** `seconds` is how long the preview took: a run of the engine takes about twice as long. */
  begins?(deployment: DeploymentName, points: number, seconds: number): void;
  ran?(run: WalkRun): void;
  ends?(result: WalkResult): void;
}

/** What came of all walks. */
export interface FailuresResult {
  readonly stage: Stage;
  readonly seed: string;
  readonly walks: readonly WalkResult[];
  readonly seconds: number;
  readonly ok: boolean;
}

/** Minutes from the deployment before to each step of a rotation: a day, then what its gates ask for and a little more. */
const waits: Readonly<Record<Step, number>> = { publish: 1440, activate: 70, retire: 8 * 1440 };

/** So long ago that every step lies in the past. */
const daysAgo = 20;

/**
 * Lets the deployments of a stage fail at their points, one after the other on one stage, and looks after each at what the
 * engine's state and the account hold.
 * @throws RehearsalFailure where a preview of a deployment fails, so that nothing can be walked.
 */
export async function rehearseFailures(args: FailuresArgs): Promise<FailuresResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "failures-"));
  const since = new Date(Date.now() - daysAgo * 86_400_000);
  const began = performance.now();
  const { stage: name, systems, seed, failing: wanted = deployments } = args;
  const stage = await StandingStage.start({ folder, stage: name, systems, since });
  try {
    const failing = new FailingStage(stage, args, since);
    const walks: WalkResult[] = [];
    const last = Math.max(...wanted.map((deployment) => deployments.indexOf(deployment)));
    for (const deployment of deploymentsOf(name).filter((each) => deployments.indexOf(each) <= last)) {
      if (wanted.includes(deployment)) walks.push(await failing.walk(deployment));
      else await failing.goThrough(deployment);
    }
    const seconds = Math.round((performance.now() - began) / 1000);
    return { stage: name, seed, walks, seconds, ok: walks.every(({ findings }) => findings.length === 0) };
  } finally {
    stage.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A release of production must have run in staging, which does not stand here. */
function deploymentsOf(stage: Stage): readonly DeploymentName[] {
  return deployments.filter((name) => stage !== "production" || name !== "release");
}

class FailingStage {
  constructor(
    private readonly stage: StandingStage,
    private readonly args: FailuresArgs,
    private now: Date,
  ) {}

  async walk(deployment: DeploymentName): Promise<WalkResult> {
    const { stops = 2, kills = 1, listener = {} } = this.args;
    await this.#prepare(deployment);
    const points = await this.#points(deployment);
    const result = await walk({
      name: deployment,
      stage: this.stage,
      command: deployment === "destroy" ? "destroy" : "up",
      now: this.now,
      points,
      stops: deployment === "first deployment" ? stops : 0,
      kills: [...points].reverse().slice(0, kills),
      retires: (urn) => deployment === "retire" && urn.endsWith("-g1"),
      onRun: listener.ran?.bind(listener),
    });
    listener.ends?.(result);
    return result;
  }

  /** Deploys without a failure. */
  async goThrough(deployment: DeploymentName): Promise<void> {
    await this.#prepare(deployment);
    const { error } = await this.stage.deploy({ now: this.now });
    if (error !== undefined) throw new RehearsalFailure(`The ${deployment} fails by itself: ${error}`, false);
  }

  /** Edits the stage's file as a person does before the deployment. */
  async #prepare(deployment: DeploymentName): Promise<void> {
    switch (deployment) {
      case "first deployment":
        return;
      case "release":
        this.#release();
        return;
      case "destroy":
        return this.#unprotect();
      case "publish":
      case "activate":
      case "retire":
        await this.#take(deployment);
    }
  }

  /** Another image for every system. */
  #release(): void {
    const { systems } = this.stage.rotation();
    this.stage.change(systems.map((system) => ({ keys: [system, "image"], value: "v1.0.1" })));
  }

  async #take(step: Step): Promise<void> {
    this.now = new Date(this.now.getTime() + waits[step] * 60_000);
    await takeRotationStep(this.stage, step, this.now);
  }

  /** docs/runbooks/procedures/destroy-a-stage.md. */
  async #unprotect(): Promise<void> {
    this.stage.change([{ keys: ["dataProtection"], value: "off" }]);
    const { error } = await this.stage.deploy({ now: this.now });
    if (error !== undefined) throw new RehearsalFailure(`The protection cannot be lifted: ${error}`, false);
  }

  async #points(deployment: DeploymentName): Promise<readonly Point[]> {
    const { count, seed, listener = {} } = this.args;
    const began = performance.now();
    const changes = deployment === "destroy" ? await this.#standing() : await this.#preview(deployment);
    const points = pointsOf(changes, seed, count);
    listener.begins?.(deployment, points.length, (performance.now() - began) / 1000);
    return points;
  }

  async #preview(deployment: DeploymentName) {
    const { error, changes } = await this.stage.preview({ now: this.now });
    if (error !== undefined) throw new RehearsalFailure(`The preview of the ${deployment} fails: ${error}`, false);
    return changes;
  }

  async #standing() {
    const { resources } = await this.stage.state();
    return resources
      .filter(({ custom }) => custom === true)
      .map(({ urn, type }) => ({ urn, type, operation: "deleted" as const }));
  }
}
