import { emergencies, statusTable } from "../../cli/rotation-printer";
import { keyringRows, renewedRows } from "../../settings/secrets/row";
import { declarationOf, systems } from "../../stacks/settings/systems";
import type { StatusRow } from "../../stacks/settings/rotation/status";

const row: StatusRow = {
  system: "ahava-healthcare",
  secret: "JWT_SECRET",
  kind: "signing",
  generation: 3,
  phase: "published",
  ageDays: 42,
  dueAt: "2026-11-19T12:00:00.000Z",
  urgency: "due",
  next: "activate",
  allowedFrom: "2026-12-01T12:05:00.000Z",
  refusals: [{ reason: "too early", allowedFrom: new Date("2026-12-01T12:05:00Z"), fix: "wait" }],
  page: "docs/runbooks/rotation/rotate-secrets.md",
};
const vendor: StatusRow = {
  system: "ahava-healthcare",
  secret: "SMTP_PASS",
  kind: "vendor",
  urgency: "unknown",
  next: "renew",
  refusals: [],
  page: "docs/runbooks/rotation/rotate-smtp.md",
};
const plain = (text: string) => text.replace(/\u001b\[\d+m/g, "");
const table = (width?: number) =>
  plain(statusTable({ stack: "staging", at: "2026-12-01T12:00:00.000Z", secrets: [row, vendor] }, width));

describe("the status of a stage", () => {
  it("is a table where there is room", () => {
    expect(table(200)).toContain(
      [
        "  secret      generation  phase      age      due             next step",
        "  JWT_SECRET  3           published  42 days  2026-11-19 DUE  activate from 2026-12-01 12:05 UTC",
        "  SMTP_PASS   -           vendor     unknown  unknown         renew, owner unknown: docs/runbooks/rotation/rotate-smtp.md",
      ].join("\n"),
    );
    expect(table()).toBe(table(200));
  });

  it("is a list in a narrow terminal, with the same words", () => {
    expect(table(70)).toContain(
      [
        "  JWT_SECRET",
        "    generation  3",
        "    phase       published",
        "    age         42 days",
        "    due         2026-11-19 DUE",
        "    next step   activate from 2026-12-01 12:05 UTC",
      ].join("\n"),
    );
  });

  it("says how an age becomes known, and of whose secrets", () => {
    expect(table()).toContain("activate --stage staging --secret <name> --owner <team> --renewed <day>");
    expect(table()).not.toContain("pulumi stack output rotation");
  });
});

describe("an emergency", () => {
  it.each(systems)("says of every secret of %s who notices it, or what must be done at which vendor", (system) => {
    const made = keyringRows(declarationOf(system).secrets).map(({ name }) => name);
    const given = renewedRows(declarationOf(system).secrets).map(({ name }) => name);
    const changes = [...made, ...given].map((name) => ({
      system,
      name,
      record: { generation: 2, phase: "steady" } as const,
    }));
    const notices = emergencies({ changes, refused: [] });
    expect(notices.map(({ secret }) => secret)).toEqual([...made, ...given]);
    expect(notices.filter(({ who, vendor: at }) => (who === undefined) === (at === undefined))).toEqual([]);
    expect(
      notices
        .flatMap(({ vendor: at }) => at?.page ?? [])
        .every((page) => page.startsWith("docs/runbooks/rotation/rotate-")),
    ).toBe(true);
  });
});
