import { byWeight } from "../change-order";
import type { ResourceChange, RunResult } from "../run-result";
import { code, prose } from "./markdown-text";
import { fitted, sizeOf } from "./section";
import { resource, tellingStep } from "./sections";
import { counted } from "./wording";

/** The most dangers of one kind that are told one by one; of data stores the others are still named. */
const mostDangers = 20;

/**
 * What nobody may overlook: data that is lost, each data store named and the databases first, and access that was not there
 * before. In at most `room` bytes: only where not even the names have room is their end cut, by weight.
 */
export function dangerLines(result: RunResult, room: number): readonly string[] {
  const changes = byWeight(tellingStep(result)?.changes ?? []);
  const stores = (operation: ResourceChange["operation"]): readonly ResourceChange[] =>
    changes.filter((change) => change.dataStore && change.operation === operation);
  const opened = changes.flatMap((change) => change.opened.map((way) => `${resource(change)}: ${prose(way)}`));
  const unknown = changes.filter(({ openedUnknown }) => openedUnknown.length > 0).length;
  const access = danger("Opens access", [
    ...opened.slice(0, mostDangers),
    ...(opened.length > mostDangers ? [`and ${opened.length - mostDangers} more, in the list of resources below`] : []),
    ...(unknown > 0 ? [moreUnknown(unknown, opened.length)] : []),
  ]);
  let left = room - sizeOf(access);
  const lost = (title: string, which: readonly ResourceChange[]): readonly string[] => {
    const lines = lostStores(title, which, left);
    left -= sizeOf(lines);
    return lines;
  };
  return [
    ...lost("Replaces data stores; their data is lost unless it was migrated", stores("replaced")),
    ...lost("Deletes data stores", stores("deleted")),
    ...access,
  ];
}

function moreUnknown(unknown: number, known: number): string {
  return `${counted(unknown, "resource")}${known > 0 ? " more" : ""} whose access is unknown before the deployment`;
}

function danger(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`> ⚠️ **${title}**`, ...lines.map((line) => `> - ${line}`), ""];
}

/** The first with their reasons, the others by their names, those of a type on a line. */
function lostStores(title: string, changes: readonly ResourceChange[], room: number): readonly string[] {
  const reasons = changes.slice(0, mostDangers).map((change) => `> - ${resource(change)}${because(change)}`);
  const others = changes.slice(mostDangers);
  const types = [...new Set(others.map(({ type }) => type))];
  const names = types.flatMap((type) =>
    nameLines(
      type,
      others.filter((change) => change.type === type),
    ),
  );
  const before = [`> ⚠️ **${title}**`];
  if (changes.length === 0) return [];
  const missing = (count: number): string => `> - and more: ${counted(count, "line")} do not fit here`;
  return fitted({ before, lines: [...reasons, ...names], after: [""], keeps: "first", missing }, room);
}

/** The most names on a line, so that a cut takes away few of them. */
const namesOfLine = 20;

function nameLines(type: string, changes: readonly ResourceChange[]): readonly string[] {
  const lines: string[] = [];
  for (let first = 0; first < changes.length; first += namesOfLine) {
    const names = changes.slice(first, first + namesOfLine).map(({ name }) => code(name));
    lines.push(`> - ${prose(type.split(":").pop() ?? type)}: ${names.join(", ")}`);
  }
  return lines;
}

function because({ operation, properties }: ResourceChange): string {
  if (operation !== "replaced" || properties.length === 0) return "";
  return `, because of ${properties.map(code).join(", ")}`;
}
