import { type StackName } from "../stacks/settings/systems";
import * as path from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { Stack } from "@pulumi/pulumi/automation";
import { EventTally } from "../readiness/event-tally";
import { policyResult } from "../readiness/policy-result";
import type { RunResult, StepResult } from "../readiness/run-result";
import { everyOpenQuestion, languageHosts, locateEngine, projectRoot } from "./engine/engine";
import type { Engine } from "./engine/engine";
import { loopbackWithoutProxy } from "./engine/environment";
import { engineCommand } from "./engine/engine-command";
import { refusedInWords } from "./engine/engine-error";
import { engineRun } from "./engine/engine-run";
import { limits } from "./engine/limits";

/** A real stage, opened for commands that change nothing. */
export interface RealStage {
  readonly engine: Engine;
  readonly stack: Stack;
  /** What the engine finds in its environment besides that of this process. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Opens a stage where it really stands, with the account, the state and the credentials that the environment gives.
 * @throws EngineRefusal when the stack cannot be opened.
 */
export async function openRealStage(stage: StackName): Promise<RealStage> {
  const engine = locateEngine();
  const hosts = [path.dirname(engine.path), process.env.PATH ?? "", languageHosts(engine)];
  const environment = {
    ...loopbackWithoutProxy(process.env),
    PATH: hosts.filter(Boolean).join(path.delimiter),
    ...everyOpenQuestion,
  };
  const stack = await refusedInWords(() =>
    LocalWorkspace.selectStack(
      { stackName: stage, workDir: projectRoot },
      { envVars: environment, pulumiCommand: engineCommand(engine, { inherits: true }) },
    ),
  );
  return { engine, stack, environment };
}

/**
 * Previews a stage where it really stands, with the account, the state and the credentials that the environment gives,
 * and changes nothing. The pack is always there, and a preview without it fails. `progresses` is told how many resources the
 * engine has gone through.
 * @throws EngineRefusal when the stack cannot be opened.
 */
export async function previewRealStage(
  stage: StackName,
  progresses: (finished: number) => void = () => undefined,
): Promise<RunResult> {
  const { engine, stack } = await openRealStage(stage);
  const tally = new EventTally();
  const began = performance.now();
  const policyPacks = [path.join(projectRoot, "policy")];
  const error = await engineRun((options) => stack.preview({ ...options, policyPacks }), {
    silenceMinutes: limits.realSilenceMinutes,
    tally,
    onEvent: () => {
      progresses(tally.finished);
    },
  });
  const step: StepResult = {
    name: "preview",
    command: `pulumi preview --stack ${stage} --policy-pack policy`,
    planned: true,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    ...tally.changes,
    changes: [...tally.resourceChanges],
    messages: [...tally.messages],
  };
  return {
    ...judged(tally, stage, error),
    stage,
    ended: new Date().toISOString(),
    steps: [step],
    engine: { version: engine.version, source: engine.source },
  };
}

function judged(
  tally: EventTally,
  stage: StackName,
  error: string | undefined,
): Pick<RunResult, "source" | "startedFrom" | "policy" | "ok" | "blocked" | "failure"> {
  const policy = policyResult(tally, stage);
  const blocked = policy.mandatory > 0;
  const failure =
    error ??
    (policy.packs.length === 0 ? "The engine did not run the policy pack, so nothing was checked." : undefined);
  return {
    source: "preview",
    startedFrom: "stage",
    policy,
    ok: failure === undefined && !blocked,
    blocked,
    ...(failure !== undefined && { failure }),
  };
}
