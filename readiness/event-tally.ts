import { engineEvent, withoutColour } from "./engine-event";
import type { EngineEvent, StepMetadata } from "./engine-event";
import { findingOf } from "./finding";
import { ReportedErrors } from "./reported-errors";
import { ResourceChanges } from "./resource-changes";
import type { Changes, Finding, ResourceChange } from "./run-result";

/** What the rules of the packs said about one resource or stack, as the engine summed it up. */
export interface RuleSummary {
  readonly pack: string;
  readonly passed: readonly string[];
}

/** What an engine warns of that has no language host of its own; true, harmless, and different on each machine. */
const ownHost = "using pulumi-language-nodejs from $PATH";

/** Reads the events of one run of the engine and adds up what they say. */
export class EventTally {
  readonly #findings = new Map<string, Finding>();
  readonly #errors = new ReportedErrors();
  readonly #messages: string[] = [];
  readonly #resources = new ResourceChanges();
  readonly #summaries: RuleSummary[] = [];
  #counts: Readonly<Record<string, number>> = {};
  #packs: string[] = [];
  #began = false;
  readonly #finished = new Set<string>();
  readonly #failed = new Set<string>();
  readonly #retained = new Set<string>();

  /** Takes the next event as the engine wrote it. Throws zod's error when it has a shape that nobody foresaw. */
  add(written: unknown): void {
    const event = engineEvent.parse(written);
    if (event.summaryEvent) {
      this.#counts = event.summaryEvent.resourceChanges ?? {};
      this.#packs = Object.keys(event.summaryEvent.policyPacks ?? event.summaryEvent.PolicyPacks ?? {});
    }
    if (event.resourcePreEvent ?? event.resOutputsEvent) this.#began = true;
    if (event.resourcePreEvent) this.#resources.begin(event.resourcePreEvent.metadata);
    if (event.resOpFailedEvent) {
      this.#resources.fail(event.resOpFailedEvent.metadata);
      this.#failed.add(event.resOpFailedEvent.metadata.urn);
    }
    if (event.resOutputsEvent) this.#addFinished(event.resOutputsEvent.metadata);
    if (event.diagnosticEvent) this.#addDiagnostic(event.diagnosticEvent);
    if (event.policyEvent) {
      const finding = findingOf(event.policyEvent);
      const key = `${finding.pack}\n${finding.rule}\n${finding.resource.urn ?? ""}\n${finding.message}`;
      this.#findings.set(key, finding);
    }
    const analysis = event.policyAnalyzeSummaryEvent ?? event.policyAnalyzeStackSummaryEvent;
    if (analysis) this.#summaries.push({ pack: analysis.policyPackName, passed: analysis.passed ?? [] });
  }

  /** The engine's summary does not count the providers either that the engine starts by itself. */
  #addFinished({ type, urn, op, old }: StepMetadata): void {
    if (op.startsWith("delete") && old?.retainOnDelete === true) this.#retained.add(urn);
    if (!type.startsWith("pulumi:providers:") || !/::default(_|$)/.test(urn)) this.#finished.add(urn);
  }

  #addDiagnostic({ severity, message, urn, ephemeral }: NonNullable<EngineEvent["diagnosticEvent"]>): void {
    if (ephemeral || !["error", "warning"].includes(severity)) return;
    const text = withoutColour(message).trim();
    if (text.startsWith(ownHost)) return;
    if (severity === "error") this.#errors.add(text, urn);
    this.#messages.push(`${severity}: ${text}`);
  }

  /** How many resources the engine has finished with so far; one that takes several steps counts once. */
  get finished(): number {
    return this.#finished.size;
  }

  /** What the engine reported as errors, each once, with the resource and the setting behind it. */
  get errors(): readonly string[] {
    return this.#errors.all;
  }

  /** Whether the engine has come to any resource: before that it fails for what surrounds the stage. */
  get began(): boolean {
    return this.#began;
  }

  /** Warnings and errors, each once, with their severity before them. */
  get messages(): readonly string[] {
    return [...new Set(this.#messages)];
  }

  /** What the packs found, each finding once. */
  get findings(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  /** The names of the packs the engine says it ran, without the folder they were read from. */
  get policyPacks(): readonly string[] {
    return this.#packs.map((pack) => pack.split("|")[0] ?? pack);
  }

  /** What the engine says of the rules that passed, one entry for each resource and for the stack. */
  get ruleSummaries(): readonly RuleSummary[] {
    return this.#summaries;
  }

  /** Every resource that is not the same as before. */
  get resourceChanges(): readonly ResourceChange[] {
    return this.#resources.all;
  }

  /** The URNs of the resources whose step has failed. */
  get failed(): readonly string[] {
    return [...this.#failed];
  }

  /** The URNs of what the engine has forgotten and left standing on purpose (`retainOnDelete`). */
  get retained(): readonly string[] {
    return [...this.#retained];
  }

  /** Numbers of resources by what happened, a replacement counted once. */
  get changes(): Changes {
    const count = (operation: string): number => this.#counts[operation] ?? 0;
    return {
      created: count("create"),
      updated: count("update"),
      replaced: count("replace"),
      deleted: count("delete"),
      same: count("same"),
    };
  }
}
