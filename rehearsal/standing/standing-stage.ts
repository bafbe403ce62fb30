import { type System } from "../../stacks/settings/systems";
import { namespace } from "../../settings/stage/namespace";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { parseDocument } from "yaml";
import { stackFileName } from "../../stacks/settings/file";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { standInsFile } from "../../stacks/settings/stand-ins";
import { parseSettings } from "../../stacks/settings/parse";
import { type DeploymentRecord, readDeploymentRecord } from "../../settings/rotation/deployment";
import { type RecordChange, withRecords } from "../../settings/rotation/edit";
import { replaceFile } from "../../settings/rotation/replace-file";
import { readRotation, type StageRotation } from "../../stacks/settings/rotation/read";
import { type Stage } from "../../settings/stage/stage";
import {
  type AccountView,
  type FailureChoice,
  type Operation,
  type RunningAccount,
  startAccount,
} from "../account/index";
import { requestedRaises } from "../asked-raises";
import { engineEnvironment, everyOpenQuestion, locateEngine, withoutCheckpoints } from "../engine/engine";
import { type RunFolder, takeRunFolder } from "../run-folder";
import type { ImportFile } from "../failures/import-file";
import type { StackWorkspace } from "../stack";
import { EngineGroup } from "./engine-group";
import { writeProject } from "./stage-project";
import type { DeploymentOrder, DeploymentResult, EngineOrder, OpenState } from "./protocol";

/** Which stage is to stand, and since when. */
export interface StandingStageArgs {
  /** An empty folder: the stage's file, the account and the engine's state live in it. */
  readonly folder: string;
  readonly stage: Stage;
  /** @default all of the stage's file */
  readonly systems?: readonly System[];
  /** The beginning of its secrets. */
  readonly since: Date;
  /** The account's clock. @default the computer's */
  readonly clock?: () => Date;
}

/** How a stage is deployed. */
export interface DeployOptions {
  /** The clock of the program. */
  readonly now: Date;
  /** Whether the policy pack is asked, which is strict then. @default false */
  readonly withPolicy?: boolean;
  /** Whether the engine writes its state down after each resource, as for a person. @default false */
  readonly checkpoints?: boolean;
  /** Whether the engine first asks the account what there is. @default false */
  readonly refresh?: boolean;
  /** Whether the records in the stage's own project count, and not those that a rehearsal makes. @default false */
  readonly ownRecords?: boolean;
  /** Where engine and program are killed. @default nowhere */
  readonly killAt?: (operation: Operation) => boolean;
  /** What the account refuses, by throwing its refusal. @default nothing beyond its own rules */
  readonly refuses?: (operation: Operation) => void;
  /** Which changes fail. @default none */
  readonly fails?: FailureChoice;
  /** Whether the engine goes on with what does not depend on a failed resource. @default false */
  readonly continueOnError?: boolean;
  /** Where a preview writes down what it would create. @default nowhere */
  readonly importFile?: string;
}

/**
 * A stage on the real engine and one simulated account, deployed again and again with its own settings file, which is
 * changed as a person changes it. Nothing of it outlives its folder.
 */
export class StandingStage {
  private readonly engine = new EngineGroup();
  private killAt: DeployOptions["killAt"];
  private refuses: DeployOptions["refuses"];
  private configured = false;

  private constructor(
    private readonly stage: Stage,
    /** The stage's own project: its file, the stand-ins, and records of releases where there are any. */
    readonly directory: string,
    private readonly folder: RunFolder,
    private readonly running: RunningAccount,
  ) {}

  /** Starts the account and writes the stage's file; deploys nothing. */
  static async start({ folder, stage, systems, since, clock }: StandingStageArgs): Promise<StandingStage> {
    const directory = writeProject(folder, stage, systems, since);
    const run = takeRunFolder(folder, stage, { empty: true });
    const listener: { hears?: (operation: Operation) => void } = {};
    const running = await startAccount(run.accountFile, (operation) => listener.hears?.(operation), {
      raises: requestedRaises(stage),
      ...(clock && { now: clock }),
    });
    const standing = new StandingStage(stage, directory, run, running);
    listener.hears = (operation) => {
      standing.heard(operation);
    };
    return standing;
  }

  /** What the account holds. */
  get account(): RunningAccount["account"] {
    return this.running.account;
  }

  /** What the account holds, as its own rules see it. */
  view(): AccountView {
    const [somewhere] = this.account.store.list("aws:ecs/cluster:Cluster");
    return this.account.view({ region: somewhere?.state.region as string });
  }

  /** What the stage's file says of the rotation of its secrets. */
  rotation(): StageRotation {
    return readRotation(this.stage, this.directory);
  }

  /** Writes records into the stage's file, as `npm run rotate` does. */
  record(changes: readonly RecordChange[]): void {
    const file = path.join(this.directory, stackFileName(this.stage));
    const before = fs.readFileSync(file, "utf8");
    replaceFile(file, before, withRecords(before, changes));
  }

  /**
   * Gives settings other values, by their keys in the stage file from `care-platform:` down.
   * @returns what puts the values back.
   */
  change(settings: readonly { readonly keys: readonly (string | number)[]; readonly value: unknown }[]): () => void {
    const undo = [
      this.edit(stackFileName(this.stage), (document) => {
        for (const { keys, value } of settings) {
          const [first = "", ...rest] = keys;
          document.setIn(["config", `${namespace}${first}`, ...rest], value);
        }
      }),
      // Over the stand-ins of all stages, which would count otherwise.
      this.edit(standInsFile, (document) => {
        for (const { keys, value } of settings) document.setIn([this.stage, ...keys], value);
      }),
    ];
    return () => {
      for (const back of undo) back();
    };
  }

