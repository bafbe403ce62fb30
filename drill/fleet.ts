import { type System, systems } from "../stacks/settings/systems";
import type { Blueprint } from "./blueprint";
import type { DrillServers } from "./stage";
import { TaskProcess } from "./task-process";
import { Vault } from "./vault";

/** Tasks of each system. */
const desiredCount = 2;

/** A task, and what it was started from. */
interface Member {
  readonly process: TaskProcess;
  readonly revision: Blueprint;
}

/** The services of a stage: two tasks of each system, replaced one after the other. */
export class Fleet {
  private members: Member[] = [];
  private started = 0;

  constructor(private readonly servers: DrillServers) {}

  /** The tasks that run. */
  get tasks(): readonly TaskProcess[] {
    return this.members.map(({ process }) => process);
  }

  /** How many tasks run of a revision, and of others. */
  count(revision: Blueprint): { readonly current: number; readonly other: number } {
    const current = this.members.filter((member) => member.revision === revision).length;
    return { current, other: this.members.length - current };
  }

  /** Starts every task that is missing. */
  async fill(revision: Blueprint): Promise<void> {
    const missing = systems.flatMap((system) => {
      const running = this.members.filter(({ process }) => process.system === system).length;
      return Array.from({ length: desiredCount - running }, () => system);
    });
    await Promise.all(missing.map((system) => this.start(system, revision)));
  }

  /**
   * Of each system, starts one task of this revision and then ends one of another; does nothing where all are of it.
   * Returns whether every task is of it now.
   */
  async replaceOne(revision: Blueprint): Promise<boolean> {
    const old = systems.flatMap((system) => {
      const found = this.members.find((member) => member.process.system === system && member.revision !== revision);
      return found === undefined ? [] : [found];
    });
    await Promise.all(old.map(({ process }) => this.start(process.system, revision)));
    await Promise.all(old.map((member) => this.end(member)));
    return this.count(revision).other === 0;
  }

  /** Replaces every task. */
  async replaceAll(revision: Blueprint): Promise<void> {
    while (!(await this.replaceOne(revision)));
  }

  /** Ends all tasks. */
  async stop(): Promise<void> {
    await Promise.all(this.members.map((member) => this.end(member)));
  }

  /** Ends all tasks silently. */
  kill(): void {
    for (const { process } of this.members) process.kill();
  }

  private async start(system: System, revision: Blueprint): Promise<void> {
    const vault = new Vault(this.servers.vaultFile);
    const environment = Object.fromEntries(
      Object.entries(revision.environments[system]).map(([variable, from]) => [variable, vault.valueFrom(from)]),
    );
    this.started += 1;
    const { program, certificates } = this.servers;
    const process = await TaskProcess.start({ system, number: this.started, program, certificates, environment });
    this.members.push({ process, revision });
  }

  private async end(member: Member): Promise<void> {
    this.members = this.members.filter((one) => one !== member);
    await member.process.stop();
  }
}
