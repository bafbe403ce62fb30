import type { Conflict } from "../../checklist/conflicts";
import type { Procedure } from "../../checklist/procedures";
import type { Proof } from "../../checklist/proof";
import type { Rule } from "../../policy/rule";
import type { ReleaseException } from "../../settings/sections/release";
import type { StackName, System } from "../../stacks/settings/systems";
import type { JestReport } from "../proven";
import type { RunResult } from "../run-result";
import type { ComponentNote } from "./component-notes";
import type { RecordedEvidence } from "./recorded-evidence";
import type { StageState } from "./stage-state";

/** What is known of the project itself. */
export interface ProjectFacts {
  /** The folder that the names of its files begin at. */
  readonly root: string;
  readonly proofs: ReadonlyMap<string, Proof>;
  readonly procedures: ReadonlyMap<string, Procedure>;
  readonly conflicts: readonly Conflict[];
  readonly rules: readonly Rule[];
  /** By type token. */
  readonly components: ReadonlyMap<string, ComponentNote>;
}

/** What was gathered about one stack. */
export interface GatheredEvidence {
  readonly stack: StackName;
  /** The systems that the stack holds; the rows of others are not shown. */
  readonly systems: readonly System[];
  /** By which the age of evidence is judged. */
  readonly now: Date;
  /** What `npm run rehearse` or `npm run preview` found. */
  readonly result?: RunResult;
  readonly state?: StageState;
  /** What jest wrote about a run of the tests. */
  readonly tests?: JestReport;
  readonly recorded: readonly RecordedEvidence[];
  /** The releases that the settings let through without what they lack. @default the settings were not read */
  readonly exceptions?: readonly ReleaseException[];
}

/** Everything that a report is made from. */
export interface Sources {
  readonly project: ProjectFacts;
  readonly gathered: GatheredEvidence;
}
