import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { rules } from "../../policy/index";
import { Pack } from "../../policy/pack";
import type { Diagnostic, RuleConfiguration, PackOptions } from "../../policy/pack";
import { resourceRule, stackRule } from "../../policy/rule";
import type { Rule } from "../../policy/rule";
import { inStack, resource, unknown, urnOf } from "./harness";

const instance = "aws:rds/instance:Instance";
const untouchable = { publiclyAccessible: false, dbSubnetGroupName: "data", vpcSecurityGroupIds: ["sg-1"] };

/** What a run is told besides the resource. */
interface Told {
  readonly configuration?: Readonly<Record<string, RuleConfiguration>>;
  readonly environment?: PackOptions["environment"];
  readonly stack?: string;
  readonly dryRun?: boolean;
  readonly waivers?: string;
  readonly ruleSet?: readonly Rule[];
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true });
});

function packWith({ configuration = {}, environment = {}, stack, dryRun, waivers, ruleSet = rules }: Told): Pack {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pack-"));
  folders.push(folder);
  fs.mkdirSync(path.join(folder, "waivers"));
  if (waivers !== undefined) fs.writeFileSync(path.join(folder, "waivers", "production.yaml"), waivers);
  const pack = new Pack(ruleSet, { environment, folder, today: "2026-11-25" });
  if (dryRun !== undefined) pack.configureStack({ stack: stack ?? "production", tags: new Map(), dryRun });
  pack.configure(new Map(Object.entries(configuration)));
  return pack;
}

/** What one rule says about a resource: its diagnostics, or why it does not apply. */
function said(id: string, type: string, props: object, told: Told = {}) {
  const subject = resource(type, props, { urn: urnOf(type, "subject", told.stack) });
  const pack = packWith(told);
  const answer = pack.analyze(subject);
  // What a preview cannot decide of one resource, it says of the whole stack.
  const atTheEnd = told.dryRun === true ? pack.analyzeStack([]).diagnostics : [];
  const silent = [...answer.otherTypes, ...answer.notApplicable].find(({ rule }) => rule.id === id);
  return silent?.reason ?? [...answer.diagnostics, ...atTheEnd].filter(({ rule }) => rule.id === id).map(plain);
}

function plain({ message, level, urn }: Diagnostic) {
  return { message, level, urn };
}

const open = { ...untouchable, publiclyAccessible: true };
const openMessage =
  "[rds-private] subject: found publiclyAccessible true; needed publiclyAccessible false. Change publiclyAccessible.";

/** A rule that was not written for what it meets. */
function breakDown(): void {
  throw new TypeError("broken");
}

