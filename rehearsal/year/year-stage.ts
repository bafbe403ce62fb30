import type { ResourceChange } from "../../readiness/run-result";
import type { Stage } from "../../settings/stage/stage";
import type { System } from "../../stacks/settings/systems";
import { type KeptResource, pendingChanges, settle } from "../account/index";
import type { DeploymentResult, OpenState } from "../standing/protocol";
import { type DeployOptions, StandingStage } from "../standing/standing-stage";

/** One command of the year, and what came of it. */
export interface YearRun {
  /** The command a person gives: `pulumi up --stack staging`. */
  readonly command: string;
  readonly seconds: number;
  readonly changes: readonly ResourceChange[];
  /** What the engine said when it failed. */
  readonly error?: string;
}

/** Hears of each run and each check of the year as it happens. */
export interface YearWatch {
  ran?(run: YearRun): void;
  says?(sentence: string, holds: boolean): void;
}

const day = 86_400_000;

/** A stage that stands for a year on the real engine: one clock for the program and the account, which only goes forward. */
export class YearStage {
  readonly findings: string[] = [];
  #time: { now: Date };

  private constructor(
    readonly name: Stage,
    readonly standing: StandingStage,
    time: { now: Date },
    private readonly watch: YearWatch,
  ) {
    this.#time = time;
  }

  /** Starts an empty account on `begin`; `folder` holds everything of it. */
  static async start({ folder, stage, systems, begin }: YearStageArgs, watch: YearWatch): Promise<YearStage> {
    const time = { now: begin };
    const standing = await StandingStage.start({ folder, stage, systems, since: begin, clock: () => time.now });
    return new YearStage(stage, standing, time, watch);
  }

  get now(): Date {
    return this.#time.now;
  }

  get systems(): readonly System[] {
    return this.standing.rotation().systems;
  }

  /** Lets days pass; the account makes the changes whose maintenance window has come. */
  pass(days: number): void {
    this.#time.now = new Date(this.now.getTime() + days * day);
    settle(this.standing.account.store, this.now);
  }

  /** `pulumi up`; a minute passes. */
  async up(options: Omit<DeployOptions, "now"> = {}): Promise<DeploymentResult> {
    this.pass(1 / 1440);
    const { withPolicy = false, refresh = false } = options;
    const command = `pulumi up${refresh ? " --refresh" : ""} --stack ${this.name}${withPolicy ? " --policy-pack policy" : ""}`;
    return this.#run(command, () => this.standing.deploy({ ...options, now: this.now }));
  }

  async destroy(): Promise<DeploymentResult> {
    return this.#run(`pulumi destroy --stack ${this.name}`, () => this.standing.destroy({ now: this.now }));
  }

  /** Says what must hold; a sentence that does not is a finding. */
  check(sentence: string, holds: boolean): void {
    this.watch.says?.(sentence, holds);
    if (!holds) this.findings.push(`${this.now.toISOString().slice(0, 10)}: ${sentence}`);
  }

  /** {@link up}, which must go through. */
  async mustUp(options: Omit<DeployOptions, "now"> = {}): Promise<readonly ResourceChange[]> {
    const { error, changes, policy } = await this.up(options);
    this.check(`the deployment goes through${error === undefined ? "" : `, and not: ${error}`}`, error === undefined);
    if (options.withPolicy === true) {
      const open = policy.findings.filter(({ kind }) => kind === "mandatory" || kind === "undecided");
      const found = open.map(({ message }) => message).join(" ");
      this.check(`the policy pack finds nothing that is mandatory or undecided ${found}`.trim(), open.length === 0);
    }
    return changes;
  }

  /** What stands in the account of a type, the end of whose name in the program is `name`. */
  one(type: string, name: string): KeptResource {
    const found = this.standing.account.store.list(type).find(({ urn }) => urn.endsWith(name));
    if (found === undefined) throw new Error(`The account has no ${type} ${name}.`);
    return found;
  }

  /** The changes that a resource waits for, in words. */
  waiting(resource: KeptResource): readonly string[] {
    return pendingChanges(resource).map(({ property, until }) => `${property} until ${until.slice(0, 16)}`);
  }

  state(): Promise<OpenState> {
    return this.standing.state();
  }

  async #run(command: string, act: () => Promise<DeploymentResult>): Promise<DeploymentResult> {
    const began = performance.now();
    const result = await act();
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const { changes, error } = result;
    this.watch.ran?.({ command, seconds, changes, ...(error !== undefined && { error }) });
    return result;
  }
}

/** Which stage stands for a year, and from when on. */
export interface YearStageArgs {
  readonly folder: string;
  readonly stage: Stage;
  /** @default all of the stage's file */
  readonly systems?: readonly System[];
  readonly begin: Date;
}

/** A property of what stands, as a text. */
export function textIn({ state }: KeptResource, property: string): string {
  const value = state[property];
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

/** What holds data, or is needed to read it; the versions of secrets come and go with each rotation. */
const holdsData = /^aws:(rds\/instance|elasticache\/replicationGroup|s3\/bucket|backup\/vault|kms\/key):/;

/** Whether nothing that holds data was made anew or deleted. */
export function keepsData(changes: readonly ResourceChange[]): boolean {
  return changes.every(({ type, operation }) => !holdsData.test(type) || !["replaced", "deleted"].includes(operation));
}
