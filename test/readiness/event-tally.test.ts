import { EventTally } from "../../readiness/event-tally";
import { policyResult } from "../../readiness/policy-result";
import { urnOf } from "./results";

const pack = "care-platform-checklist";
const instance = "aws:rds/instance:Instance";
const urn = urnOf(instance, "main");

function tallyOf(...events: object[]): EventTally {
  const tally = new EventTally();
  for (const event of events) tally.add({ sequence: 1, timestamp: 1, ...event });
  return tally;
}

function said(message: string, of: object = {}): object {
  const policyEvent = {
    resourceUrn: urn,
    message: `<{%fg 1%}>${message}<{%reset%}>\n`,
    policyName: "rds-private",
    policyPackName: pack,
    enforcementLevel: "mandatory",
    severity: "critical",
    ...of,
  };
  return { policyEvent };
}

function began(op: string, of: object = {}): object {
  return { resourcePreEvent: { metadata: { op, urn, type: instance, old: null, new: null, ...of }, planning: true } };
}

describe("a finding", () => {
  const broken =
    "[rds-private] main: found publiclyAccessible true; needed publiclyAccessible false. Change publiclyAccessible.";

  it("is taken apart, with what the rule says about itself", () => {
    expect(tallyOf(said(broken)).findings).toMatchObject([
      {
        kind: "mandatory",
        rule: "rds-private",
        severity: "critical",
        resource: { name: "main", type: instance, urn },
        found: "publiclyAccessible true",
        needed: "publiclyAccessible false",
        setting: "publiclyAccessible",
        rows: ["AH-DB-03"],
        message: broken,
      },
    ]);
  });

  it("counts once, however often the engine repeats it", () => {
    expect(
      tallyOf(said(broken), said(broken), said(broken, { resourceUrn: urnOf(instance, "other") })).findings,
    ).toHaveLength(2);
  });

  it("is undecided when it waits for a value, in our words and in the SDK's", () => {
    const sdk =
      "can't run policy 'rds-private' from policy pack 'x@v1' during preview: string value at .dbName can't be known during preview";
    const kinds = tallyOf(
      said("[rds-private] main: undecided: waits for dbSubnetGroupName.", { enforcementLevel: "advisory" }),
      said(sdk, { enforcementLevel: "advisory" }),
    ).findings.map(({ kind, waitsFor }) => [kind, waitsFor]);
    expect(kinds).toEqual([
      ["undecided", "dbSubnetGroupName"],
      ["undecided", ".dbName"],
    ]);
  });

  it("is waived when the message ends with a waiver, whatever its level", () => {
    const text = `${broken.slice(0, -1)}. Waived until 2027-01-31 by the data team, because it moves. Soon.`;
    expect(tallyOf(said(text)).findings).toMatchObject([
      {
        kind: "waived",
        setting: "publiclyAccessible",
        waiver: { lastDay: "2027-01-31", owner: "the data team", reason: "it moves. Soon" },
      },
    ]);
  });

  it("of another pack is kept whole", () => {
    const foreign = said("Do not do that.", { policyPackName: "other", policyName: "rds-private" });
    const [finding] = tallyOf(foreign).findings;
    expect(finding).toMatchObject({
      kind: "mandatory",
      pack: "other",
      title: "rds-private",
      rows: [],
      message: "Do not do that.",
    });
    expect(finding?.found).toBeUndefined();
  });

  it("in a shape that nobody foresaw ends the run instead of being overlooked", () => {
    expect(() => tallyOf({ policyEvent: { text: "broken" } })).toThrow("policyName");
  });
});

describe("the outcome of a rule", () => {
  const passed = (...rules: string[]) => ({
    policyAnalyzeSummaryEvent: { resourceUrn: urn, policyPackName: pack, passed: rules },
  });
  const outcome = (rule: string, ...events: object[]) =>
    policyResult(tallyOf(...events), "production").outcomes.find((one) => one.rule === rule)?.outcome;

  it.each([
    ["not evaluated", []],
    ["not evaluated", [passed("kms-rotation")]],
    ["passed", [passed("rds-private")]],
    ["passed", [{ policyAnalyzeStackSummaryEvent: { policyPackName: pack, passed: ["rds-private"] } }]],
    ["not evaluated", [{ policyAnalyzeSummaryEvent: { policyPackName: "other", passed: ["rds-private"] } }]],
    ["failed", [passed("rds-private"), said("[rds-private] main: found a; needed b. Change c.")]],
    ["undecided", [passed("rds-private"), said("[rds-private] main: undecided: waits for a.")]],
    [
      "failed",
      [said("[rds-private] main: undecided: waits for a."), said("[rds-private] main: found a; needed b. Change c.")],
    ],
  ])("is %s", (expected, events) => {
    expect(outcome("rds-private", ...events)).toBe(expected);
  });
});

describe("a change", () => {
  it("is one replacement, whose three steps the engine reports one by one", () => {
    const diffs = { keys: ["engineVersion"], diffs: ["engineVersion", "tags"] };
    const [change, ...others] = tallyOf(
      began("create-replacement", { ...diffs, old: { inputs: {} }, new: { inputs: { publiclyAccessible: true } } }),
      began("replace", diffs),
      began("delete-replaced", { old: { inputs: {} } }),
    ).resourceChanges;
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      operation: "replaced",
      name: "main",
      dataStore: true,
      properties: ["engineVersion"],
      opened: ["a public address"],
    });
  });

  it("is none when nothing changes, and not that of the engine's own resources", () => {
    const own = { type: "pulumi:pulumi:Stack", urn: "urn:pulumi:s::p::pulumi:pulumi:Stack::s" };
    expect(tallyOf(began("same"), began("refresh"), began("create", own)).resourceChanges).toEqual([]);
  });

  it("is taken back when the engine could not do it", () => {
    const failed = { resOpFailedEvent: { metadata: { op: "update", urn, type: instance }, status: 0, steps: 1 } };
    expect(tallyOf(began("update"), failed).resourceChanges).toEqual([]);
  });
});

it("keeps warnings and errors once, and no words of the engine about its own host", () => {
  const said = (severity: string, message: string) => ({ diagnosticEvent: { severity, message, color: "never" } });
  const { messages, errors } = tallyOf(
    said("warning", "using pulumi-language-nodejs from $PATH at /somewhere"),
    said("warning", "old"),
    said("info", "progress"),
    said("debug", "a secret answer"),
    said("error", "broken"),
    said("error", "broken"),
  );
  expect(messages).toEqual(["warning: old", "error: broken"]);
  expect(errors).toEqual(["broken"]);
});

it("reads both spellings of the packs the engine ran, and leaves out where they were read from", () => {
  for (const key of ["PolicyPacks", "policyPacks"]) {
    const summaryEvent = { resourceChanges: { create: 2, same: 1 }, [key]: { [`${pack}|local|/somewhere`]: "0.1.0" } };
    const tally = tallyOf({ summaryEvent });
    expect(tally.policyPacks).toEqual([pack]);
    expect(tally.changes).toEqual({ created: 2, updated: 0, replaced: 0, deleted: 0, same: 1 });
  }
});
