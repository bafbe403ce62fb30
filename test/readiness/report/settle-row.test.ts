import { row, rows } from "../../../checklist";
import { readinessOf } from "../../../readiness/report/readiness";
import { settleRow } from "../../../readiness/report/settle-row";
import type { GatheredEvidence } from "../../../readiness/report/sources";
import { gathered } from "../../../readiness/report/gathered-evidence";
import {
  deployedState,
  full,
  later,
  now,
  passedRun,
  passedTests,
  project,
  records,
  settled,
  withOutcome,
  withRecord,
} from "./evidence-of-staging";

const result = (id: string, verdict: "passed" | "failed" | "unknown", when = later) => ({
  rows: [id],
  verdict,
  when,
  by: "a tool",
});

describe("a stage with all evidence", () => {
  it("has no open row, and is ready", () => {
    const { counts, verdict, blockers } = readinessOf({ project, gathered: full });
    expect(counts).toEqual({
      failed: 0,
      unknown: 0,
      manual: 0,
      waived: 0,
      "deliberately not met": 2,
      "not required": 0,
      superseded: 32,
      met: 483,
    });
    expect(verdict).toEqual({ word: "ready", sentence: "staging is ready to go live: all 517 rows are settled." });
    expect(blockers).toEqual([]);
  });

  it("is not ready when a part of the evidence is of a rehearsal", () => {
    const { verdict, rehearsed } = readinessOf({ project, gathered: { ...full, result: passedRun("rehearsal") } });
    expect([rehearsed, verdict.word]).toEqual([true, "rehearsed"]);
    expect(verdict.sentence).toBe("staging is not ready to go live: all 517 rows are settled, but in a rehearsal.");
    const simulated = { ...full, state: deployedState({ account: "000000000000" }) };
    expect(readinessOf({ project, gathered: simulated }).verdict.word).toBe("rehearsed");
  });

  it("is not ready when the run failed", () => {
    const failed = { ...full, result: { ...full.result, ok: false, failure: "up: the account refused\nmore" } };
    const { verdict, blockers } = readinessOf({ project, gathered: failed });
    expect(verdict.sentence).toBe("staging is not ready to go live: the run of the stage failed.");
    expect(blockers.map(({ what }) => what)).toEqual(["The preview of staging failed: up: the account refused"]);
  });
});

describe("a stage without evidence", () => {
  it("has no green row", () => {
    const { rows: all } = readinessOf({ project, gathered: gathered("staging", { recorded: [], now }) });
    expect([...new Set(all.map(({ state }) => state))].sort()).toEqual(["deliberately not met", "manual", "unknown"]);
    expect(all).toHaveLength(517);
  });

  it("names for every open row what to do and who does it", () => {
    const { rows: all, blockers } = readinessOf({ project, gathered: gathered("staging", { recorded: [], now }) });
    const open = all.filter(({ state }) => state !== "deliberately not met").map(({ row: { id } }) => id);
    expect(blockers.flatMap((blocker) => blocker.rows).sort()).toEqual(open.sort());
    for (const { fix, owner, what } of blockers) expect([fix, owner, what]).not.toContain("");
  });
});

/** The evidence without one part of it. */
const without: Readonly<Record<string, GatheredEvidence>> = {
  run: { ...full, result: undefined },
  state: { ...full, state: undefined, result: undefined },
  tests: { ...full, tests: undefined },
  records: { ...full, recorded: [] },
};

