import { type StackName } from "../stacks/settings/systems";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { EventTally } from "../readiness/event-tally";
import { noPolicyResult, policyResult } from "../readiness/policy-result";
import type { Changes, PolicyResult, RoleUses, StepResult } from "../readiness/run-result";
import { rehearsalSource } from "../stacks/settings/overlay";
import type { Replacement } from "../stacks/settings/overlay";
import { parseSettings } from "../stacks/settings/parse";
import type { Settings } from "../stacks/settings/schema";
import {
  keptInWords,
  outliving,
  outlivingInWords,
  quotaSheet,
  readInWords,
  startAccount,
  unreadable,
} from "./account/index";
import type { AccountGrants, QuotaNeed, RunningAccount } from "./account/index";
import { requestedRaises } from "./asked-raises";
import { engineEnvironment, everyOpenQuestion, locateEngine, projectRoot, withoutCheckpoints } from "./engine/engine";
import type { Engine } from "./engine/engine";
import { refusedInWords } from "./engine/engine-error";
import { engineRun } from "./engine/engine-run";
import type { RunOptions } from "./engine/engine-run";
import { limits } from "./engine/limits";
import { EventLog } from "./event-log";
import { takeRunFolder } from "./run-folder";
import type { RehearsalResult } from "./result";
import { deniedUses } from "./rights/uses/denied-uses";
import { exportState, forgetConfiguration, openStack } from "./stack";
import type { StackWorkspace } from "./stack";
import { RehearsalFailure, planSteps } from "./steps";
import type { MissingWork, Step } from "./steps";

/** What somebody who watches a rehearsal is told, in this order. */
export interface RehearsalListener {
  begins(rehearsal: {
    readonly engine: Engine;
    readonly standIns: readonly Replacement[];
    readonly folder: string;
    /** Whether the last run was killed, so that this one goes on from what was there before that one. */
    readonly takenBack: boolean;
  }): void;
  stepBegins(step: Step, number: number, of: number): void;
  /** The program has `resources` in the present step. */
  plans(resources: number): void;
  /** `finished` resources are done in the present step. */
  progresses(finished: number): void;
  /** `error` is what the engine reported when its command failed. */
  stepEnds(result: StepResult, step: Step, outcome: { readonly tally: EventTally; readonly error?: string }): void;
}

/** What to rehearse, and what to leave behind. */
export interface RehearsalOptions {
  readonly stage: StackName;
  /** Leaves the stage standing in the simulated account. @default false */
  readonly keep?: boolean;
  /** Deploys nothing: the preview is the only step. @default false */
  readonly previewOnly?: boolean;
  /**
   * Begins with the stage that an earlier rehearsal left standing, so that the preview shows what the program changes
   * about it, instead of an empty account. @default false
   */
  readonly fromKept?: boolean;
  /** Refreshes the stage once it stands, and deploys it again. @default false */
  readonly refresh?: boolean;
  /** Deploys in the two passes of a first deployment. @default false */
  readonly firstDeployment?: boolean;
  /** What people have not seen to when the second pass is deployed for the first time. @default nothing */
  readonly missing?: readonly MissingWork[];
  /** Where to write the state of the deployed stack, as `pulumi stack export` does. */
  readonly exportFile?: string;
  /** @default a new account with the raises that `docs/deploy.md` asks for */
  readonly grants?: AccountGrants;
  readonly listener: RehearsalListener;
}

/** What a command that was refused has done. */
const noChanges: Changes = { created: 0, updated: 0, replaced: 0, deleted: 0, same: 0 };

/**
 * Rehearses a stage: the real engine, the real program and the real policy pack against the simulated account.
 * Throws `SettingsError` before anything is started when the settings are refused, and {@link RehearsalFailure} when a
 * step does not do what it should.
 */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalResult> {
  const { source, replaced } = rehearsalSource(options.stage, projectRoot);
  const settings = parseSettings(source);
  const engine = locateEngine();
  const folder = takeRunFolder(projectRoot, options.stage, { empty: options.fromKept !== true });
  const grants = { raises: requestedRaises(options.stage), ...options.grants };
  const running = await startAccount(folder.accountFile, undefined, grants);
  try {
    options.listener.begins({ engine, standIns: replaced, folder: folder.path, takenBack: folder.takenBack });
    const environment = {
      ...engineEnvironment({ engine, folder: folder.path, debugProviders: running.debugProviders }),
      ...withoutCheckpoints,
      ...everyOpenQuestion,
    };
    const workspace = { engine, folder, environment };
    const planned = (resources: number): void => {
      options.listener.plans(resources);
    };
    const stack = await refusedInWords(() => openStack(source, workspace, { configure: true, planned }));
    return await new StageRun(options, workspace, stack, running.account, settings).run();
  } finally {
    running.stop();
    // What the steps set on the way down is nobody's wish.
    if (options.keep !== true) forgetConfiguration(folder);
    folder.release();
  }
}

/** The steps of one rehearsal, one after the other, on one stack. */
class StageRun {
  readonly #results: StepResult[] = [];
  readonly #events: EventLog;
  #policy: PolicyResult;
  /** What the engine has forgotten and left standing on purpose, by URN. */
  readonly #retained = new Set<string>();
  #quotas: readonly QuotaNeed[] | undefined;
  #roleUses: RoleUses | undefined;

