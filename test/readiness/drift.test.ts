import fc from "fast-check";
import { differencesAt, isSame } from "../../readiness/drift/differences";
import { type Drift, severityOf } from "../../readiness/drift/drift";
import { driftedResources } from "../../readiness/drift/drifted";
import { standingState } from "../../readiness/drift/standing-state";
import type { Stranger } from "../../readiness/drift/stranger";
import { driftLines, driftVerdict } from "../../readiness/render/drift-lines";
import type { Finding } from "../../readiness/run-result";
import { eventsOf, type Told, urnOf } from "./drift-events";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "[secret]" };
const database = "aws:rds/instance:Instance";
const known = {
  inputsOf: (type: string) => (type === database ? ["publiclyAccessible", "backupRetentionPeriod", "port"] : []),
  ignoredOf: () => [],
};
const drifted = (...told: readonly Told[]) => driftedResources(eventsOf(told), known);

const mandatory: Finding = {
  kind: "mandatory",
  pack: "care-platform-checklist",
  rule: "rds-private",
  title: "",
  level: "mandatory",
  severity: "critical",
  resource: { name: "db" },
  rows: [],
  remediation: "",
  message: "[rds-private] db: found publiclyAccessible true",
};

const stranger: Stranger = {
  what: "entry of the Atlas IP access list",
  type: "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList",
  id: "0.0.0.0/0",
  at: "doctor-system-project",
  does: "lets 0.0.0.0/0 in",
  access: true,
  findings: [],
};

describe("what differs", () => {
  it("is nothing where everything stands as it was recorded, whatever is null or absent", () => {
    expect(drifted({ name: "db", type: database, before: { port: 1, tags: null }, after: { port: 1 } })).toEqual([]);
  });

  it("is nothing where the provider only keeps a value in another form than the program gives it", () => {
    const record = { name: "name", type: "aws:route53/record:Record", given: { name: "a.clinic.test." } };
    expect(drifted({ ...record, before: { name: "a.clinic.test" }, after: { name: "a.clinic.test" } })).toEqual([]);
    expect(drifted({ ...record, before: { name: "a.clinic.test" }, after: { name: "b.clinic.test" } })).toHaveLength(1);
  });

  it("is told by property with the program's wish, what stands, what that opens and what up does", () => {
    const [found] = drifted({
      name: "db",
      type: database,
      before: { publiclyAccessible: false, backupRetentionPeriod: 7 },
      after: { publiclyAccessible: true, backupRetentionPeriod: 0 },
      wanted: { publiclyAccessible: false, backupRetentionPeriod: 14 },
      op: "update",
    });
    expect(found).toMatchObject({
      state: "changed",
      up: "update",
      opened: ["a public address"],
      dataAtStake: false,
      properties: [
        { property: "publiclyAccessible", wanted: false, stands: true },
        { property: "backupRetentionPeriod", wanted: 14, stands: 0 },
      ],
    });
  });

  it("says that data is at stake where up replaces a data store, and where one is gone", () => {
    const before = { port: 1 };
    expect(drifted({ name: "db", type: database, before, after: { port: 2 }, op: "replace" })).toMatchObject([
      { up: "replace", dataAtStake: true },
    ]);
    expect(drifted({ name: "db", type: database, before, op: "create" })).toMatchObject([
      { state: "gone", up: "create", dataAtStake: true, properties: [] },
    ]);
  });

  it("passes over what the program ignores and what AWS reports besides inputs", () => {
    const events = eventsOf([
      { name: "s", type: "aws:ecs/service:Service", before: { desiredCount: 2 }, after: { desiredCount: 5 } },
    ]);
    const ignoring = { ...known, ignoredOf: () => ["desiredCount"] };
    expect(driftedResources(events, ignoring)).toEqual([]);
    expect(driftedResources(events, known)).toHaveLength(1);
  });

  it("shows one changed rule of a list and of a document, and not the whole of it", () => {
    const rules = (action: string) => [
      { name: "rate", action },
      { name: "bots", action: "block" },
    ];
    expect(differencesAt("rules", rules("block"), rules("count"))).toEqual([
      { property: "rules[0].action", wanted: "block", stands: "count" },
    ]);
    const policy = (effect: string) => JSON.stringify({ Statement: [{ Effect: effect }] });
    expect(differencesAt("policy", policy("Deny"), policy("Allow"))).toEqual([
      { property: "policy.Statement[0].Effect", wanted: "Deny", stands: "Allow" },
    ]);
  });

  it("tells of a secret only that it is another, and only on the provider's word", () => {
    const told = { name: "v", type: "aws:ssm/parameter:Parameter", before: { value: secret, name: "a" } };
    expect(drifted({ ...told, after: { value: secret, name: "b" }, diffs: ["name"] })).toMatchObject([
      { properties: [{ property: "name" }] },
    ]);
    expect(drifted({ ...told, after: { value: secret, name: "a" }, diffs: ["value"] })).toMatchObject([
      { properties: [{ property: "value", secret: true }] },
    ]);
  });

  it("names every place at which two values differ, and none at which they do not", () => {
    const value = fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.oneof(fc.integer(), fc.array(fc.integer(), { maxLength: 3 })),
    );
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(differencesAt("p", one, other).length > 0).toBe(!isSame(one, other));
        expect(differencesAt("p", one, one)).toEqual([]);
      }),
    );
  });
});

