import { createTwoFilesPatch } from "diff";
import pc from "picocolors";
import type { OrderResult } from "../settings/rotation/orders";
import { rotatedSecret } from "../settings/rotation/rotated-secrets";
import type { StatusRow, statusOf, Urgency } from "../settings/rotation/status";
import { vendors } from "../settings/rotation/vendors";

const colourOf: Readonly<Record<Urgency, (text: string) => string>> = {
  emergency: pc.red,
  overdue: pc.red,
  due: pc.yellow,
  unknown: pc.yellow,
  fine: pc.green,
};

const columns = ["secret", "generation", "phase", "age", "due", "next step"] as const;

/** The status of a stage as a table: a word for every colour, so that nothing is lost without them. */
export function statusTable({ stage, at, secrets }: ReturnType<typeof statusOf>): string {
  const systems = [...new Set(secrets.map(({ system }) => system))];
  const cells = secrets.map((row) => ({ row, texts: cellsOf(row) }));
  const widths = columns.map((title, column) =>
    Math.max(title.length, ...cells.map(({ texts }) => texts[column]?.length ?? 0)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [
    `${pc.bold(`Secrets of ${stage}`)} at ${minutes(at)}`,
    ...systems.flatMap((system) => [
      "",
      pc.bold(system),
      pc.dim(`  ${line(columns)}`),
      ...cells
        .filter(({ row }) => row.system === system)
        .map(({ row, texts }) => `  ${colourOf[row.urgency](line(texts))}`),
    ]),
    "",
    summary(secrets),
  ].join("\n");
}

function cellsOf(row: StatusRow): readonly string[] {
  const { secret, kind, generation, phase, ageDays, dueAt, urgency, movesWith } = row;
  return [
    secret,
    generation === undefined ? "-" : String(generation),
    phase ?? kind,
    ageDays === undefined ? "unknown" : ageDays === 1 ? "1 day" : `${ageDays} days`,
    dueText(dueAt, urgency),
    movesWith === undefined ? nextText(row) : `moves with ${movesWith}`,
  ];
}

function dueText(dueAt: string | undefined, urgency: Urgency): string {
  if (urgency === "emergency") return "EMERGENCY";
  if (dueAt === undefined) return "unknown";
  const day = dueAt.slice(0, 10);
  return urgency === "overdue" ? `${day} OVERDUE` : urgency === "due" ? `${day} DUE` : day;
}

function nextText({ next, allowedFrom, refusals, page, owner }: StatusRow): string {
  if (next === "renew") return owner === undefined ? `renew, owner unknown: ${page}` : `renew, ${owner}: ${page}`;
  const other = refusals.find((refusal) => refusal.allowedFrom === undefined);
  const from = refusals.length > 0 && allowedFrom !== undefined ? ` from ${minutes(allowedFrom)}` : "";
  return `${next}${from}${other === undefined ? "" : `; ${other.fix}`}`;
}

/** A moment up to the minute it is reached for sure. */
function minutes(moment: string): string {
  const rounded = new Date(Math.ceil(new Date(moment).getTime() / 60_000) * 60_000).toISOString();
  return `${rounded.slice(0, 10)} ${rounded.slice(11, 16)} UTC`;
}

function summary(secrets: readonly StatusRow[]): string {
  const count = (urgency: Urgency) => secrets.filter((row) => row.urgency === urgency).length;
  const said = (["emergency", "overdue", "due", "unknown", "fine"] as const)
    .map((urgency) => ({ urgency, many: count(urgency) }))
    .filter(({ many }) => many > 0)
    .map(({ urgency, many }) => colourOf[urgency](`${many} ${urgency === "unknown" ? "of unknown age" : urgency}`));
  return said.join(", ");
}

/** What an order changes in a stage's file. */
export function difference(file: string, before: string, after: string): string {
  return createTwoFilesPatch(file, file, before, after, undefined, undefined, { context: 2 })
    .split("\n")
    .filter((line) => !/^(=====|Index: )/.test(line) && !line.startsWith("\\ No newline"))
    .map((line) => {
      if (/^(\+\+\+|---)/.test(line)) return pc.bold(line);
      return line.startsWith("+") ? pc.green(line) : line.startsWith("-") ? pc.red(line) : line;
    })
    .join("\n")
    .trimEnd();
}

/** What stands against the secrets an order could not take. */
export function refusalText({ refused }: Pick<OrderResult, "refused">): string {
  return refused
    .flatMap(({ system, name, refusals }) => [
      `${pc.yellow("refused")}  ${system} ${name}`,
      ...refusals.flatMap(({ reason, allowedFrom, fix }) => [
        `    why      ${reason}`,
        ...(allowedFrom === undefined ? [] : [`    from     ${minutes(allowedFrom.toISOString())}`]),
        `    fix      ${fix}`,
      ]),
    ])
    .join("\n");
}

/** Who notices an emergency, and what must be done elsewhere. */
export function emergencyText({ changes }: Pick<OrderResult, "changes">): string {
  return changes
    .flatMap(({ system, name }) => {
      const vendor = vendors[system][name];
      if (vendor !== undefined) {
        return [
          `${pc.red("emergency")}  ${system} ${name}`,
          `    at ${vendor.name}  ${vendor.emergency}`,
          `    page     ${vendor.page}`,
        ];
      }
      const { emergency = "", elsewhere } = rotatedSecret(system, name) ?? {};
      return [
        `${pc.red("emergency")}  ${system} ${name}`,
        `    who      ${emergency}`,
        ...(elsewhere === undefined ? [] : [`    then     ${elsewhere}`]),
      ];
    })
    .join("\n");
}
