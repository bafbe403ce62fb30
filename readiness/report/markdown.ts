import { pageOf } from "../alarms-page";
import { code, prose, words } from "../render/markdown-text";
import { counted } from "../render/wording";
import type { Blocker } from "./blockers";
import type { Framework } from "./frameworks";
import { isBlocking, type Readiness } from "./readiness";
import { readinessStates, type ReadinessState, type SettledRow } from "./settle-row";

const states = Object.keys(readinessStates) as readonly ReadinessState[];

/** The report as Markdown: the verdict, what blocks, every row, frameworks, alarms and costs. */
export function readinessMarkdown(readiness: Readiness): string {
  const { stack, verdict, rehearsed, counts, blockers, rows, sources, when } = readiness;
  return [
    `# Readiness of ${words(stack)}`,
    "",
    ...(rehearsed
      ? ["> **Evidence of a rehearsal on a simulated account: it does not apply to a real stage.**", ""]
      : []),
    `**${prose(verdict.sentence)}**`,
    "",
    `Made on ${when.slice(0, 10)} from: ${sources.map(({ name, when: at }) => `${prose(name)} (${at?.slice(0, 10) ?? "without a date"})`).join(", ") || "nothing"}.`,
    "",
    "| State | Rows | Meaning |",
    "| --- | ---: | --- |",
    ...states.map((state) => `| ${state} | ${String(counts[state])} | ${readinessStates[state]} |`),
    "",
    "## Blocking rows",
    "",
    ...(blockers.length === 0 ? ["Nothing: every row is settled."] : blockerTable(blockers)),
    ...exceptionPart(readiness.exceptions),
    "",
    "## Rows",
    ...[...new Set(rows.map(({ row }) => row.system))].flatMap((system) =>
      systemPart(
        system,
        rows.filter(({ row }) => row.system === system),
      ),
    ),
    "",
    "## Frameworks",
    "",
    ...readiness.frameworks.flatMap(frameworkLines),
    "",
    ...alarmPart(readiness),
    "## Monthly cost",
    "",
    "The cost of the stage is unknown: neither a price list nor a bill is read.",
    "",
  ].join("\n");
}

function exceptionPart(exceptions: Readiness["exceptions"]): string[] {
  if (exceptions.length === 0) return [];
  return [
    "",
    "## Releases without what they lack",
    "",
    "| System | Version | Reason | Owner | Last day |",
    "| --- | --- | --- | --- | --- |",
    ...exceptions.map(
      ({ system, version, reason, owner, lastDay, counts }) =>
        `| ${prose(system)} | ${prose(version)} | ${prose(reason)} | ${prose(owner)} | ${prose(lastDay)}${counts ? "" : ", does not count"} |`,
    ),
  ];
}

function blockerTable(blockers: readonly Blocker[]): string[] {
  return [
    "| State | What | Fix | Owner | Rows |",
    "| --- | --- | --- | --- | --- |",
    ...blockers.map(({ state, what, fix, command, owner, rows }) => {
      const remedy = command === undefined ? prose(fix) : `${prose(fix)} ${code(command)}`;
      return `| ${state} | ${prose(what)} | ${remedy} | ${prose(owner)} | ${rows.join(", ")} |`;
    }),
  ];
}

function systemPart(system: string, rows: readonly SettledRow[]): string[] {
  const sections = [...new Set(rows.map(({ row }) => row.section))];
  return [
    "",
    `### ${words(system)}: ${String(rows.filter(isBlocking).length)} of ${counted(rows.length, "row")} open`,
    ...sections.flatMap((section) => [
      "",
      `#### ${words(section)}`,
      "",
      "| Row | Requirement | State | Why |",
      "| --- | --- | --- | --- |",
      ...rows
        .filter(({ row }) => row.section === section)
        .map(({ row, state, why }) => `| ${row.id} | ${words(row.item)} | ${state} | ${prose(why)} |`),
    ]),
  ];
}

function frameworkLines({ name, controls }: Framework): string[] {
  if (controls.length === 0) return [`- ${words(name)}: no rule cites a control, so this report does not cover it.`];
  const passed = controls.filter(({ verdict }) => verdict === "passed").length;
  const others = controls
    .filter(({ verdict }) => verdict !== "passed")
    .map(({ id, verdict }) => `${words(id)} ${verdict}`);
  const rest = others.length === 0 ? "" : `; ${others.join(", ")}`;
  return [`- ${words(name)}: ${String(passed)} of ${String(controls.length)} cited controls passed${rest}.`];
}

function alarmPart({ alarms }: Readiness): string[] {
  if (alarms.length === 0) return [];
  return [
    "## Alarms",
    "",
    "| Of | Message | Fires when | Severity | Runbook |",
    "| --- | --- | --- | --- | --- |",
    ...alarms.map(
      ({ owner, text, fires, severity, runbook }) =>
        `| ${prose(owner)} | ${prose(text)} | ${code(fires)} | ${severity} | ${prose(pageOf(runbook))} |`,
    ),
    "",
  ];
}
