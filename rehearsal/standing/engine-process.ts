import "../engine/own-process";
import path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { EventTally } from "../../readiness/event-tally";
import { policyResult } from "../../readiness/policy-result";
import type { Stage } from "../../settings/stage/stage";
import { recordsIn } from "../../stacks/settings/releases/records";
import type { Settings } from "../../stacks/settings/schema";
import { projectRoot } from "../engine/engine";
import { engineRun } from "../engine/engine-run";
import { limits } from "../engine/limits";
import { rehearsedRecords } from "../releases";
import { configureStack, isConfiguredFrom, openStack } from "../stack";
import { opened } from "./open-state";
import type { DeploymentOrder, DeploymentResult, EngineAnswer, EngineOrder } from "./protocol";

// The engine and the program in a process group of their own, which can be killed; the account is elsewhere.

let now = new Date();
let records: string | undefined;
/** By workspace: a stack is opened once. */
const stacks = new Map<string, Promise<Stack>>();

function stackOf({ source, workspace }: EngineOrder, configure: boolean): Promise<Stack> {
  const key = JSON.stringify(workspace);
  const known = stacks.get(key) ?? open(source, workspace, configure);
  stacks.set(key, known);
  return known;
}

function open(source: EngineOrder["source"], workspace: EngineOrder["workspace"], configure: boolean): Promise<Stack> {
  const recordsOf = (settings: Settings) => (records === undefined ? rehearsedRecords(settings) : recordsIn(records));
  return openStack(source, workspace, { configure, now: () => now, recordsOf });
}

async function deployment(order: DeploymentOrder): Promise<DeploymentResult> {
  now = new Date(order.now);
  records = order.records;
  const stack = await stackOf(order, order.configure);
  if (!isConfiguredFrom(order.source, order.workspace.folder)) {
    await configureStack(order.source, order.workspace.folder);
  }
  const tally = new EventTally();
  const policyPacks = order.withPolicy ? [path.join(projectRoot, "policy")] : undefined;
  const { refresh, continueOnError, importFile } = order;
  const error = await engineRun(
    (options) => {
      switch (order.command) {
        case "up":
          return stack.up({ ...options, policyPacks, refresh, continueOnError, suppressOutputs: true });
        case "preview":
          return stack.preview({ ...options, policyPacks, refresh, importFile });
        case "destroy":
          return stack.destroy({ ...options, refresh, continueOnError });
      }
    },
    { silenceMinutes: limits.silenceMinutes, tally },
  );
  return {
    ...(error !== undefined && { error }),
    messages: tally.messages,
    changes: tally.resourceChanges,
    failed: tally.failed,
    policy: policyResult(tally, order.source.stage as Stage),
  };
}

async function carryOut(order: EngineOrder): Promise<Extract<EngineAnswer, { result: unknown }>["result"]> {
  if (order.kind === "deploy") return deployment(order);
  const stack = await stackOf(order, false);
  if (order.kind === "export") return opened(await stack.exportStack());
  if (order.kind === "import") {
    const { nameTable = {}, resources } = order.imported;
    await stack.import({
      resources: [...resources],
      nameTable: { ...nameTable },
      protect: false,
      generateCode: false,
      showSecrets: false,
    });
    return undefined;
  }
  await stack.cancel();
  return undefined;
}

process.on("message", (order: EngineOrder) => {
  carryOut(order).then(
    (result) => process.send?.({ result } satisfies EngineAnswer),
    (error: unknown) =>
      process.send?.({ fault: error instanceof Error ? error.message : "unknown error" } satisfies EngineAnswer),
  );
});
// Whoever started it is gone: so is everything it has started.
process.on("disconnect", () => {
  process.kill(-process.pid, "SIGKILL");
});