describe("the pack", () => {
  it("reports a finding with its level and the resource it is about", () => {
    expect(said("rds-private", instance, open)).toEqual([
      { message: openMessage, level: "mandatory", urn: urnOf(instance, "subject") },
    ]);
  });

  it("lets the configuration lower or switch off a rule", () => {
    const at = (level: "advisory" | "remediate" | "disabled") =>
      said("rds-private", instance, open, { configuration: { "rds-private": { level, values: {} } } });
    expect(at("advisory")).toMatchObject([{ level: "advisory" }]);
    expect(at("remediate")).toMatchObject([{ level: "mandatory" }]);
    expect(at("disabled")).toEqual([]);
  });

  it("lowers the level where the table says so", () => {
    const secret = "aws:secretsmanager/secret:Secret";
    expect(said("secrets-encrypted", secret, {}, { stack: "development" })).toMatchObject([{ level: "advisory" }]);
  });

  it("does not apply where the table says off, or to another type", () => {
    expect(said("rds-multi-az", instance, { multiAz: false }, { stack: "staging" })).toBe("Off in staging.");
    expect(said("rds-multi-az", instance, { multiAz: false })).toHaveLength(1);
    expect(said("rds-multi-az", "aws:s3/bucket:Bucket", {})).toBe("Only for aws:rds/instance:Instance.");
  });

  it("believes a configured stage and the environment before the stack's name", () => {
    const configuration = { "rds-multi-az": { values: { stage: "staging" } } };
    expect(said("rds-multi-az", instance, {}, { configuration })).toBe("Off in staging.");
    const environment = { CARE_PLATFORM_POLICY_STAGE: "development" };
    expect(said("rds-multi-az", instance, {}, { environment })).toBe("Off in development.");
  });

  it("judges each resource of a recorded state by its own stack", () => {
    const pack = packWith({});
    const levels = ["development", "production", "development"].map((stack) => {
      const subject = resource("aws:secretsmanager/secret:Secret", {}, { urn: urnOf("t", "subject", stack) });
      return pack.analyze(subject).diagnostics.find(({ rule }) => rule.id === "secrets-encrypted")?.level;
    });
    expect(levels).toEqual(["advisory", "mandatory", "advisory"]);
  });

  it.each<[string, Told, string]>([
    ["advisory in a preview", { dryRun: true }, "advisory"],
    ["advisory in a strict preview", { dryRun: true, environment: { CI: "true" } }, "advisory"],
    ["what the rule is in a strict deployment", { dryRun: false, environment: { CI: "true" } }, "mandatory"],
    ["advisory in a deployment that is not strict", { dryRun: false }, "advisory"],
  ])("reports something undecided as %s", (_, told, level) => {
    expect(said("rds-private", instance, { ...untouchable, publiclyAccessible: unknown }, told)).toEqual([
      {
        message: "[rds-private] subject: undecided: waits for publiclyAccessible.",
        level,
        urn: urnOf(instance, "subject"),
      },
    ]);
  });

  it("reports what a stack rule finds against the resource it is about", () => {
    const { diagnostics } = packWith({}).analyzeStack([inStack(instance, "database", { engine: "postgres" })]);
    expect(diagnostics.filter(({ rule }) => rule.id === "rds-force-ssl").map(plain)).toEqual([
      {
        message:
          "[rds-force-ssl] database: found the engine's default parameter group; needed a parameter group with rds.force_ssl 1. Change parameterGroupName.",
        level: "mandatory",
        urn: urnOf(instance, "database"),
      },
    ]);
  });

  it("refuses a rule that names no enforcement", () => {
    const forgotten = {
      id: "forgotten",
      title: "T",
      severity: "low",
      rows: [],
      frameworks: [],
      remediation: "R.",
      example: "E",
      types: [],
    } as const;
    const enforcement = undefined as unknown as Rule["enforcement"];
    const both: Rule[] = [
      resourceRule({ ...forgotten, enforcement, check: () => undefined }),
      stackRule({ ...forgotten, enforcement, check: () => undefined }),
    ];
    for (const rule of both)
      expect(() => packWith({ ruleSet: [rule] })).toThrow('The rule "forgotten" names no enforcement.');
  });

  it("says which rules that cannot be waived its configuration disables", () => {
    const disabled = { level: "disabled", values: {} } as const;
    const about = (ids: readonly string[], told: Told) =>
      packWith({ configuration: Object.fromEntries(ids.map((id) => [id, disabled])), ...told })
        .analyzeStack([inStack("pulumi:pulumi:Stack", "stack", {})])
        .diagnostics.filter(({ rule }) => rule.id === "unwaivable-rules-on")
        .map(({ message, level }) => `${level} ${message}`);
    const environment = { CARE_PLATFORM_POLICY_STRICT: "1" };
    const message =
      "[unwaivable-rules-on] stack: found 2 rules that cannot be waived, disabled by the pack's configuration: rds-private, s3-private; needed these rules enabled. Change enforcementLevel in the configuration of the pack.";
    const ids = ["rds-private", "s3-private", "rds-multi-az"];
    expect(about(ids, { dryRun: false, environment })).toEqual([`mandatory ${message}`]);
    expect(about(ids, { dryRun: true, environment })).toEqual([`advisory ${message}`]);
    expect(about(ids, { dryRun: false, environment: {} })).toEqual([`advisory ${message}`]);
    expect(about(["rds-multi-az"], { dryRun: false, environment })).toEqual([]);
  });

  it("counts an error in a rule against that rule only, and blocks in a strict deployment", () => {
    const broken = rules.map((rule) =>
      rule.id === "rds-private" ? resourceRule({ ...rule, types: [instance], check: breakDown }) : rule,
    );
    const about = (dryRun: boolean) =>
      packWith({ ruleSet: broken, dryRun, environment: { CARE_PLATFORM_POLICY_STRICT: "1" } })
        .analyze(resource(instance, { multiAz: false }))
        .diagnostics.map(({ message, level }) => `${level} ${message}`);
    const failed =
      "[rds-private] subject: undecided: waits for a fix of this rule, which failed with TypeError on a value that it does not expect.";
    const other = "mandatory [rds-multi-az] subject: found multiAz false; needed multiAz true. Change multiAz.";
    expect(about(false)).toEqual(expect.arrayContaining([`mandatory ${failed}`, other]));
    expect(about(true)).toEqual(expect.arrayContaining([`advisory ${failed}`, other]));
  });
});