  constructor(
    private readonly options: RehearsalOptions,
    private readonly workspace: StackWorkspace,
    private readonly stack: Stack,
    private readonly account: RunningAccount["account"],
    private readonly settings: Settings,
  ) {
    this.#policy = noPolicyResult(options.stage);
    this.#events = new EventLog(workspace.folder.eventsFile);
  }

  async run(): Promise<RehearsalResult> {
    const steps = planSteps({
      stage: this.options.stage,
      keep: this.options.keep ?? false,
      previewOnly: this.options.previewOnly ?? false,
      guarded: this.settings.dataProtection === "on",
      refresh: this.options.refresh ?? false,
      firstDeployment: this.options.firstDeployment ?? false,
      missing: this.options.missing,
    });
    let failure: RehearsalFailure | undefined;
    for (const [index, step] of steps.entries()) {
      this.options.listener.stepBegins(step, index + 1, steps.length);
      try {
        await this.#perform(step);
      } catch (error) {
        if (!(error instanceof RehearsalFailure)) throw error;
        failure = error;
        break;
      }
    }
    const { engine } = this.workspace;
    const result: RehearsalResult = {
      stage: this.options.stage,
      source: "rehearsal",
      startedFrom: this.options.fromKept === true ? "stage" : "nothing",
      ended: new Date().toISOString(),
      engine: { version: engine.version, source: engine.source },
      steps: this.#results,
      policy: this.#policy,
      ...(this.#quotas && { quotas: this.#quotas }),
      ...(this.#roleUses && { roleUses: this.#roleUses }),
      ok: failure === undefined,
      blocked: failure?.blockedByChecklist ?? false,
      ...(failure && { failure: failure.message }),
    };
    if (failure) throw failure.with(result);
    return result;
  }

  async #perform(step: Step): Promise<void> {
    const tally = new EventTally();
    const began = performance.now();
    const error = await this.#runEngine(step, tally);
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const result: StepResult = {
      name: step.name,
      command: step.command,
      planned: step.operation.startsWith("preview"),
      seconds,
      ...(step.refused ? noChanges : tally.changes),
      changes: step.refused ? [] : [...tally.resourceChanges],
      messages: [...tally.messages, ...this.#outliving(step)],
    };
    this.#results.push(result);
    if (step.withPolicy) this.#policy = policyResult(tally, this.options.stage);
    this.options.listener.stepEnds(result, step, { tally, error });
    for (const urn of tally.retained) this.#retained.add(urn);
    const standing = this.account.store.list().filter(({ urn }) => !this.#retained.has(urn)).length;
    const readOtherwise = step.operation === "refresh" ? this.account.readOtherwise.map(readInWords) : [];
    step.verify({ error, tally, standing, unreadable: this.#unreadable(step), readOtherwise });
    if (step.name === "up") this.#quotas = quotaSheet(this.account.store.list(), this.options.grants?.kind);
    if (step.name === "up") await this.#judgeRoleUses();
    if (step.name === "up" && this.options.exportFile !== undefined) await this.#export(this.options.exportFile);
  }

  /** After a take-down, what stays in the account, and from when on it cannot be read. */
  #outliving(step: Step): readonly string[] {
    if (step.operation !== "destroy" || step.refused === true) return [];
    const { store } = this.account;
    return [...keptInWords(store.list()), ...outlivingInWords(outliving(store))];
  }

  /** What a take-down makes unreadable although the settings keep the key and the vault. */
  #unreadable(step: Step): readonly string[] {
    if (step.operation !== "destroy" || this.settings.backup.afterDestroy === "delete") return [];
    return outlivingInWords(unreadable(outliving(this.account.store)));
  }

  /** Whether roles and services may do what the stage makes them do; only a stage that stands has all their policies. */
  async #judgeRoleUses(): Promise<void> {
    const { judgeRoleUses } = await import("./rights/uses/role-uses.js");
    const { accountId: account, region } = this.settings.aws;
    this.#roleUses = await judgeRoleUses(this.account.store.list(), { account, region });
    const { denied } = this.#roleUses;
    if (denied.length > 0) throw new RehearsalFailure(deniedUses(denied), false);
  }

  /** Runs the step's command; resolves to what the engine said when it failed. */
  async #runEngine(step: Step, tally: EventTally): Promise<string | undefined> {
    if (step.outside !== undefined) this.account.outside = step.outside;
    for (const [key, value] of Object.entries(step.configuration ?? {})) await this.stack.setConfig(key, { value });
    const policy = step.withPolicy ? { policyPacks: [path.join(projectRoot, "policy")] } : {};
    const command = (options: RunOptions): Promise<unknown> => {
      switch (step.operation) {
        case "preview":
          return this.stack.preview({ ...options, ...policy });
        case "up":
          return this.stack.up({ ...options, ...policy, suppressOutputs: true });
        case "refresh":
          return this.stack.refresh(options);
        case "destroy":
          return this.stack.destroy(options);
        case "preview of destroy":
          return this.stack.destroy({ ...options, previewOnly: true });
      }
    };
    const error = await engineRun(command, {
      silenceMinutes: limits.silenceMinutes,
      tally,
      onEvent: (event) => {
        this.#events.record(event);
        this.options.listener.progresses(tally.finished);
      },
    });
    return this.#events.fault ?? error;
  }

  async #export(file: string): Promise<void> {
    const state = await exportState(this.options.stage, this.workspace);
    fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    fs.writeFileSync(file, state, { mode: 0o600 });
  }
}
