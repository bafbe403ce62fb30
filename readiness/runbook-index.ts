import type { DeployedStage } from "./architecture-page";
import { pageOf } from "./alarms-page";
import { type AlarmSeverity, type StageAlarm, stageAlarms } from "./stage-alarms";

/** Where the index of the runbooks lies, from the root of the project. */
export const runbookIndexName = "docs/runbooks/README.md";

/** A page of the runbooks. */
export interface RunbookPage {
  /** Its place below the folder of the runbooks, without `.md`: "edge/certificate-expiry". */
  readonly place: string;
  /** Its heading. */
  readonly title: string;
}

/** The folders of the runbooks, in the order of the index. */
const folders: Readonly<Record<string, string>> = {
  edge: "The edge: certificates, CloudFront, load balancers, web firewalls, uptime",
  services: "Services, queues and vendors",
  data: "Databases, Redis, backups and the log archive",
  stage: "The whole stage: secrets, changes, costs",
  procedures: "Procedures",
  rotation: "Rotation of secrets",
};

const severities: readonly AlarmSeverity[] = ["critical", "warning", "info"];

/** The index of all runbooks, with the alarms of the stages that lead to each. */
export function runbookIndex(pages: readonly RunbookPage[], stages: readonly DeployedStage[]): string {
  const alarms = stages.flatMap(({ resources }) => stageAlarms(resources));
  return [
    "# Runbooks",
    "",
    "Made from the deployed stages and the pages by `npm run generate -- --deployed`; do not edit.",
    "",
    "Every alarm ends its message with the link of one of these pages. A page explains the alarm, the first checks,",
    "the likely causes, the steps in order, and when to escalate. The commands are for the AWS CLI; variables in",
    "capitals are the alarm's own dimensions unless a comment differs. [alarms.md](../alarms.md) lists every alarm of",
    "each stage with its text and threshold.",
    "",
    "Severities: **critical** wakes the on-call, because patients are affected now; **warning** is for the working day;",
    "**info** is for information. `care-platform:alerts` in `Pulumi.<stage>.yaml` has the route of each.",
    "",
    ...Object.entries(folders).flatMap(([folder, title]) => section(folder, title, pages, alarms)),
  ].join("\n");
}

function section(
  folder: string,
  title: string,
  pages: readonly RunbookPage[],
  alarms: readonly StageAlarm[],
): string[] {
  const own = pages.filter(({ place }) => place.startsWith(`${folder}/`));
  const named = own.some(({ place }) => alarms.some(({ runbook }) => runbook === place));
  const heading = [`## ${title}`, ""];
  const link = ({ place }: RunbookPage) => `[${pageOf(place)}](${place}.md)`;
  return named
    ? [
        ...heading,
        "| page | about | severity | alarms of |",
        "| --- | --- | --- | --- |",
        ...own.map((page) => `| ${[link(page), page.title, ...alarmCells(page, alarms)].join(" | ")} |`),
        "",
      ]
    : [...heading, "| page | about |", "| --- | --- |", ...own.map((page) => `| ${link(page)} | ${page.title} |`), ""];
}

/** How urgent the alarms of a page are, and whose they are; a stage need not have what a page is about. */
function alarmCells({ place }: RunbookPage, alarms: readonly StageAlarm[]): [string, string] {
  const own = alarms.filter(({ runbook }) => runbook === place);
  const urgent = severities.filter((severity) => own.some((alarm) => alarm.severity === severity));
  const owners = [...new Set(own.map(({ owner }) => owner))].sort();
  return owners.length === 0 ? ["-", "no stage yet"] : [urgent.join(", "), owners.join(", ")];
}
