import type { TypeCoverage } from "../rehearsal/account/index";

const columns = ["constrained", "free text", "unmodelled", "listed", "provider", "read"] as const;

/** A table of how far AWS's published models and the provider's rules reach, a type on a line, and the sum. */
export function coverageTable(types: readonly TypeCoverage[]): string {
  const width = Math.max(...types.map(({ type }) => type.length));
  const line = (name: string, cells: readonly (string | number)[], last: string) =>
    `${name.padEnd(width)}  ${cells.map((cell, at) => String(cell).padStart(columns[at]?.length ?? 0)).join("  ")}  ${last}`.trimEnd();
  const counts = ({ constrained, free, unmodelled, listed, provider, read }: TypeCoverage) => [
    constrained.length,
    free.length,
    unmodelled.length,
    listed.length,
    provider.rules + provider.customizeDiff,
    read === undefined ? 0 : 1,
  ];
  const total = types
    .map(counts)
    .reduce((sum, row) => sum.map((each, at) => each + (row[at] ?? 0)), [0, 0, 0, 0, 0, 0]);
  return [
    line("", columns, "bound to"),
    ...types.map((each) => line(each.type, counts(each), each.operations.join(", ") || "nothing")),
    line(`${types.length} types`, total, ""),
    "",
    "constrained: AWS publishes which values are refused.  free text: bound to a member, any value.",
    "unmodelled: no member of the request answers to the input.  listed: a closed list decides the values.",
    "read: 1 where the source of the provider's Read was read.",
    "provider: rules of the provider itself.  Every input by name, with the sources of the rules: --json",
  ].join("\n");
}
