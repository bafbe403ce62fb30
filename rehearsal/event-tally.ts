import type { EngineEvent, OpMap } from "@pulumi/pulumi/automation";
import type { PolicyFinding, StepResult } from "./result";

/** How the SDK's policy server announces a rule that met an unknown value in a preview. */
const couldNotRun = "can't run policy";
/** How the pack itself announces the same (policy/message.ts). */
const undecided = /^\[[^\]]+\] .*: undecided: waits for /;

/** The engine's colour marks: `<{%fg 1%}>`. */
const colourMarks = /<\{%[^%]*%\}>/g;

/** Numbers of resources by what happened to them. */
export type Changes = Pick<StepResult, "created" | "updated" | "replaced" | "deleted" | "same">;

/** Reads the events of one run of the engine and adds up what they say. */
export class EventTally {
  readonly #findings = new Map<string, PolicyFinding>();
  readonly #errors: string[] = [];
  #changes: OpMap = {};
  #packs: string[] = [];
  #finished = 0;

  /** Takes the next event. */
  add(event: EngineEvent): void {
    if (event.summaryEvent) {
      this.#changes = event.summaryEvent.resourceChanges;
      // The engine has written this key in both ways.
      const summary = event.summaryEvent as unknown as Record<string, Record<string, string> | undefined>;
      this.#packs = Object.keys(summary.policyPacks ?? summary.PolicyPacks ?? {});
    }
    if (event.resOutputsEvent) this.#finished++;
    if (event.diagnosticEvent?.severity === "error" && !event.diagnosticEvent.ephemeral) {
      this.#errors.push(withoutColour(event.diagnosticEvent.message).trim());
    }
    if (event.policyEvent) {
      const { policyName, enforcementLevel } = event.policyEvent;
      const message = withoutColour(event.policyEvent.message).trim();
      const kind =
        undecided.test(message) || message.startsWith(couldNotRun)
          ? "undecided"
          : (enforcementLevel as string) === "mandatory"
            ? "mandatory"
            : "advisory";
      const subject = event.policyEvent.resourceUrn ?? "";
      this.#findings.set(`${policyName}\n${subject}\n${message}`, { kind, rule: policyName, message });
    }
  }

  /** How many resources the engine has finished with so far. */
  get finished(): number {
    return this.#finished;
  }

  /** What the engine reported as errors, each once, without colours. */
  get errors(): readonly string[] {
    return [...new Set(this.#errors)];
  }

  /** What the pack found, each finding once. */
  get findings(): readonly PolicyFinding[] {
    return [...this.#findings.values()];
  }

  /** The names of the packs the engine says it ran. */
  get policyPacks(): readonly string[] {
    return this.#packs;
  }

  /** Numbers of resources by what happened, a replacement counted once. */
  get changes(): Changes {
    const count = (...operations: (keyof OpMap)[]): number =>
      operations.reduce((sum, operation) => sum + (this.#changes[operation] ?? 0), 0);
    return {
      created: count("create"),
      updated: count("update"),
      replaced: count("replace"),
      deleted: count("delete"),
      same: count("same"),
    };
  }
}

/** The text without the engine's colour marks. */
export function withoutColour(text: string): string {
  return text.replace(colourMarks, "");
}
