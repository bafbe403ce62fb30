import type { DeployedStage } from "./architecture-page";
import { capitalized } from "./render/wording";
import { type StageAlarm, stageAlarms } from "./stage-alarms";

/** Where the page of all alarms lies, from the root of the project. */
export const alarmsPageName = "docs/alarms.md";

/** The page of every alarm of every stage: what a person reads, when it fires, how urgent it is and what to do. */
export function alarmsPage(stages: readonly DeployedStage[]): string {
  return [
    "# The alarms of each stage",
    "",
    "Made from the deployed stages by `npm run generate -- --deployed`; do not edit. Domains and queues are those of a",
    "rehearsal, and a date is written as `<date>`. The thresholds are settings: [settings.md](settings.md) lists each with its",
    "default, range and source, and a stage file says only what differs, below `thresholds`.",
    "",
    "`fires when` has the metric, the threshold as CloudWatch or Atlas has it, and in how many of the last periods it must be",
    "exceeded. A CloudWatch message starts with the severity and ends with the link of the runbook; the return to OK has the",
    "same text ([decision 39](decisions/0039-alarm-recoveries.md)). RDS, ElastiCache and AWS Backup send their own messages",
    "as well, which are not listed.",
    "",
    ...stages.flatMap(stageSection),
  ].join("\n");
}

function stageSection({ stage, resources }: DeployedStage): string[] {
  const alarms = stageAlarms(resources);
  return [
    `## ${capitalized(stage)}`,
    "",
    `${alarms.length} alarms and messages.`,
    "",
    ...[...new Set(alarms.map(({ owner }) => owner))].flatMap((owner) => [
      `### ${stage}: ${owner}`,
      "",
      "| message | fires when | severity | runbook |",
      "| --- | --- | --- | --- |",
      ...alarms.filter((alarm) => alarm.owner === owner).map(row),
      "",
    ]),
  ];
}

function row({ text, fires, severity, runbook }: StageAlarm): string {
  const read = undated(text).replaceAll("<", "&lt;");
  const cells = [read, `\`${fires}\``, severity, `[${pageOf(runbook)}](runbooks/${runbook}.md)`];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** The name of a runbook without its folder. */
export function pageOf(runbook: string): string {
  return runbook.split("/").at(-1) ?? runbook;
}

/** A text without the dates that depend on the day of the deployment. */
function undated(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}/g, "<date>");
}
