import * as fc from "fast-check";
import { row, rows } from "../../../checklist";
import type { Evidence } from "../../../readiness/report/evidence";
import { maximumAge, staleBecause } from "../../../readiness/report/freshness";
import { readinessOf } from "../../../readiness/report/readiness";
import type { GatheredEvidence } from "../../../readiness/report/sources";
import type { RuleOutcome } from "../../../readiness/run-result";
import {
  deployedState,
  full,
  later,
  now,
  passedRun,
  passedTests,
  project,
  settled,
  then,
  withRecord,
} from "./evidence-of-staging";

describe("a signature", () => {
  const signature = {
    rows: ["DS-GO-03"],
    role: "security",
    signer: "a person",
    when: then,
    version: "v1.2.3",
    proven: true as const,
  };
  const only = (changed: object, evidence: GatheredEvidence = full) =>
    settled("DS-GO-03", {
      ...evidence,
      recorded: withRecord({ signatures: [{ ...signature, ...changed }] }).recorded.slice(-1),
    });

  it("counts for the version that is deployed", () => {
    expect(only({}).state).toBe("met");
    expect(only({ version: "v1.2.2" })).toMatchObject({
      state: "manual",
      why: "signature security: it is about v1.2.2, and the stage runs v1.2.3",
    });
  });

  it("counts for the digest, where the stage runs one, whatever version it names", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const pinned = { ...full, state: deployedState({ image: `v1.2.3@${digest}` }) };
    expect(only({ digest }, pinned).state).toBe("met");
    expect(only({ digest: `sha256:${"b".repeat(64)}` }, pinned).state).toBe("manual");
  });

  it("counts for a go-live only where a key proves it, and for other rows also where a person wrote it", () => {
    expect(only({ proven: undefined })).toMatchObject({
      state: "manual",
      why: "signature security: written manually; only npm run release -- sign proves the signer",
    });
    const written = withRecord({
      signatures: [{ ...signature, rows: ["DS-WA-07"], proven: undefined }],
    }).recorded.slice(-1);
    expect(settled("DS-WA-07", { ...full, recorded: written }).state).toBe("met");
  });

  it("does not count once it is revoked, once it is old, or where nobody knows what is deployed", () => {
    const revoked = { when: later, by: "another person", reason: "a finding" };
    expect(only({ revoked })).toMatchObject({
      state: "manual",
      why: "signature security: revoked on 2026-11-29 by another person: a finding",
    });
    expect(only({ when: "2026-01-01T00:00:00Z" }).state).toBe("manual");
    expect(only({}, { ...full, state: undefined }).state).toBe("manual");
  });
});

describe("the age of evidence", () => {
  it("is bounded by the rhythm of the row", () => {
    expect(maximumAge(row("AH-MNT-04"), "review")).toBe(7);
    expect(maximumAge(row("AH-MNT-09"), "signature")).toBe(31);
    expect(maximumAge(row("MP-DR-01"), "review")).toBe(92);
  });

  it("grows with time until it is too old, and never becomes fresh again", () => {
    const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2026-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...rows), moment, fc.nat(400), fc.nat(400), (one, when, days, more) => {
        const evidence = { kind: "verification", when: when.toISOString() } as const;
        const after = (count: number) => new Date(when.getTime() + count * 86_400_000);
        const [isStale, isStaleLater] = [days, days + more].map(
          (count) => staleBecause(one, evidence, after(count)) !== undefined,
        );
        expect(isStale === true && isStaleLater === false).toBe(false);
      }),
    );
  });
});

describe("whatever evidence there is", () => {
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const moment = fc.constantFrom("2026-11-29T11:00:00.000Z", "2026-11-27T11:00:00.000Z", "2026-06-01T00:00:00.000Z");
  const verdict = fc.constantFrom("passed" as const, "failed" as const, "unknown" as const);
  const outcome = fc.constantFrom<RuleOutcome["outcome"]>("passed", "failed", "undecided", "waived", "not evaluated");
  const ids = fc.subarray(
    rows.map(({ id }) => id),
    { minLength: 1 },
  );
  const evidence = fc.record({
    outcomes: maybe(fc.array(outcome, { minLength: 7, maxLength: 7 })),
    ended: maybe(moment),
    tests: maybe(moment),
    state: maybe(moment),
    recorded: fc.array(
      fc.record({
        kind: fc.constantFrom("verification" as const, "attestation" as const, "drill" as const, "review" as const),
        results: fc.array(fc.record({ rows: ids, verdict, when: moment, by: fc.constantFrom("one", "other") }), {
          maxLength: 2,
        }),
        signatures: fc.array(
          fc.record({
            rows: ids,
            role: fc.constant("security"),
            signer: fc.constant("one"),
            when: moment,
            version: fc.constantFrom("v1.2.3", "v1"),
          }),
          { maxLength: 2 },
        ),
      }),
      { maxLength: 3 },
    ),
  });

  it("a row is met, superseded or waived only by evidence that passed and is fresh, and never beside what failed", () => {
    const run = passedRun();
    const tests = passedTests();
    const state = deployedState();
    fc.assert(
      fc.property(evidence, (given) => {
        const outcomes = run.policy.outcomes.map((one, index) => ({
          ...one,
          outcome: given.outcomes?.[index % 7] ?? one.outcome,
        }));
        const { rows: all } = readinessOf({
          project,
          gathered: {
            ...full,
            result: given.outcomes && { ...run, ended: given.ended, policy: { ...run.policy, outcomes } },
            tests: given.tests === undefined ? undefined : { ...tests, startTime: Date.parse(given.tests) },
            state: given.state === undefined ? undefined : { ...state, when: given.state },
            recorded: given.recorded.map((file) => ({ stage: "staging", rehearsed: false, ...file })),
          },
        });
        for (const one of all.filter(({ state: found }) => ["met", "superseded", "waived"].includes(found))) {
          const isGood = (piece: Evidence) =>
            (piece.verdict === "passed" || piece.verdict === "waived") &&
            (piece.kind === "page" || staleBecause(one.row, piece, now) === undefined);
          expect(one.evidence.some((piece) => piece.kind !== "page" && isGood(piece))).toBe(true);
          expect(one.evidence.some((piece) => piece.verdict === "failed")).toBe(false);
        }
      }),
      { numRuns: 12 },
    );
  });
});
