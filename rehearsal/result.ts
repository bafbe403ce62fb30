/** The whole rehearsal as data, in the form that every report is made from. */
export type { RunResult as RehearsalResult, StepResult } from "../readiness/run-result";