describe("a row", () => {
  it.each([
    ["DS-DB-03", "resource", "tests", "unknown", "no result of its test"],
    ["DS-DB-03", "resource", "state", "unknown", "no deployed stage"],
    ["DS-VAR-02", "config-validation", "tests", "unknown", "no result of its test"],
    ["MP-SVC-03", "policy", "run", "unknown", "no rule was evaluated"],
    ["AH-VER-01", "verify", "records", "unknown", "no verification"],
    ["MP-DR-01", "runbook", "records", "manual", "no one has recorded a review of the page"],
    ["DS-GO-03", "sign-off", "records", "manual", "no one has signed"],
  ])("%s (%s) is not met without %s", (id, kind, part, state, why) => {
    expect(row(id).kind).toBe(kind);
    expect(settled(id).state).toBe("met");
    expect(settled(id, without[part])).toMatchObject({ state, why });
  });

  it.each<[string, string, GatheredEvidence, string]>([
    [
      "MP-SVC-03",
      "rule",
      { ...full, result: passedRun("preview", "2026-11-27T11:00:00Z") },
      "it is 2 days old, and at most 1 are allowed",
    ],
    ["MP-SVC-03", "rule", { ...full, result: { ...passedRun(), ended: undefined } }, "it has no date"],
    [
      "MP-SVC-03",
      "rule",
      { ...full, result: passedRun("preview", "2026-11-30T11:00:00Z") },
      "its date is in the future",
    ],
    [
      "DS-DB-03",
      "test",
      { ...full, tests: passedTests(Date.parse("2026-11-20T11:00:00Z")) },
      "it is 9 days old, and at most 7 are allowed",
    ],
    [
      "DS-DB-03",
      "deployment",
      { ...full, state: deployedState({ time: "2026-11-27T11:00:00Z" }) },
      "it is 2 days old, and at most 1 are allowed",
    ],
  ])("%s is not met by a %s that is not fresh", (id, kind, evidence, why) => {
    expect(settled(id, evidence)).toMatchObject({ state: "unknown", missing: kind, stale: why });
    const { blockers } = readinessOf({ project, gathered: evidence });
    expect(blockers.map(({ what }) => what)).toContain(`The evidence (${kind}) is not fresh: ${why}.`);
  });

  it.each([
    ["a failed rule", "MP-SVC-03", withOutcome("ecs-non-root", { outcome: "failed" }), "failed"],
    [
      "a failed rule, whatever kind the row is of",
      "AH-DEP-20",
      withOutcome("acm-certificate-used", { outcome: "failed" }),
      "failed",
    ],
    ["an undecided rule", "MP-SVC-03", withOutcome("ecs-non-root", { outcome: "undecided" }), "unknown"],
    [
      "a rule that had nothing to look at",
      "MP-SVC-03",
      withOutcome("ecs-non-root", { outcome: "not evaluated" }),
      "unknown",
    ],
    ["a rule that is waived", "MP-SVC-03", withOutcome("ecs-non-root", { outcome: "waived" }), "waived"],
    [
      "a rule that is off on the stage",
      "MP-SVC-03",
      withOutcome("ecs-non-root", { outcome: "not evaluated", level: "off" }),
      "not required",
    ],
    [
      "a prohibition of what the stage has not got",
      "MP-HST-08",
      withOutcome("no-ec2-hosts", { outcome: "not evaluated" }),
      "met",
    ],
    ["a newer failed verification", "AH-VER-01", withRecord({ results: [result("AH-VER-01", "failed")] }), "failed"],
    [
      "an older failed verification",
      "AH-VER-01",
      withRecord({ results: [result("AH-VER-01", "failed", "2026-11-29T10:00:00Z")] }),
      "met",
    ],
    [
      "a verification that could not measure, beside one that passed",
      "AH-VER-01",
      withRecord({ results: [result("AH-VER-01", "unknown")] }),
      "met",
    ],
    [
      "a failed verification of what a test proves",
      "DS-DB-03",
      withRecord({ results: [result("DS-DB-03", "failed")] }),
      "failed",
    ],
    ["a failed drill", "MP-DR-02", withRecord({ kind: "drill", results: [result("MP-DR-02", "failed")] }), "failed"],
  ])("with %s: %s is as it must be", (_, id, evidence, state) => {
    expect(settled(id, evidence).state).toBe(state);
  });

  it("is not met by a rule that demands something of what the stage has not got, unlike one that forbids it", () => {
    const evidence = withOutcome("rsa-key-min-2048", { outcome: "not evaluated" });
    expect(settled("MP-AUTH-01").state).toBe("met");
    expect(settled("MP-AUTH-01", evidence)).toMatchObject({
      state: "unknown",
      why: "rule rsa-key-min-2048: the stage has no resource that the rule checks",
    });
  });

  it("has no evidence of a rule that is off on the stage", () => {
    const off = settled("MP-HST-08", withOutcome("no-ec2-hosts", { outcome: "not evaluated", level: "off" }));
    expect(off).toMatchObject({ state: "not required", evidence: [] });
  });

  it("that opens SSH is deliberately not met, and failed where a rule is violated", () => {
    expect(settled("AH-NET-09").state).toBe("deliberately not met");
    expect(settled("AH-NET-09", withOutcome("no-ssh-ingress", { outcome: "failed" })).state).toBe("failed");
  });

  it("of a thing that this platform replaces is superseded, and says by what", () => {
    const replaced = rows.filter(({ id }) => project.proofs.get(id)?.supersedes !== undefined);
    for (const { id } of replaced) {
      expect(settled(id)).toMatchObject({ state: "superseded", why: project.proofs.get(id)?.supersedes });
    }
  });

  it("is failed where its page is missing or lacks something", () => {
    const page = { row: "MP-DR-01", page: "docs/runbooks/data/backups.md", missing: "who does it" };
    const facts = { ...project, procedures: new Map([["MP-DR-01", page]]) };
    const of = (id: string) => settleRow(row(id), { project: facts, gathered: full });
    expect(of("MP-DR-01").why).toBe("page docs/runbooks/data/backups.md: the page lacks who does it");
    expect(of("MP-DR-05")).toMatchObject({ state: "failed", missing: "page" });
  });

  it("is unknown where the stage has not got the component that meets it", () => {
    const resources = full.state.resources.filter(({ type }) => !type.includes("PostgresReplica"));
    expect(settled("MP-DB-07", { ...full, state: { ...full.state, resources } })).toMatchObject({
      state: "unknown",
      why: "deployment PostgresReplica: the stage has none",
    });
  });
});

it("the evidence of the tests settles each row that needs a record", () => {
  expect(
    records().flatMap(({ results, signatures }) => [...results, ...signatures].flatMap((one) => one.rows)).length,
  ).toBe(136 + 46 + 47);
});
