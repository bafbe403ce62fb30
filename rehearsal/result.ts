/** What one step of a rehearsal did, in numbers of resources. */
export interface StepResult {
  readonly name: string;
  /** The command a real stage would need for the same. */
  readonly command: string;
  readonly seconds: number;
  readonly created: number;
  readonly updated: number;
  readonly replaced: number;
  readonly deleted: number;
  readonly same: number;
}

/** What the policy pack said about the deployed stage; about the previewed one, when it was not deployed. */
export interface PolicyResult {
  /** How many rules the pack has. */
  readonly rules: number;
  /** How many violations of mandatory rules there are; one is enough to stop the rehearsal. */
  readonly mandatory: number;
  /** How many violations of advisory rules there are. */
  readonly advisory: number;
  /** How many findings wait for a value that is not known. Never counted as passed. */
  readonly undecided: number;
}

/** A finding of the pack, as it was reported. */
export interface PolicyFinding {
  readonly kind: "mandatory" | "advisory" | "undecided";
  readonly rule: string;
  readonly message: string;
}

/** The whole rehearsal as data: what `--json` writes. */
export interface RehearsalResult {
  readonly stage: string;
  readonly engine: { readonly version: string; readonly source: string };
  readonly steps: readonly StepResult[];
  readonly policy: PolicyResult;
  /** Whether every step did what it should, with no mandatory violation and nothing undecided once deployed. */
  readonly ok: boolean;
}
