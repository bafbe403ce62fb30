import { type KeyringKind } from "../../../settings/secrets/kind";
import { acceptedBy, firstKeyring, type Keyring, type Slots, slotsOf } from "../../../settings/rotation/keyring";
import { deployedRecord, type DeployedKeyring, sameSlots } from "../../../settings/rotation/deployment";
import { type Evidence, type Gate, gates, type KeyringRules, type Step } from "../../../settings/rotation/gates";
import { replaceAtOnce, takeStep } from "../../../settings/rotation/steps";
import { transitionFaults } from "../../../settings/rotation/transition";

/** A deviation from the real machinery, to see that the world notices one. */
export interface Machinery {
  /** The gates that are asked, by the command and by the plan. */
  readonly asked: readonly Gate[];
  /** Whether a plan compares what is to be deployed with what runs. */
  readonly compares: boolean;
  /** What a task is given of a keyring. */
  readonly given: (slots: Slots) => Slots;
}

export const realMachinery: Machinery = { asked: Object.values(gates), compares: true, given: (slots) => slots };

/** A keyring of two slots: nobody hears of a key before it is used. */
export const twoSlots: Machinery = {
  ...realMachinery,
  given: ({ current, previous }) => ({ current, previous }),
};

/** The machinery without one of its gates. */
export function without(gate: Gate): Machinery {
  return { ...realMachinery, asked: realMachinery.asked.filter((one) => one !== gate) };
}

interface Token {
  readonly generation: number;
  readonly expires: number;
}

/** A deployment that is under way: the tasks are replaced one after the other. */
interface Deployment {
  readonly from: Slots;
  readonly to: Slots;
  readonly wanted: Keyring;
}

const tasks = 3;
export const deploymentSeconds = 1800;

/**
 * One keyring of one stage: what its settings say, what it runs, its tasks with the keys each was started with, and
 * everything that was made with them. Time is in milliseconds.
 */
export class World {
  now = Date.parse("2026-01-01T00:00:00Z");
  /** How far the clock of whoever takes the steps is off. */
  clockOff = 0;
  keyring: Keyring = firstKeyring;
  /** The record of what the stage runs. */
  private wanted: Keyring = firstKeyring;
  deployed: DeployedKeyring = { current: 1, phase: "steady", since: new Date(this.now).toISOString() };
  live: Slots[] = Array.from({ length: tasks }, () => ({ current: 1 }));
  /** The generations a store accepts: those of the last plan that was carried out. */
  accepted: readonly number[] = [1];
  deployment: Deployment | undefined;
  tokens: Token[] = [];
  rows: number[] = [];
  /** An emergency was deployed and has not reached every task yet: what is broken now was meant to be. */
  emergency = false;
  /** Steps that were taken and must not have been, in words. */
  readonly taken: string[] = [];
  stepsTaken = 0;
  stepsRefused = 0;

  constructor(
    readonly rules: KeyringRules,
    private readonly machinery: Machinery,
  ) {}

  /** The record as the command writes it, without or with what the stage says it runs. */
  command(step: Step, asks: boolean): boolean {
    const evidence: Evidence = { now: this.clock(), deploymentSeconds, deployed: asks ? this.deployed : "unknown" };
    const before = JSON.stringify(this.keyring);
    const illegal = this.illegal(step, asks);
    const outcome = takeStep(step, this.keyring, this.rules, evidence, this.machinery.asked);
    if (JSON.stringify(this.keyring) !== before) throw new Error("the record was changed under its owner's hands");
    if ("keyring" in outcome) {
      if (illegal !== undefined) this.taken.push(`${step} was taken although ${illegal}`);
      this.keyring = outcome.keyring;
      this.stepsTaken += 1;
      return true;
    }
    this.stepsRefused += 1;
    return false;
  }

  /** Why a step may not be taken now, by what is the case and not by what is written down; undefined where it may, or waits. */
  private illegal(step: Step, asks: boolean): string | undefined {
    const { current, next, previous } = slotsOf(this.keyring);
    const turn = previous !== undefined ? "retire" : next !== undefined ? "activate" : "publish";
    if (step !== turn) return `it is the turn of ${turn}`;
    if (asks && !sameSlots(this.deployed, { current, next, previous })) return "the stage runs something else";
    // A clock that is behind may hold a step back longer; one that is ahead may not let it go early.
    // Of a deployment that is under way nobody can know; the plan of the next one compares again.
    const settled = asks && this.deployment === undefined;
    if (step === "activate" && settled && this.live.some((task) => !acceptedBy(task).includes(current + 1))) {
      return "a task has not heard of the next generation";
    }
    if (step === "retire" && asks && this.tokens.some(({ generation }) => generation === previous)) {
      return "a token of the previous generation lives";
    }
    return step === "retire" && asks && this.rows.some((row) => row === previous)
      ? "a row needs the previous generation"
      : undefined;
  }

