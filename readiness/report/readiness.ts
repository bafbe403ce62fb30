import { rows as allRows } from "../../checklist/index";
import { exceptionCounts, type ReleaseException } from "../../settings/sections/release";
import { stageAlarms, type StageAlarm } from "../stage-alarms";
import { type StagePart, stageParts } from "../stage-parts";
import { type Blocker, blockersOf } from "./blockers";
import { type Framework, frameworksOf } from "./frameworks";
import { blockingStates, type ReadinessState, readinessStates, type SettledRow, settleRow } from "./settle-row";
import type { Sources } from "./sources";
import { type Verdict, verdictOf } from "./verdict";

/** What the report is made from, as a source of evidence: named, dated, and of which account. */
export interface NamedSource {
  readonly name: string;
  /** As an ISO date and time; absent where the source has no date, which makes it stale. */
  readonly when?: string;
  readonly rehearsed: boolean;
}

/** An exception of a release, and whether it counts on the day of the report. */
export interface ShownException extends ReleaseException {
  readonly counts: boolean;
}

/** What one component of the stage costs, as its documentation has it. */
export interface CostNote {
  /** "Postgres". */
  readonly component: string;
  readonly file: string;
  /** How many the stage has. */
  readonly count: number;
  /** The month of the prices, what they are, and the figure; absent where no figure is known. */
  readonly cost?: { readonly date: string; readonly basis: string; readonly text: string };
}

/** The answer to "may this stage go live?", with everything that leads to it. Every form of the report is made from it. */
export interface Readiness {
  readonly stack: string;
  /** When the report was made, as an ISO date and time. */
  readonly when: string;
  readonly verdict: Verdict;
  /** Whether any of the evidence was gathered on a simulated account. */
  readonly rehearsed: boolean;
  readonly sources: readonly NamedSource[];
  /** By system, what it runs. */
  readonly versions: Readonly<Record<string, readonly string[]>>;
  readonly counts: Readonly<Record<ReadinessState, number>>;
  readonly blockers: readonly Blocker[];
  /** The releases that the settings let through without what they lack, and whether each still counts. */
  readonly exceptions: readonly ShownException[];
  readonly rows: readonly SettledRow[];
  readonly frameworks: readonly Framework[];
  /** Empty where no state was given. */
  readonly parts: readonly StagePart[];
  readonly alarms: readonly StageAlarm[];
  readonly costs: readonly CostNote[];
}

/** Settles every row of the stack's systems and puts the report's data together. */
export function readinessOf(sources: Sources): Readiness {
  const { project, gathered } = sources;
  const { stack, systems, now, result, state } = gathered;
  const rows = allRows
    .filter(({ system }) => (systems as readonly string[]).includes(system))
    .map((row) => settleRow(row, sources));
  const counts = Object.fromEntries(
    Object.keys(readinessStates).map((name) => [name, rows.filter((row) => row.state === name).length]),
  ) as Record<ReadinessState, number>;
  const shown = new Set(rows.map(({ row }) => row.id));
  const blockers = blockersOf(rows, gathered, stageOwner(sources));
  const named = namedSources(sources);
  const rehearsed = named.some((source) => source.rehearsed);
  const parts = stageParts(state?.resources ?? []);
  return {
    stack,
    when: now.toISOString(),
    verdict: verdictOf({ stack, counts, total: rows.length, rehearsed, ran: result?.ok !== false }),
    rehearsed,
    sources: named,
    versions: Object.fromEntries(systems.map((system) => [system, state?.versions.get(system) ?? []])),
    counts,
    blockers,
    exceptions: (gathered.exceptions ?? []).map((one) => ({ ...one, counts: exceptionCounts(one, now) })),
    rows,
    frameworks: frameworksOf(project.rules, result, (id) => shown.has(id)),
    parts,
    alarms: stageAlarms(state?.resources ?? []),
    costs: costNotes(parts, sources),
  };
}

/** Whether a row keeps the stage from going live. */
export function isBlocking({ state }: SettledRow): boolean {
  return blockingStates.includes(state);
}

/** The team that the stage's tag names; a rehearsal has a stand-in there. */
function stageOwner({ gathered: { state } }: Sources): string {
  return state?.rehearsed === false && state.owner !== undefined ? state.owner : "team of the stage";
}

function namedSources({ gathered: { result, state, tests, recorded } }: Sources): readonly NamedSource[] {
  const dates = recorded.map(({ results, signatures }) => [...results, ...signatures].map(({ when }) => when).sort());
  return [
    ...(result === undefined
      ? []
      : [
          {
            name: result.source === "rehearsal" ? "Rehearsal with the policy pack" : "Preview with the policy pack",
            when: result.ended,
            rehearsed: result.source === "rehearsal",
          },
        ]),
    ...(state === undefined ? [] : [{ name: "State of the stack", when: state.when, rehearsed: state.rehearsed }]),
    ...(tests === undefined ? [] : [{ name: "Tests", when: startOf(tests.startTime), rehearsed: false }]),
    ...recorded.map(({ kind, results, rehearsed }, index) => ({
      name: results.length === 0 ? "Signatures" : `Recorded: ${kind}`,
      when: dates[index]?.at(-1),
      rehearsed,
    })),
  ];
}

function startOf(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

function costNotes(parts: readonly StagePart[], { project }: Sources): readonly CostNote[] {
  const counts = new Map<string, number>();
  for (const { area, component } of parts) {
    const type = `care-platform:${area}:${component}`;
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const notes = [...counts].flatMap(([type, count]) => {
    const note = project.components.get(type);
    const component = type.split(":").at(-1) ?? type;
    return note === undefined ? [] : [{ component, file: note.file, count, ...(note.cost && { cost: note.cost }) }];
  });
  return notes.sort((one, other) => one.component.localeCompare(other.component, "en"));
}
