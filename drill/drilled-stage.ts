import type { Step } from "../settings/rotation/gates";
import { phaseBefore, stepAfter } from "../settings/rotation/gates";
import type { Reencryption } from "../settings/rotation/keyring";
import { type Blueprint, type BlueprintSource, componentsBlueprint, ofDatabases, type OtherUser } from "./blueprint";
import { deleteRetired, type DeploymentRequest, deployStores } from "./deployment";
import { Fleet } from "./fleet";
import { Load, type RoundSize } from "./load";
import { type DrilledKeyring, drilledKeyrings, type Leniency, RotationRecords } from "./records";
import { type DrillServers, migrate } from "./stage";
import { Vault } from "./vault";

/** How a stage is drilled. */
export interface DrilledStageArgs {
  /** What of the rules is left out. @default nothing */
  readonly leniency?: Leniency;
  /** Where the environment of the tasks comes from. @default the project's own components */
  readonly source?: BlueprintSource;
  /** @default usualRound */
  readonly round?: RoundSize;
}

/** Minutes between the first task of a deployment and the last, by the drill's clock. */
const rollingMinutes = 10;

/** A stage on real servers: its records, tasks and users. */
export class DrilledStage {
  readonly records: RotationRecords;
  readonly fleet: Fleet;
  readonly load: Load;
  /** Steps that were tried before their time and refused. */
  refused = 0;
  private readonly source: BlueprintSource;
  private running: Blueprint | undefined;
  /** The last inputs of the stores, and of a one-off task started now. */
  private told: Blueprint | undefined;
  /** The webhook's token: the last copied one. */
  private webhookToken = "";

  constructor(
    readonly servers: DrillServers,
    { leniency, source = componentsBlueprint, round }: DrilledStageArgs = {},
  ) {
    this.records = new RotationRecords(leniency);
    this.fleet = new Fleet(servers);
    this.load = new Load(round);
    this.source = source;
  }

  /** What the stage runs. */
  get deployed(): Blueprint {
    if (this.running === undefined) throw new Error("Nothing is deployed.");
    return this.running;
  }

  /** Deploys the stage for the first time. */
  async begin(): Promise<void> {
    const blueprint = await this.deployStores();
    await migrate(this.servers, blueprint.databases);
    await this.fleet.fill(blueprint);
    this.completed(blueprint);
    this.copyWebhookToken();
    await this.round();
  }

  /** The value a task of what runs is given of a variable. */
  variable(system: DrilledKeyring["system"], name: string, blueprint = this.deployed): string {
    return new Vault(this.servers.vaultFile).valueFrom(blueprint.environments[system][name] ?? "");
  }

  /** What a deployment would be asked for now. */
  request(fails = false): DeploymentRequest {
    const { stores, postgres, vaultFile } = this.servers;
    const certificates = ofDatabases((system) => postgres[system].certificate);
    return { wanted: this.records.wanted(fails), stores, certificates, vaultFile };
  }

  /** Everything users do in the stage. */
  applicationRound(): Promise<void> {
    return this.load.round(this.fleet.tasks, this.records.now, this.webhookToken);
  }

  /** All operations of users and administrators in the stage. */
  async round(): Promise<void> {
    await this.applicationRound();
    for (const { system, database, logins } of (this.told ?? this.deployed).databases) {
      for (const user of ["migration", "reporting", "master"] satisfies OtherUser[]) {
        await this.load.count("log in to Postgres", `${user} of ${system}`, async () => {
          await this.servers.postgres[system].query(logins[user], database, "SELECT 1");
        });
      }
    }
  }