describe("how bad it is", () => {
  const nothing = { resources: [], strangers: [], otherFindings: [], notListed: [], listed: 20 };
  const unlisted = { notListed: [{ what: "KMS grant", why: "AccessDenied" }] };
  const [changed] = drifted({ name: "db", type: database, before: { port: 1 }, after: { port: 2 } });

  it.each<[string, Parameters<typeof severityOf>[0], string]>([
    ["nothing differs", nothing, "none"],
    [
      "a property differs that no mandatory rule forbids",
      { ...nothing, resources: [{ ...changed!, findings: [] }] },
      "other",
    ],
    ["a mandatory rule is broken", { ...nothing, resources: [{ ...changed!, findings: [mandatory] }] }, "mandatory"],
    [
      "a rule could not decide",
      { ...nothing, resources: [{ ...changed!, findings: [{ ...mandatory, kind: "undecided" }] }] },
      "mandatory",
    ],
    ["a stranger has access", { ...nothing, strangers: [stranger] }, "mandatory"],
    ["a stranger has none", { ...nothing, strangers: [{ ...stranger, access: false }] }, "other"],
    ["nothing differs and one list fails", { ...nothing, ...unlisted }, "none"],
    ["nothing differs and every list fails", { ...nothing, ...unlisted, listed: 0 }, "unknown"],
    ["there is nothing to list", { ...nothing, listed: 0 }, "none"],
    [
      "a property differs and every list fails",
      { ...nothing, ...unlisted, listed: 0, resources: [{ ...changed!, findings: [] }] },
      "other",
    ],
    ["what did not drift breaks a mandatory rule", { ...nothing, otherFindings: [mandatory] }, "mandatory"],
  ])("when %s", (_, judged, severity) => {
    expect(severityOf(judged)).toBe(severity);
  });
});

describe("what a person reads", () => {
  const [changed] = drifted({
    name: "db\u001B[31m",
    type: database,
    before: { publiclyAccessible: false },
    after: { publiclyAccessible: true },
    op: "update",
  });
  const drift: Drift = {
    stage: "staging",
    source: "account",
    ended: "2026-11-29T03:00:00.000Z",
    engine: { version: "3.250.0", source: "PATH" },
    seconds: 12,
    compared: 400,
    resources: [{ ...changed!, findings: [mandatory] }],
    strangers: [stranger],
    otherFindings: [],
    notListed: [{ what: "KMS grant", why: "AccessDenied" }],
    listed: 19,
    undeployed: 2,
    severity: "mandatory",
  };

  it("says that nobody knows where no list could be read", () => {
    expect(driftVerdict({ ...drift, resources: [], strangers: [], listed: 0, severity: "unknown" })).toBe(
      "no drift in 400 resources, but no list could be read: what no state knows of is unknown",
    );
  });

  it("has each resource with its properties, findings and remedy, and what could not be listed", () => {
    expect(driftLines(drift)).toEqual([
      "mandatory  db [31m (Instance)",
      "    publiclyAccessible: true, the program sets false",
      "    opens a public address",
      "    mandatory [rds-private] db: found publiclyAccessible true",
      "    up updates it",
      "mandatory  entry of the Atlas IP access list 0.0.0.0/0 at doctor-system-project is in no state: lets 0.0.0.0/0 in",
      "    up leaves it: remove it, or write it into the program",
      "not listed: KMS grant: AccessDenied",
      "up changes 2 other resources: they depend on these, or the program has changed since.",
    ]);
  });

  it("has a verdict that never calls a list that failed nothing found", () => {
    expect(driftVerdict(drift)).toBe("1 drifted resource, 1 resource in no state; 1 list could not be read");
    expect(driftVerdict({ ...drift, resources: [], strangers: [] })).toBe(
      "no drift in 400 resources; 1 list could not be read",
    );
  });
});

describe("the state that the pack judges", () => {
  const group = { name: "g", type: "aws:ec2/securityGroup:SecurityGroup" };
  const rule = { name: "r", type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" };
  const stack = { urn: "urn:pulumi:staging::care-platform::pulumi:pulumi:Stack::s", type: "pulumi:pulumi:Stack" };
  const encrypted = { ...secret, ciphertext: "v1:abc" };
  const state = {
    deployment: {
      resources: [
        stack,
        {
          urn: urnOf(group),
          ...group,
          parent: stack.urn,
          inputs: { a: 1, s: encrypted },
          outputs: { a: 1, s: encrypted },
        },
        {
          urn: urnOf(rule),
          ...rule,
          parent: urnOf(group),
          provider: "p::1",
          dependencies: [urnOf(group), stack.urn],
          propertyDependencies: { securityGroupId: [urnOf(group)] },
        },
      ],
    },
  };

  it("has what stands, with the secrets as the exported state has them", () => {
    const { refreshed } = eventsOf([{ ...group, before: { a: 1, s: secret }, after: { a: 2, s: secret } }]);
    const [, standing] = standingState(state, refreshed, []).deployment.resources!;
    expect(standing!.inputs).toEqual({ a: 2, s: encrypted });
    expect(standing!.outputs).toEqual({ a: 2, s: encrypted });
  });

  it("has nothing that is gone, and nothing that points at it", () => {
    const { refreshed } = eventsOf([{ ...group, before: { a: 1 } }]);
    expect(standingState(state, refreshed, []).deployment.resources).toMatchObject([
      stack,
      { urn: urnOf(rule), parent: stack.urn, dependencies: [stack.urn], propertyDependencies: { securityGroupId: [] } },
    ]);
  });

  it("has strangers as resources of their types, with a provider of the package", () => {
    const urn = urnOf({ ...rule, name: "in-no-state-1" });
    const { resources } = standingState(
      state,
      [],
      [{ type: rule.type, id: "sgr-1", urn, inputs: { fromPort: 22 } }],
    ).deployment;
    expect(resources!.at(-1)).toEqual({
      urn,
      type: rule.type,
      id: "sgr-1",
      custom: true,
      inputs: { fromPort: 22 },
      outputs: { fromPort: 22, id: "sgr-1" },
      parent: stack.urn,
      provider: "p::1",
    });
  });
});
