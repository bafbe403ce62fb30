import type { Rule, Severity } from "./rule";

/** One message of the pack. */
export interface Diagnostic {
  /** The rule of the message, as far as it is shown. */
  readonly rule: Pick<Rule, "id" | "title" | "severity">;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
  readonly urn?: string;
  /** @default the rule's */
  readonly severity?: Severity;
  /** A second line for readers in a terminal: where to find details. */
  readonly hint?: string;
}

/** A rule that does not apply, and why. */
export interface NotApplicable {
  readonly rule: Rule;
  readonly reason: string;
}

/** The result of the pack for one request of the engine. */
export interface Answer {
  readonly diagnostics: readonly Diagnostic[];
  /** Rules whose types are others; the same list for every resource of a type. */
  readonly otherTypes: readonly NotApplicable[];
  /** Rules that were evaluated without a finding. */
  readonly notApplicable: readonly NotApplicable[];
}

/** An answer while it is being put together. */
export class CollectedAnswer implements Answer {
  readonly diagnostics: Diagnostic[] = [];
  readonly notApplicable: NotApplicable[] = [];

  constructor(readonly otherTypes: readonly NotApplicable[]) {}

  say(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  passOver(rule: Rule, reason: string): void {
    this.notApplicable.push({ rule, reason });
  }
}