  /**
   * Takes a step of every keyring that has not taken it yet, at the first moment that the gates allow, with a round of
   * everything just before.
   * @throws Error when it is refused then.
   */
  async take(step: Step): Promise<void> {
    const due = drilledKeyrings.filter((keyring) => this.records.keyring(keyring).phase === phaseBefore[step]);
    const from = Math.max(...due.map((keyring) => this.records.allowedFrom(step, keyring).getTime()));
    if (from > this.records.now.getTime()) {
      this.records.now = new Date(Math.max(this.records.now.getTime(), from - 60_000));
      await this.round();
      this.records.now = new Date(from);
    }
    const counted = step === "retire" ? await this.reencrypt() : undefined;
    for (const keyring of due) {
      const refusals = this.records.take(step, keyring, keyring.kind === "encryption" ? counted : undefined);
      const [refusal] = refusals;
      if (refusal !== undefined) throw new Error(`${step} of ${keyring.name} was refused: ${refusal.reason}.`);
    }
  }

  /** Whether a keyring has not taken a step yet whose turn it is. */
  isDue(step: Step): boolean {
    return drilledKeyrings.some((keyring) => this.records.keyring(keyring).phase === phaseBefore[step]);
  }

  /** Tries the next step of every keyring at once, without waiting for anything; returns how many were allowed. */
  hurry(): number {
    const taken = drilledKeyrings.filter((keyring) => {
      const step = stepAfter[this.records.keyring(keyring).phase];
      return step !== "publish" && this.records.take(step, keyring).length === 0;
    });
    this.refused += drilledKeyrings.filter(
      (keyring) => stepAfter[this.records.keyring(keyring).phase] !== "publish" && !taken.includes(keyring),
    ).length;
    return taken.length;
  }

  /**
   * The first half of a deployment: the stores know, and one of two tasks is replaced.
   * @param fails whether it will be rolled back. @default false
   */
  async beginRollout(fails = false): Promise<Blueprint> {
    const blueprint = await this.deployStores({ fails });
    await this.fleet.replaceOne(blueprint);
    await this.round();
    return blueprint;
  }

  /** The second half: every task is of it, and the stage says so. */
  async finishRollout(blueprint: Blueprint): Promise<void> {
    this.records.now = new Date(this.records.now.getTime() + rollingMinutes * 60_000);
    await this.round();
    await this.fleet.replaceAll(blueprint);
    this.completed(blueprint);
    await this.round();
  }

  /** A deployment fails after its first task: every task is of the revision before again. */
  async rollBack(): Promise<void> {
    await this.fleet.replaceAll(this.deployed);
    await this.round();
  }

  /** Every task runs what a blueprint says. */
  completed(blueprint: Blueprint): void {
    this.running = blueprint;
    this.records.completed();
    deleteRetired(this.servers.vaultFile, blueprint);
  }

  /** A person copies the webhook's token to where it is shown from. */
  copyWebhookToken(): void {
    this.webhookToken = this.variable("doctor-system", "WHATSAPP_WEBHOOK_VERIFY_TOKEN");
  }

  /** Asks the plan and makes the stores ready. */
  async deployStores({ fails = false, loaded = true } = {}): Promise<Blueprint> {
    const [fault] = this.records.planFaults();
    if (fault !== undefined) throw new Error(`The plan is refused: ${fault.reason}.`);
    const deployment = deployStores(this.request(fails), this.source, this.servers.cloud);
    // The applications go on meanwhile; there are none before the first deployment.
    await Promise.all([deployment, loaded && this.fleet.tasks.length > 0 ? this.applicationRound() : undefined]);
    this.told = await deployment;
    return this.told;
  }

  /** The job of docs/runbooks/rotation/re-encryption.md, in a task with the application's own variables. */
  private async reencrypt(): Promise<Reencryption> {
    const keyring = drilledKeyrings.find(({ kind }) => kind === "encryption");
    const task = this.fleet.tasks.find(({ system }) => system === keyring?.system);
    if (keyring === undefined || task === undefined) throw new Error("No system encrypts data.");
    const { rowsLeft } = await task.work({ kind: "re-encrypt" });
    if (rowsLeft === undefined) throw new Error("The re-encryption has counted nothing.");
    return { generation: this.records.keyring(keyring).generation - 1, rowsLeft, at: this.records.now.toISOString() };
  }
}
