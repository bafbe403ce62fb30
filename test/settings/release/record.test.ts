import { sign } from "node:crypto";
import * as fc from "fast-check";
import { rehearsalKey } from "../../../settings/release/keys";
import { idOf, lineOf, readRecord, signedBytes } from "../../../settings/release/record";
import { lastVerified, stateOf, stepFault, validSignatures, wasVerified } from "../../../settings/release/state";
import { isSame, type StepKind } from "../../../settings/release/statement";
import {
  evidence,
  keys,
  last,
  place,
  reason,
  signature,
  signatures,
  signed,
  stated,
  steps,
  toVerified,
  v1,
  v2,
} from "./records";

const read = (lines: readonly string[]) => readRecord(lines.join("\n"), keys, place);
const stateFrom = (lines: readonly string[]) => stateOf(read(lines).entries);

describe("the record of a system's releases", () => {
  it("moves from ready over in progress and deployed to verified, and keeps who and when", () => {
    const all = steps(toVerified(v1)).map((one) => signed(one));
    const statuses = [1, 2, 3, 4].map((count) => stateFrom(all.slice(0, count)).current?.status);
    expect(statuses).toEqual(["ready", "in progress", "deployed", "verified"]);
    const { current } = stateFrom(all);
    expect(current?.steps.map(({ kind, by, at }) => `${kind} ${by.split("/").at(-1) ?? ""} ${at}`)).toEqual(
      ["proposed", "started", "deployed", "verified"].map((kind) => `${kind} pipeline 2026-11-29T12:00:00Z`),
    );
  });

  it("has no step that is not allowed where it stands", () => {
    const kinds: readonly StepKind[] = ["proposed", "started", "deployed", "verified", "stopped", "rolled back"];
    const follows: Record<string, readonly string[]> = {
      none: ["ready"],
      ready: ["ready", "in progress", "stopped"],
      "in progress": ["deployed", "stopped", "in progress"],
      deployed: ["verified", "ready", "stopped", "in progress"],
      verified: ["ready", "in progress"],
      stopped: ["ready", "in progress"],
    };
    const step = fc.record({ kind: fc.constantFrom(...kinds), release: fc.constantFrom(v1, v2) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (given) => {
        const made = steps(
          given.map(({ kind, release }) => ({
            kind,
            ...release,
            evidence,
            reason,
            migrations: "none",
            database: "unchanged" as const,
          })),
        );
        const entries = made.map((statement) => ({ id: idOf(statement), statement, signedAs: "pipeline" as const }));
        let before = stateOf([]);
        for (const [index, { kind, release }] of given.entries()) {
          const now = stateOf(entries.slice(0, index + 1));
          const isAllowed = stepFault(before.history, { kind, ...release }) === undefined;
          expect(now.faults.length === 0).toBe(isAllowed);
          if (!isAllowed) return;
          expect(follows[before.current?.status ?? "none"]).toContain(now.current?.status);
          // What is verified was deployed, and what is gone back to was verified.
          const isVerified =
            kind !== "verified" || (before.current?.status === "deployed" && isSame(before.current, release));
          const isKnown = kind !== "rolled back" || wasVerified(before.history, release);
          expect([isVerified, isKnown]).toEqual([true, true]);
          before = now;
        }
      }),
    );
  });

  it("says the same in whatever order its lines are, and with lines twice", () => {
    const made = [
      ...steps([...toVerified(v1), { kind: "proposed", ...v2, migrations: "none" }]).map((one) => signed(one)),
      ...signatures(v2),
    ];
    const security = signature("security", v2);
    made.push(signed(stated({ kind: "revoked", signature: idOf(security), reason }), "security"));
    const wanted = stateFrom(made);
    expect(wanted.signatures.filter(({ revoked }) => revoked !== undefined)).toHaveLength(1);
    fc.assert(
      fc.property(fc.shuffledSubarray([...made, ...made.slice(0, 3)], { minLength: made.length + 3 }), (lines) => {
        expect(stateFrom(lines)).toEqual(wanted);
      }),
      { numRuns: 10 },
    );
  });

  it("takes its order from the steps and not from the clocks of those who wrote them", () => {
    const made = steps(toVerified(v1).map((one, index) => ({ ...one, at: `2026-11-2${9 - index}T12:00:00Z` })));
    expect(stateFrom(made.map((one) => signed(one))).current?.status).toBe("verified");
  });

  it("loses a signature by its revocation, and has it again by another one", () => {
    const proposed = steps([{ kind: "proposed", ...v1, migrations: "none" }]).map((one) => signed(one));
    const first = signature("security", v1);
    const revoked = signed(stated({ kind: "revoked", signature: idOf(first), reason }), "support");
    const lines = [...proposed, signed(first, "security")];
    const roles = (state: ReturnType<typeof stateFrom>) => validSignatures(state, v1).map(({ role }) => role);
    expect(roles(stateFrom(lines))).toEqual(["security"]);
    expect(roles(stateFrom([...lines, revoked]))).toEqual([]);
    const again = signed({ ...first, at: "2026-11-29T13:00:00Z" }, "security");
    expect(roles(stateFrom([...lines, revoked, again]))).toEqual(["security"]);
    expect(validSignatures(stateFrom(lines), v2)).toEqual([]);
  });

  it("detects every change of a byte that a signature covers", () => {
    const line = signed(steps([{ kind: "proposed", ...v1, migrations: "none" }])[0]!);
    const { payload } = JSON.parse(line) as { payload: string };
    const bytes = Buffer.from(payload, "base64");
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const { entries, faults } = read([line.replace(payload, changed.toString("base64"))]);
        expect([entries.length, faults.length]).toEqual([0, 1]);
      }),
    );
  });

  it("takes no entry of another stack, another system, another key or another role", () => {
    const [proposed] = steps([{ kind: "proposed", ...v1, migrations: "none" }]);
    const elsewhere = signed(
      stated({ kind: "proposed", ...v1, migrations: "none", after: null }, { ...place, stack: "staging" }),
    );
    const forged = lineOf(
      proposed!,
      "pipeline",
      sign("sha256", signedBytes(proposed!), rehearsalKey("security").privateKey),
    );
    const wrongRole = signed(signature("security", v1), "product");
    expect(
      [elsewhere, forged, signed(proposed!, "security"), wrongRole, "{}"].map((line) => read([line]).faults),
    ).toEqual([
      ["line 1 is about ahava-healthcare on staging"],
      ["line 1 is not signed by a key of the role pipeline in the settings"],
      ['line 1 is signed as security, who may not state "proposed"'],
      ['line 1 is signed as product, who may not state "signed"'],
      ["line 1 is no signed entry"],
    ]);
    expect(readRecord(signed(proposed!), {}, place).faults).toEqual([
      "line 1 is not signed by a key of the role pipeline in the settings",
    ]);
  });

  it("detects a step that was taken out, and two that follow the same one", () => {
    const made = steps(toVerified(v1));
    const without = made.filter(({ kind }) => kind !== "started").map((one) => signed(one));
    expect(read(without).faults).toEqual([`the entry before "deployed" v1.0.0 is missing: ${idOf(made[1]!)}`]);
    const fork = signed(stated({ kind: "proposed", ...v2, migrations: "none", after: last(made.slice(0, 3)) }));
    expect(read([...made.map((one) => signed(one)), fork]).faults).toEqual([
      `two steps follow ${idOf(made[2]!)}: keep one of them`,
    ]);
  });

  it("keeps the newest contact of each duty and the newest drill of each kind", () => {
    const contact = (reach: string, at: string) =>
      signed(stated({ kind: "contact", duty: "security", reach, at }), "security");
    const drill = (heldAt: string, result: "passed" | "failed") =>
      signed(
        stated({ kind: "drilled", drill: "rollback", heldAt, result, measured: "back after four minutes" }),
        "support",
      );
    const state = stateFrom([
      contact("new@rehearsal.test", "2026-11-02T00:00:00Z"),
      contact("old@rehearsal.test", "2026-11-01T00:00:00Z"),
      drill("2026-10-02T00:00:00Z", "passed"),
      drill("2026-10-01T00:00:00Z", "failed"),
    ]);
    expect(state.contacts.map(({ duty, reach }) => [duty, reach])).toEqual([["security", "new@rehearsal.test"]]);
    expect(state.drills.map(({ drill: kind, result }) => [kind, result])).toEqual([["rollback", "passed"]]);
  });

  it("goes back only to what was verified here, and never to itself", () => {
    const first = toVerified(v1);
    const second = toVerified(v2);
    const after = (given: Parameters<typeof steps>[0]) => stateFrom(steps(given).map((one) => signed(one)));
    const failing = after([...first, ...second.slice(0, 3)]);
    expect(lastVerified(failing.history)).toMatchObject(v1);
    const back = after([
      ...first,
      ...second.slice(0, 3),
      { kind: "rolled back", ...v1, reason, database: "unchanged" },
    ]);
    expect(back.current).toMatchObject({ ...v1, status: "in progress", isRollback: true });
    expect(lastVerified(back.history)).toBeUndefined();
    expect(stepFault(failing.history, { kind: "rolled back", ...v2 })).toBe("v2.0.0 cannot be rolled back to itself");
    expect(stepFault(after(second.slice(0, 3)).history, { kind: "rolled back", ...v1 })).toBe(
      `v1.0.0 (${v1.digest}) was never verified here`,
    );
  });
});
