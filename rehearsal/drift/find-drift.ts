import type { Stack } from "@pulumi/pulumi/automation";
import type { Drift } from "../../readiness/drift/drift";
import { severityOf } from "../../readiness/drift/drift";
import { driftedResources } from "../../readiness/drift/drifted";
import { RefreshEvents } from "../../readiness/drift/refresh-events";
import { exportedState, ignoredChanges, standingState } from "../../readiness/drift/standing-state";
import type { ExportedState } from "../../readiness/drift/standing-state";
import { EventTally } from "../../readiness/event-tally";
import type { StackName } from "../../stacks/settings/systems";
import { ExpectedError } from "../../settings/faults/expected-error";
import { inputsOf } from "../account/index";
import type { Engine } from "../engine/engine";
import { engineRun } from "../engine/engine-run";
import { findStrangers } from "./strangers/find-strangers";
import type { Send } from "./strangers/kind";
import { type EngineSeat, engineOutput, findingsAbout } from "./judge";

/** A stage that was opened for a comparison. */
export interface OpenedStage extends Pick<Drift, "source"> {
  readonly stage: StackName;
  readonly stack: Stack;
  readonly engine: Engine;
  readonly seat: EngineSeat;
  /** Asks the vendors what stands at the stage's resources. */
  readonly send: Send;
  /** The engine is ended after so many minutes without an event. */
  readonly silenceMinutes: number;
}

/**
 * Compares what stands with what the program last deployed and wants now, and changes nothing: neither the stage nor its state.
 * `progresses` is told how many resources the engine has gone through.
 * @throws ExpectedError when the stage cannot be compared.
 */
export async function findDrift(opened: OpenedStage, progresses: (finished: number) => void): Promise<Drift> {
  const began = performance.now();
  const state = await stateOf(opened);
  const events = new RefreshEvents();
  const tally = new EventTally();
  const error = await engineRun((options) => opened.stack.preview({ ...options, refresh: true }), {
    silenceMinutes: opened.silenceMinutes,
    tally,
    onEvent: (event) => {
      events.add(event);
      progresses(tally.finished);
    },
  });
  if (error !== undefined) throw new ExpectedError(`The stage could not be compared. ${error}`);
  const ignored = ignoredChanges(state);
  const unjudged = driftedResources(events, {
    inputsOf: (type) => [...inputsOf(type).keys()],
    ignoredOf: (urn) => ignored.get(urn) ?? [],
  });
  const stackUrn = events.refreshed.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? "";
  const found = await findStrangers(events.refreshed, opened.send, stackUrn);
  const findings = await findingsAbout(standingState(state, events.refreshed, found.judged), opened.seat);
  const about = (urn: string) => findings.filter(({ resource }) => resource.urn === urn);
  const drifted = new Set([...unjudged, ...found.strangers].map(({ urn }) => urn));
  const judged = {
    resources: unjudged.map((each) => ({ ...each, findings: about(each.urn) })),
    strangers: found.strangers.map(({ urn, ...each }) => ({ ...each, findings: about(urn) })),
    otherFindings: findings.filter(({ kind, resource }) => kind === "mandatory" && !drifted.has(resource.urn ?? "")),
    notListed: found.notListed,
    listed: found.listed,
  };
  return {
    stage: opened.stage,
    source: opened.source,
    ended: new Date().toISOString(),
    engine: { version: opened.engine.version, source: opened.engine.source },
    seconds: Math.round((performance.now() - began) / 100) / 10,
    compared: events.refreshed.filter(({ type }) => !type.startsWith("pulumi:")).length,
    ...judged,
    undeployed: events.changed.filter((urn) => !drifted.has(urn)).length,
    severity: severityOf(judged),
  };
}

/** The state that the last deployment left, its secrets encrypted. */
async function stateOf({ stage, seat }: OpenedStage): Promise<ExportedState> {
  const { stdout, stderr, failed } = await engineOutput(seat, ["stack", "export", "--stack", stage]);
  if (failed) throw new ExpectedError(`The state of ${stage} cannot be read: ${stderr.trim()}`);
  return exportedState(stdout);
}