describe("a waiver", () => {
  const entry = (fields: object) =>
    `- ${JSON.stringify({ rule: "rds-multi-az", resource: "subject", reason: "no second zone yet", owner: "data team", lastDay: "2026-12-31", ...fields })}\n`;
  const stackOf = (props: object) => [inStack("pulumi:pulumi:Stack", "stack", {}), inStack(instance, "subject", props)];
  const watched = (pack: Pack, props: object = {}) =>
    pack
      .analyzeStack(stackOf(props))
      .diagnostics.filter(({ rule }) => rule.id === "waivers-current")
      .map(({ message, level }) => `${level} ${message}`);
  const multiAz = (pack: Pack, props: object = { multiAz: false }) =>
    pack
      .analyze(resource(instance, props))
      .diagnostics.filter(({ rule }) => rule.id === "rds-multi-az")
      .map(({ message, level }) => `${level} ${message}`);
  const finding = "[rds-multi-az] subject: found multiAz false; needed multiAz true. Change multiAz";

  it.each([
    ["its name", {}],
    ["its URN", { resource: urnOf(instance, "subject") }],
    ["its last day", { lastDay: "2026-11-25" }],
  ])("lowers the finding of its resource by %s, and shows itself in it", (_, fields) => {
    const pack = packWith({ waivers: entry(fields), dryRun: false });
    const lastDay = "lastDay" in fields ? fields.lastDay : "2026-12-31";
    expect(multiAz(pack)).toEqual([
      `advisory ${finding}. Waived until ${lastDay} by data team, because no second zone yet.`,
    ]);
    expect(watched(pack)).toEqual([]);
  });

  it("does not hold for another resource, another rule or after its last day", () => {
    for (const fields of [{ resource: "subj" }, { rule: "rds-backups" }, { lastDay: "2026-11-24" }])
      expect(multiAz(packWith({ waivers: entry(fields), dryRun: false }))).toEqual([`mandatory ${finding}.`]);
  });

  it("lets an undecided rule pass in strict mode, visibly", () => {
    const told = { waivers: entry({}), environment: { CI: "true" }, dryRun: false };
    expect(multiAz(packWith(told), { multiAz: unknown })).toEqual([
      "advisory [rds-multi-az] subject: undecided: waits for multiAz. Waived until 2026-12-31 by data team, because no second zone yet.",
    ]);
  });

  it("fails when it has ended, also in a preview", () => {
    for (const dryRun of [true, false])
      expect(watched(packWith({ waivers: entry({ lastDay: "2026-11-24" }), dryRun }))).toEqual([
        "mandatory [waivers-current] rds-multi-az on subject: found a waiver that expired on 2026-11-24; needed a fix of the finding, or a renewal by data team. Change the stage's waiver file.",
      ]);
  });

  it("fails when the deployed stack does not need it", () => {
    const unused =
      "mandatory [waivers-current] rds-multi-az on subject: found a waiver that no finding needs; needed none. Change the stage's waiver file.";
    const compliant = packWith({ waivers: entry({}), dryRun: false });
    expect(multiAz(compliant, { multiAz: true })).toEqual([]);
    expect(watched(compliant)).toEqual([unused]);
    const gone = packWith({ waivers: entry({ resource: "gone" }), dryRun: false });
    expect(watched(gone)).toEqual([unused.replace("on subject", "on gone")]);
  });

  it("is undecided where the deployed stack is not known yet, or was not asked about as a whole", () => {
    const preview = packWith({ waivers: entry({}), dryRun: true });
    multiAz(preview, { multiAz: true });
    expect(watched(preview)).toEqual([
      "advisory [waivers-current] rds-multi-az on subject: undecided: waits for the deployed stack.",
    ]);
    expect(watched(packWith({ waivers: entry({}), dryRun: false }))).toEqual([
      "advisory [waivers-current] rds-multi-az on subject: undecided: waits for a deployment that includes subject.",
    ]);
  });

  it("stops the run before it begins when its file has mistakes", () => {
    expect(() => packWith({ waivers: entry({ rule: "no-such-rule" }), dryRun: true })).toThrow("no-such-rule");
  });
});

it("refuses a configuration that names rules which do not exist, all at once", () => {
  const configure = () => packWith({ configuration: { "rds-privat": { values: {} }, nothing: { values: {} } } });
  expect(configure).toThrow("rds-privat: no such rule; did you mean rds-private?");
  expect(configure).toThrow("nothing: no such rule");
  expect(() => packWith({ configuration: { all: { values: {} } } })).not.toThrow();
});
