import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { KeptResource } from "../account/index";
import { EngineKilled } from "../standing/engine-group";
import type { DeploymentResult, OpenState } from "../standing/protocol";
import type { StandingStage } from "../standing/standing-stage";
import { changedSeeds, type Divergence, divergenceOf } from "./divergence";
import { type ImportFile, importOf } from "./import-file";
import { ArmedPoints, type Point } from "./points";
import { runLimit } from "./run-limit";

/** What is walked. */
export interface WalkArgs {
  /** What is deployed: "first deployment", "publish". */
  readonly name: string;
  readonly stage: StandingStage;
  readonly command: "up" | "destroy";
  /** The clock of the program. */
  readonly now: Date;
  readonly points: readonly Point[];
  /** How many of the first runs end with their first failure; the others go on with what does not depend on one. @default 0 */
  readonly stops?: number;
  /** Where engine and program are killed, once at each: the change is made, and the engine does not hear of it. @default nowhere */
  readonly kills?: readonly Pick<Point, "urn" | "operation">[];
  /** Seeds that the step itself takes away, by URN. @default none */
  readonly retires?: (urn: string) => boolean;
  /** Hears of each run when it is over. */
  readonly onRun?: (run: WalkRun) => void;
}

/** One run of the engine. */
export interface WalkRun {
  readonly command: string;
  readonly seconds: number;
  readonly fired: readonly Point[];
  /** "failed" without a point: because of resources that an earlier run left behind. */
  readonly ended: "through" | "failed" | "killed";
}

/** What came of a walk. */
export interface WalkResult {
  readonly name: string;
  readonly runs: readonly WalkRun[];
  /** The points that fired. */
  readonly fired: readonly Point[];
  /** Where the engine was killed. */
  readonly killed: number;
  /** What a person imported, because it was there already and in the way. */
  readonly imported: readonly Pick<KeptResource, "urn" | "type" | "id">[];
  /** What a person removed, because no state knew of it. */
  readonly removed: readonly Pick<KeptResource, "urn" | "type" | "id">[];
  /** Points whose change was never asked for. */
  readonly neverReached: readonly Point[];
  /** What is not as it must be, in words. */
  readonly findings: readonly string[];
}

/** Runs a command of the engine again and again, each time with failures, until it goes through; and then once more. */
export async function walk(args: WalkArgs): Promise<WalkResult> {
  return new Walk(args).run();
}

class Walk {
  readonly #armed: ArmedPoints;
  readonly #kills: Pick<Point, "urn" | "operation">[];
  readonly #runs: WalkRun[] = [];
  readonly #imported: KeptResource[] = [];
  readonly #removed: KeptResource[] = [];
  readonly #findings = new Set<string>();
  /** What the engine leaves standing on purpose, by URN. */
  readonly #retained = new Set<string>();
  #state: OpenState | undefined;

  constructor(private readonly args: WalkArgs) {
    this.#armed = new ArmedPoints(args.points);
    this.#kills = [...(args.kills ?? [])];
  }

