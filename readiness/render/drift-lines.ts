import type { Drift, DriftedProperty, DriftedResource } from "../drift/drift";
import type { Stranger } from "../drift/stranger";
import type { Finding } from "../run-result";
import { counted } from "./wording";

/** The most characters of a value that are shown in a terminal; the JSON has all of them. */
const longestValue = 80;

const remedies: Readonly<Record<DriftedResource["up"], string>> = {
  update: "up updates it",
  replace: "up replaces it",
  create: "up creates it again",
  leave: "up does not change it",
};

/** A stage's drift in lines for a terminal: each resource with what differs, how bad it is and what `up` does. */
export function driftLines(drift: Drift): readonly string[] {
  const { resources, strangers, otherFindings, notListed, undeployed } = drift;
  return [
    ...resources.filter(isBad).flatMap(resourceLines),
    ...strangers.filter(isBad).flatMap(strangerLines),
    ...resources.filter((each) => !isBad(each)).flatMap(resourceLines),
    ...strangers.filter((each) => !isBad(each)).flatMap(strangerLines),
    ...otherFindings.map(findingLine),
    ...notListed.map(({ what, why }) => `not listed: ${what}: ${why}`),
    ...(undeployed > 0
      ? [`up changes ${counted(undeployed, "other resource")}: they depend on these, or the program has changed since.`]
      : []),
  ].map(withoutControl);
}

/** The verdict on a stage as the rest of a sentence that begins with its name. */
export function driftVerdict({ resources, strangers, compared, otherFindings, notListed, severity }: Drift): string {
  const found = [
    ...(resources.length > 0 ? [counted(resources.length, "drifted resource")] : []),
    ...(strangers.length > 0 ? [`${counted(strangers.length, "resource")} in no state`] : []),
    ...(otherFindings.length > 0 ? [`${counted(otherFindings.length, "mandatory violation")} elsewhere`] : []),
  ];
  if (severity === "unknown")
    return `no drift in ${counted(compared, "resource")}, but no list could be read: what no state knows of is unknown`;
  const open = notListed.length > 0 ? `; ${counted(notListed.length, "list")} could not be read` : "";
  return `${found.length === 0 ? `no drift in ${counted(compared, "resource")}` : found.join(", ")}${open}`;
}

function resourceLines({
  name,
  type,
  state,
  properties,
  opened,
  up,
  dataAtStake,
  findings,
}: DriftedResource): string[] {
  const lost = state === "gone" ? "; its data is gone" : "; its data is lost unless it was migrated";
  return [
    `${severityWord({ findings })}  ${name} (${className(type)})${state === "gone" ? " is gone" : ""}`,
    ...properties.map(propertyLine),
    ...opened.map((way) => `    opens ${way}`),
    ...findings.map((finding) => `  ${findingLine(finding)}`),
    `    ${remedies[up]}${dataAtStake ? lost : ""}`,
  ];
}

function strangerLines({ what, id, at, does, access, findings }: Stranger): string[] {
  return [
    `${severityWord({ access, findings })}  ${what} ${id} at ${at} is in no state: ${does}`,
    ...findings.map((finding) => `  ${findingLine(finding)}`),
    "    up leaves it: remove it, or write it into the program",
  ];
}

function propertyLine({ property, wanted, stands, secret }: DriftedProperty): string {
  if (secret === true) return `    ${property}: a secret, which is another than the program's`;
  return `    ${property}: ${shown(stands)}, the program sets ${shown(wanted)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

function findingLine({ kind, message }: Finding): string {
  return `  ${kind} ${message}`;
}

function className(type: string): string {
  return type.split(":").pop() ?? type;
}

function isMandatory({ kind }: Finding): boolean {
  return kind === "mandatory" || kind === "undecided";
}

/** Whether it alone makes the drift a mandatory one. */
function isBad({ findings, access }: { readonly findings: readonly Finding[]; readonly access?: boolean }): boolean {
  return access === true || findings.some(isMandatory);
}

function severityWord(judged: Parameters<typeof isBad>[0]): string {
  return isBad(judged) ? "mandatory" : "drift";
}

/** A name or a value may hold anything; in a terminal it may move no cursor. */
function withoutControl(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, " ");
}
