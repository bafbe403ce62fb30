import { ofEachSystem, type System, systems } from "../stacks/settings/systems";
import { type Failure, type Operation, type Token, type WorkResult } from "./application/protocol";
import type { TaskProcess } from "./task-process";

/** How much each task does in a round. */
export interface RoundSize {
  /** Tokens each task signs. */
  readonly tokens: number;
  /** Tokens each task verifies at most, of all that are good. */
  readonly verified: number;
  /** Rows each task writes. */
  readonly rows: number;
  /** Rows each task reads at most: half of them the oldest there are. */
  readonly read: number;
  /** Jobs each task pushes; all tasks together take them all. */
  readonly jobs: number;
}

/** The size of a round: small enough for two cores, large enough for ten thousand operations in a drill. */
export const usualRound: RoundSize = { tokens: 8, verified: 40, rows: 4, read: 24, jobs: 4 };

/** A failed operation and its task. */
export interface TaskFailure extends Failure {
  readonly task: string;
}

/** Operations since the last counts. */
export interface Counts {
  readonly done: Readonly<Partial<Record<Operation, number>>>;
  readonly failures: readonly TaskFailure[];
}

/** What the users of a stage do, and what they hold: tokens, rows, jobs. */
export class Load {
  private readonly tokens: Record<System, Token[]> = ofEachSystem(() => []);
  private readonly rows: Record<System, number[]> = ofEachSystem(() => []);
  private waiting = new Set<string>();
  private done: Partial<Record<Operation, number>> = {};
  private failures: TaskFailure[] = [];

  constructor(private readonly size: RoundSize = usualRound) {}

  /**
   * Every task makes something, and then every task uses what all have made, now and earlier.
   * @param webhookToken what the webhook shows.
   */
  async round(tasks: readonly TaskProcess[], moment: Date, webhookToken: string): Promise<void> {
    const now = Math.floor(moment.getTime() / 1000);
    const { tokens, rows, jobs, verified, read } = this.size;
    await this.all(tasks, (task) => task.work({ kind: "make", now, tokens, rows, jobs }));
    for (const system of systems) this.tokens[system] = this.tokens[system].filter(({ expires }) => expires > now);
    await this.all(tasks, (task) =>
      task.work({
        kind: "use",
        now,
        tokens: ends(this.tokens[task.system], verified),
        rows: ends(this.rows[task.system], read),
        webhookToken,
      }),
    );
    for (let lost = this.waiting.size; lost > 0; lost -= 1) this.fail("take a job", "the queue", "a job was lost");
    this.waiting = new Set();
  }

  /** Counts an operation that no task does. */
  async count(operation: Operation, who: string, act: () => Promise<unknown>): Promise<void> {
    this.done[operation] = (this.done[operation] ?? 0) + 1;
    try {
      await act();
    } catch (error) {
      this.fail(operation, who, error instanceof Error ? error.message : "unknown error");
    }
  }

  /** Tokens of a system that are still good. */
  held(system: System): readonly Token[] {
    return this.tokens[system];
  }

  /** Logs all users out: discards their tokens. */
  forgetTokens(): void {
    for (const system of systems) this.tokens[system] = [];
  }

  /** Operations since the last call. */
  take(): Counts {
    const { done, failures } = this;
    this.done = {};
    this.failures = [];
    return { done, failures };
  }

  private async all(tasks: readonly TaskProcess[], work: (task: TaskProcess) => Promise<WorkResult>): Promise<void> {
    const results = await Promise.all(tasks.map(async (task) => ({ task, result: await work(task) })));
    for (const { result, task } of results) {
      for (const [operation, count] of Object.entries(result.done) as [Operation, number][]) {
        this.done[operation] = (this.done[operation] ?? 0) + count;
      }
      this.failures.push(...result.failures.map((failure) => ({ ...failure, task: task.name })));
      this.tokens[task.system].push(...result.tokens);
      this.rows[task.system].push(...result.rows);
      for (const id of result.pushed) this.waiting.add(id);
    }
    for (const { result, task } of results) {
      for (const id of result.taken) {
        if (!this.waiting.delete(id)) this.fail("take a job", task.name, "a job was done twice");
      }
    }
  }

  private fail(operation: Operation, task: string, reason: string): void {
    this.failures.push({ operation, task, reason });
  }
}

/** The first and the last of a list, as many as are wanted together. */
function ends<T>(list: readonly T[], count: number): T[] {
  if (list.length <= count) return [...list];
  const half = Math.floor(count / 2);
  return [...list.slice(0, half), ...list.slice(-(count - half))];
}