  async run(): Promise<WalkResult> {
    await this.#lookAtSeeds();
    while (!(await this.#goesThrough()));
    await this.#removeLeftBehind();
    await this.#mustChangeNothing();
    return {
      name: this.args.name,
      runs: this.#runs,
      fired: this.#runs.flatMap(({ fired }) => fired),
      killed: this.#runs.filter(({ ended }) => ended === "killed").length,
      imported: this.#imported.map(named),
      removed: this.#removed.map(named),
      neverReached: this.#armed.waiting,
      findings: [...this.#findings],
    };
  }

  /** One run, and what a person does after it has failed; whether there is no more to come of it. */
  async #goesThrough(): Promise<boolean> {
    const result = await this.#deploy();
    if (result === undefined) {
      await this.#afterKill();
      return false;
    }
    const fired = this.#runs.at(-1)?.fired ?? [];
    await this.#lookAtSeeds();
    if (result.error === undefined) return this.#kills.length === 0 || this.#nothingLeftToKill();
    const others = result.failed.filter((urn) => !fired.some((point) => point.urn === urn));
    const helped =
      (await this.#importWhatIsInTheWay(others)) || (fired.length === 0 && (await this.#removeLeftBehind()));
    if ((fired.length > 0 || helped) && this.#runs.length < runLimit) return false;
    this.#findings.add(`does not converge: ${result.error}`);
    return true;
  }

  async #deploy(): Promise<DeploymentResult | undefined> {
    const { stage, command, now, stops = 0 } = this.args;
    const number = this.#runs.length;
    const kill = number >= stops ? this.#kills[0] : undefined;
    const began = performance.now();
    let result: DeploymentResult | undefined;
    try {
      result = await stage[command === "up" ? "deploy" : "destroy"]({
        now,
        refresh: number > 0,
        continueOnError: number >= stops,
        fails: this.#armed.choice,
        checkpoints: kill !== undefined,
        killAt: ({ urn, operation, moment }) =>
          kill !== undefined && moment === "made" && urn === kill.urn && operation === kill.operation,
      });
    } catch (error) {
      if (!(error instanceof EngineKilled)) throw error;
      this.#kills.shift();
    }
    const run: WalkRun = {
      command: `pulumi ${command}${number > 0 ? " --refresh" : ""}${number >= stops ? " --continue-on-error" : ""}`,
      seconds: Math.round((performance.now() - began) / 100) / 10,
      fired: this.#armed.take(),
      ended: result === undefined ? "killed" : result.error === undefined ? "through" : "failed",
    };
    this.#runs.push(run);
    this.args.onRun?.(run);
    return result;
  }

  #nothingLeftToKill(): boolean {
    for (const { urn, operation } of this.#kills) this.#findings.add(`was not killed at the ${operation} of ${urn}`);
    return true;
  }

  /** `pulumi cancel`, and a refresh that takes over what was begun and is there. */
  async #afterKill(): Promise<void> {
    const { stage } = this.args;
    await stage.cancel();
    const state = await stage.state();
    const begun = new Set(state.pending.filter(({ operation }) => operation === "creating").map(({ urn }) => urn));
    const taken = divergenceOf(state, stage.account).leftBehind.filter(({ urn }) => begun.has(urn));
    await stage.refresh(taken);
    this.#imported.push(...taken);
    await this.#lookAtSeeds();
  }

  /** No seed that a state has had may change or go. */
  async #lookAtSeeds(): Promise<void> {
    const { stage, retires = () => false } = this.args;
    const state = await stage.state();
    if (this.#state !== undefined && this.args.command === "up") {
      for (const urn of changedSeeds(this.#state, state)) {
        if (!retires(urn)) this.#findings.add(`the seed ${urn} has changed or is gone`);
      }
    }
    for (const { urn, retainOnDelete } of state.resources) if (retainOnDelete === true) this.#retained.add(urn);
    this.#state = state;
  }

  /** What differs between state and account, without what a take-down leaves on purpose. */
  #divergenceOf(state: OpenState): Divergence {
    const divergence = divergenceOf(state, this.args.stage.account);
    const isAsked = ({ urn }: KeptResource) => this.args.command === "destroy" && this.#retained.has(urn);
    return { ...divergence, leftBehind: divergence.leftBehind.filter((resource) => !isAsked(resource)) };
  }

  /** docs/deploy.md, "Already exists". */
  async #importWhatIsInTheWay(failed: readonly string[]): Promise<boolean> {
    const { stage, now } = this.args;
    const inTheWay = divergenceOf(await stage.state(), stage.account).leftBehind.filter(({ urn }) =>
      failed.includes(urn),
    );
    if (inTheWay.length === 0 || this.args.command === "destroy") return false;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "import-"));
    try {
      const importFile = path.join(folder, "import.json");
      const { error } = await stage.preview({ now, importFile });
      // The engine writes the file at the end of a preview without errors.
      if (error !== undefined) throw new Error(`The preview for the import failed: ${error}`);
      const offered = JSON.parse(fs.readFileSync(importFile, "utf8")) as ImportFile;
      await stage.import(importOf(offered, inTheWay));
      this.#imported.push(...inTheWay);
      return true;
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Deletes what no state knows of, dependents first; whether there was anything. */
  async #removeLeftBehind(): Promise<boolean> {
    const { stage } = this.args;
    const { leftBehind } = this.#divergenceOf(await stage.state());
    let rest = [...leftBehind].reverse();
    for (let before = Infinity; rest.length < before;) {
      before = rest.length;
      rest = rest.filter((resource) => !this.#isRemoved(resource));
    }
    for (const { type, id } of rest) this.#findings.add(`cannot be removed: ${type} ${id}`);
    return rest.length < leftBehind.length;
  }

  #isRemoved(resource: KeptResource): boolean {
    const { account } = this.args.stage;
    const { type, id, state } = resource;
    const region = typeof state.region === "string" ? state.region : "";
    try {
      account.delete(type, id, { region, defaultTags: {} }, state);
    } catch {
      return false;
    }
    this.#removed.push(resource);
    return true;
  }

  async #mustChangeNothing(): Promise<void> {
    const { stage, command, now } = this.args;
    const again = await stage[command === "up" ? "deploy" : "destroy"]({ now });
    if (again.error !== undefined) this.#findings.add(`the next run fails: ${again.error}`);
    for (const { operation, urn } of again.changes) this.#findings.add(`the next run ${operation} ${urn}`);
    await this.#lookAtSeeds();
    const state = await stage.state();
    for (const { urn, operation } of state.pending) this.#findings.add(`still pending: ${operation} ${urn}`);
    const { leftBehind, missing, different } = this.#divergenceOf(state);
    for (const { type, id } of leftBehind) this.#findings.add(`left behind in the account: ${type} ${id}`);
    for (const urn of missing) this.#findings.add(`in the state and not in the account: ${urn}`);
    for (const { urn, properties } of different) {
      this.#findings.add(`differs from the state: ${urn} (${properties.join(", ")})`);
    }
  }
}

function named({ urn, type, id }: KeptResource): Pick<KeptResource, "urn" | "type" | "id"> {
  return { urn, type, id };
}