  /** Edits a file of the stage's own project; returns what puts it back as it was. */
  private edit(name: string, change: (document: ReturnType<typeof parseDocument>) => void): () => void {
    const file = path.join(this.directory, name);
    const before = fs.readFileSync(file, "utf8");
    const document = parseDocument(before);
    change(document);
    fs.writeFileSync(file, document.toString({ lineWidth: 0 }));
    return () => {
      fs.writeFileSync(file, before);
    };
  }

  /** What puts the stage's file back as it is now, as a person does with version control. */
  keepFile(): () => void {
    const file = path.join(this.directory, stackFileName(this.stage));
    const kept = fs.readFileSync(file, "utf8");
    return () => {
      fs.writeFileSync(file, kept);
    };
  }

  /**
   * `pulumi up` with what the stage's file says.
   * @throws SettingsError when the settings are refused before the engine is asked, EngineKilled when it was killed.
   */
  deploy(options: DeployOptions): Promise<DeploymentResult> {
    return this.run("up", options);
  }

  /** `pulumi preview` with what the stage's file says. Throws as {@link deploy} does. */
  preview(options: DeployOptions): Promise<DeploymentResult> {
    return this.run("preview", options);
  }

  /** `pulumi destroy`. Throws as {@link deploy} does. */
  destroy(options: DeployOptions): Promise<DeploymentResult> {
    return this.run("destroy", options);
  }

  /** `pulumi import --file`. */
  import(imported: ImportFile): Promise<void> {
    return this.engine.order({ ...this.about("export"), kind: "import", imported });
  }

  private async run(command: DeploymentOrder["command"], options: DeployOptions): Promise<DeploymentResult> {
    const { now, withPolicy = false, checkpoints = false, refresh = false, continueOnError = false } = options;
    const { killAt, refuses, fails = () => undefined, importFile, ownRecords = false } = options;
    const { source } = rehearsalSource(this.stage, this.directory);
    parseSettings(source);
    const { stage, file, values } = source;
    const configure = !this.configured;
    this.configured = true;
    this.killAt = killAt;
    this.refuses = refuses;
    this.running.account.fails = fails;
    try {
      return await this.engine.order<DeploymentResult>({
        kind: "deploy",
        command,
        source: { stage, file, values },
        workspace: this.workspace(checkpoints),
        configure,
        now: now.toISOString(),
        withPolicy,
        refresh,
        continueOnError,
        importFile,
        ...(ownRecords && { records: this.directory }),
      });
    } finally {
      this.running.account.fails = () => undefined;
    }
  }

  /** `pulumi cancel`: takes away the lock of a run that was killed. */
  cancel(): Promise<void> {
    return this.engine.order(this.about("cancel"));
  }

  /**
   * `pulumi refresh --clear-pending-creates`: what is there is what counts, and not what was begun. With `begun` it takes the
   * resources over that were begun and are there, each by its id, and drops the others.
   */
  async refresh(begun: readonly { readonly urn: string; readonly id: string }[] = []): Promise<void> {
    const taken = begun.flatMap(({ urn, id }) => ["--import-pending-creates", urn, "--import-pending-creates", id]);
    await this.command("refresh", "--yes", "--skip-preview", ...taken, "--clear-pending-creates");
  }

  /** `pulumi stack export`, the text changed by a person, and `pulumi stack import`; secrets stay encrypted. */
  async editState(change: (text: string) => string): Promise<void> {
    const file = path.join(this.directory, "edited-state.json");
    await this.command("stack", "export", "--file", file);
    fs.writeFileSync(file, change(fs.readFileSync(file, "utf8")));
    await this.command("stack", "import", "--file", file);
  }

  /** Any other command of the engine about the stack. */
  private async command(...args: readonly string[]): Promise<void> {
    const { engine, folder, environment } = this.workspace(false);
    const seat = { cwd: folder.workDirectory, env: environment };
    await promisify(execFile)(engine.path, [...args, "--stack", this.stage], seat);
  }

  /** The state with its secrets readable; it goes from the engine's memory into this one. */
  state(): Promise<OpenState> {
    return this.engine.order<OpenState>(this.about("export"));
  }

  /** What the stage's outputs say it runs of its secrets. */
  static deployedRecord({ resources }: OpenState): DeploymentRecord {
    const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
    return readDeploymentRecord(stack?.outputs?.rotation ?? {});
  }

  /** Ends everything that runs. */
  stop(): void {
    this.engine.kill();
    this.running.stop();
    this.folder.release();
  }

  private heard(operation: Operation): void {
    this.refuses?.(operation);
    if (this.killAt?.(operation) !== true) return;
    this.killAt = undefined;
    this.engine.kill();
  }

  private about(kind: "cancel" | "export"): EngineOrder {
    const { source } = rehearsalSource(this.stage, this.directory);
    const { stage, file, values } = source;
    return { kind, source: { stage, file, values }, workspace: this.workspace(false) };
  }

  /** What the engine works in. */
  workspace(checkpoints: boolean): StackWorkspace {
    const engine = locateEngine();
    const { debugProviders } = this.running;
    const { path: folder, workDirectory, accountFile, eventsFile } = this.folder;
    return {
      engine,
      killedTogether: true,
      folder: { path: folder, workDirectory, accountFile, eventsFile },
      environment: {
        ...engineEnvironment({ engine, folder, debugProviders }),
        ...(checkpoints ? {} : withoutCheckpoints),
        ...everyOpenQuestion,
      },
    };
  }
}
