import { createTwoFilesPatch } from "diff";
import { colours as pc } from "./colours";
import { minuteFrom, minuteOf } from "../settings/rotation/minute";
import type { OrderResult } from "../stacks/settings/rotation/orders";
import { keyringRow, renewedRow } from "../stacks/settings/rotation/keyrings";
import type { StatusRow, statusOf, Urgency } from "../stacks/settings/rotation/status";
import type { System } from "../stacks/settings/systems";

const colourOf: Readonly<Record<Urgency, (text: string) => string>> = {
  emergency: pc.red,
  overdue: pc.red,
  due: pc.yellow,
  unknown: pc.yellow,
  fine: pc.green,
};

const columns = ["secret", "generation", "phase", "age", "due", "next step"] as const;

/**
 * The status of a stack as a table: a word for every colour, so that nothing is lost without them.
 * @param width the columns of the terminal; a table that is wider is printed as a list. @default wide enough
 */
export function statusTable({ stack, at, secrets }: ReturnType<typeof statusOf>, width = Infinity): string {
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
  const isNarrow = Math.max(...cells.map(({ texts }) => line(texts).length + 2)) > width;
  return [
    `${pc.bold(`Secrets of ${stack}`)} at ${minuteOf(new Date(at))}`,
    ...systems.flatMap((system) => [
      "",
      pc.bold(system),
      ...(isNarrow ? [] : [pc.dim(`  ${line(columns)}`)]),
      ...cells
        .filter(({ row }) => row.system === system)
        .flatMap(({ row, texts }) => (isNarrow ? listed(row, texts) : [`  ${colourOf[row.urgency](line(texts))}`])),
    ]),
    "",
    summary(secrets),
    ...unknownAges(stack, secrets),
  ].join("\n");
}

/** A secret as a list of its columns, for a terminal that has no room for them side by side. */
function listed({ urgency }: StatusRow, [secret = "", ...texts]: readonly string[]): string[] {
  return [
    `  ${colourOf[urgency](secret)}`,
    ...texts.map((text, index) => `    ${(columns[index + 1] ?? "").padEnd(11)} ${text}`),
  ];
}

/** How to record the ages that are unknown. */
function unknownAges(stack: string, secrets: readonly StatusRow[]): string[] {
  const unknown = secrets.filter(({ urgency }) => urgency === "unknown");
  return [
    ...(unknown.some(({ kind }) => kind !== "vendor")
      ? [
          "",
          "The stage records since when it has its first generations; rotation.since in its file is for a stage without that record:",
          `  pulumi stack output rotation --json --stack ${stack} > deployed.json`,
          `  npm run rotate -- status --stage ${stack} --deployed deployed.json`,
        ]
      : []),
    ...(unknown.some(({ kind }) => kind === "vendor")
      ? [
          "",
          "The age of a vendor's secret is known once its renewal is recorded:",
          `  npm run rotate -- activate --stage ${stack} --secret <name> --owner <team> --renewed <day>`,
        ]
      : []),
  ];
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
  const from = refusals.length > 0 && allowedFrom !== undefined ? ` from ${minuteFrom(new Date(allowedFrom))}` : "";
  return `${next}${from}${other === undefined ? "" : `; ${other.fix}`}`;
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
        ...(allowedFrom === undefined ? [] : [`    from     ${minuteFrom(allowedFrom)}`]),
        `    fix      ${fix}`,
      ]),
    ])
    .join("\n");
}

/** Who notices the emergency of a secret, and what must be done elsewhere. */
export interface EmergencyNotice {
  readonly system: System;
  readonly secret: string;
  /** Who is logged out or disconnected. @default no one: a vendor issues the secret, and the stage keeps running */
  readonly who?: string;
  /** The vendor, and the immediate steps there. @default none */
  readonly vendor?: { readonly name: string; readonly work: string; readonly page: string };
  /** Steps after the deployment of the next value. @default none */
  readonly then?: string;
}

/**
 * The result of an emergency. A vendor secret must be renewed there even if nothing could be recorded here.
 */
export function emergencies({ changes, refused }: OrderResult): EmergencyNotice[] {
  const unrecorded = refused.filter(({ system, name }) => renewedRow(system, name) !== undefined);
  return [...changes, ...unrecorded].map(({ system, name }): EmergencyNotice => {
    const vendor = renewedRow(system, name)?.vendor;
    if (vendor !== undefined) {
      return {
        system,
        secret: name,
        vendor: { name: vendor.name, work: vendor.emergency ?? "", page: vendor.page ?? "" },
      };
    }
    const { emergency, elsewhere } = keyringRow(system, name) ?? {};
    return { system, secret: name, who: emergency, then: elsewhere };
  });
}

/** The notices of an emergency. */
export function emergencyText(notices: readonly EmergencyNotice[]): string {
  return notices
    .flatMap(({ system, secret, who, vendor, then }) => [
      `${pc.red("emergency")}  ${system} ${secret}`,
      ...(who === undefined ? [] : [`    who      ${who}`]),
      ...(vendor === undefined ? [] : [`    at ${vendor.name}  ${vendor.work}`, `    page     ${vendor.page}`]),
      ...(then === undefined ? [] : [`    then     ${then}`]),
    ])
    .join("\n");
}