  emergencyCommand(): boolean {
    const outcome = replaceAtOnce(this.keyring, this.rules, "a laptop with access was stolen", this.clock());
    if ("keyring" in outcome) this.keyring = outcome.keyring;
    return "keyring" in outcome;
  }

  /** Somebody takes the settings back to what the stage runs, as version control has them. */
  revert(): void {
    this.keyring = this.wanted;
  }

  /** Somebody writes a record by hand. */
  edit(keyring: Keyring): void {
    this.keyring = keyring;
  }

  /** `pulumi up`: the plan asks the gates, the store learns who is accepted, and the tasks begin to be replaced. */
  up(): boolean {
    if (this.deployment) return false;
    const evidence = { now: this.clock(), deploymentSeconds, deployed: this.deployed };
    const { asked, compares } = this.machinery;
    if (compares && transitionFaults(this.keyring, this.rules, evidence, asked).length > 0) return false;
    const slots = slotsOf(this.keyring);
    const to = this.machinery.given(slots);
    this.accepted = acceptedBy(slots);
    this.deployment = { from: this.machinery.given(this.deployed), to, wanted: this.keyring };
    if (this.keyring.emergency !== undefined && slots.current !== this.deployed.current) this.emergency = true;
    return true;
  }

  /** One task of the old revision ends and one of the revision to come starts; the last one completes the deployment. */
  replaceTask(): void {
    if (!this.deployment) return;
    const { to, wanted } = this.deployment;
    const old = this.live.findIndex((task) => task !== to);
    if (old >= 0) this.live[old] = to;
    if (this.live.some((task) => task !== to)) return;
    this.deployment = undefined;
    this.completed(wanted);
  }

  /** The rest of the tasks is replaced. */
  finish(): void {
    while (this.deployment) this.replaceTask();
  }

  private completed(wanted: Keyring): void {
    const slots = slotsOf(wanted);
    const states = { "med-platform": { KEY: { ...slots, phase: wanted.phase } } };
    const record = deployedRecord(states, { "med-platform": { KEY: this.deployed } }, this.clock());
    this.deployed = record["med-platform"]?.KEY ?? this.deployed;
    this.wanted = wanted;
    if (this.emergency) {
      const lost = (generation: number) => !acceptedBy(slots).includes(generation);
      this.tokens = this.tokens.filter(({ generation }) => !lost(generation));
      this.emergency = false;
    }
  }

  /** The deployment fails: every task is of the revision before again, and the outputs stay what they were. */
  rollBack(): void {
    if (!this.deployment || this.emergency) return;
    const { from } = this.deployment;
    this.live = this.live.map(() => from);
    this.deployment = undefined;
  }

  pass(seconds: number): void {
    this.now += seconds * 1000;
    this.tokens = this.tokens.filter(({ expires }) => expires > this.now);
  }

  /** Every task signs a token, or writes a row. */
  use(): void {
    for (const { current } of this.live) {
      if (this.rules.kind === "encryption") this.rows.push(current);
      else if (this.rules.kind === "signing" || this.rules.kind === "rsa") {
        this.tokens.push({ generation: current, expires: this.now + this.rules.overlapSeconds * 1000 });
      }
    }
  }

  /**
   * The re-encryption job writes up to `count` rows anew, with the newest key there is, and leaves its record. Somebody may
   * run it too early: then it counts, and has no newer key to write with.
   */
  reencrypt(count: number): void {
    const { previous } = slotsOf(this.keyring);
    if (previous === undefined) return;
    let left = !this.deployment && this.deployed.previous === previous ? count : 0;
    this.rows = this.rows.map((generation) =>
      generation === previous && left-- > 0 ? this.deployed.current : generation,
    );
    const rowsLeft = this.rows.filter((generation) => generation === previous).length;
    this.keyring = {
      ...this.keyring,
      reencryption: { generation: previous, rowsLeft, at: this.clock().toISOString() },
    };
  }

  /** What does not work at this moment, in words. */
  broken(): string[] {
    if (this.emergency) return [];
    return this.live.flatMap((task, index) => {
      const keys = acceptedBy(task);
      const token = this.tokens.find(({ generation }) => !keys.includes(generation));
      const row = this.rows.find((generation) => !keys.includes(generation));
      return [
        ...(token ? [`task ${index} (${keys.join()}) refuses a token of generation ${token.generation}`] : []),
        ...(row === undefined ? [] : [`task ${index} (${keys.join()}) cannot read a row of generation ${row}`]),
        ...(this.accepted.includes(task.current) || !isUser(this.rules.kind)
          ? []
          : [`task ${index} cannot log in with generation ${task.current}`]),
      ];
    });
  }

  private clock(): Date {
    return new Date(this.now + this.clockOff);
  }
}

/** Milliseconds; two readings of one clock, each off by as much, differ by the five minutes that are tolerated. */
export const mostClockOff = 150_000;

function isUser(kind: KeyringKind): boolean {
  return kind === "database-user" || kind === "redis-user";
}
