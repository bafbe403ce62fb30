import path from "node:path";
import { rules } from "../../policy/index";
import { Pack } from "../../policy/pack";
import type { RuleConfiguration } from "../../policy/pack";
import type { Rule } from "../../policy/rule";
import { manifestType } from "../../policy/stage-manifest";
import { resource, unknown, urnOf } from "./harness";

function newPack(ruleSet = rules, configuration: Readonly<Record<string, RuleConfiguration>> = {}): Pack {
  const pack = new Pack(ruleSet, { environment: {}, folder: path.resolve("policy"), today: "2026-11-25" });
  pack.configure(new Map(Object.entries(configuration)));
  return pack;
}

describe("the settings of a rule", () => {
  const log = "aws:cloudwatch/logGroup:LogGroup";
  const days = (pack: Pack) =>
    pack
      .analyze(resource(log, { retentionInDays: 1, kmsKeyId: "k" }))
      .diagnostics.filter(({ rule }) => rule.id === "log-retention")
      .map(({ message }) => /at least (\d+) days/.exec(message)?.[1]);
  const manifest = (logs: object) => resource(manifestType, { logs });
  const retention = (setting: object) =>
    rules.map((rule) => (rule.id === "log-retention" ? ({ ...rule, settings: setting } as Rule) : rule));
  const ruleSet = retention({
    productionDays: { description: "D.", default: 30, minimum: 30, maximum: 3653, stageFact: "logs.retentionDays" },
    otherDays: { description: "D.", default: 1, minimum: 1, maximum: 3653, stageFact: "logs.retentionDays" },
  });
  const configuration = { "log-retention": { values: { productionDays: 90 } } };

  it("are the configured ones, else what the stage says, else the defaults", () => {
    const pack = newPack(ruleSet);
    expect(days(pack)).toEqual(["30"]);
    pack.analyze(manifest({ retentionDays: 60 }));
    expect(days(pack)).toEqual(["60"]);
    const configured = newPack(ruleSet, configuration);
    configured.analyze(manifest({ retentionDays: 60 }));
    expect(days(configured)).toEqual(["90"]);
  });

  it("are never less than the rule allows, whatever the stage says", () => {
    const pack = newPack(ruleSet);
    pack.analyze(manifest({ retentionDays: 7 }));
    expect(days(pack)).toEqual(["30"]);
  });

  it("refuse what the stage says when a rule cannot work with it, every place at once", () => {
    const pack = newPack(ruleSet);
    expect(() => pack.analyze(manifest({ retentionDays: "60" }))).toThrow(
      [
        "The stage manifest does not match the settings of the policy pack.",
        "",
        "  care-platform:stage:StageManifest, logs.retentionDays, for the setting productionDays of log-retention",
        '    given    "60"',
        "    allowed  a whole number from 30 to 3653",
        "    fix      change the stage's setting, or configure productionDays of log-retention with --policy-pack-config",
        "",
        "  care-platform:stage:StageManifest, logs.retentionDays, for the setting otherDays of log-retention",
        '    given    "60"',
        "    allowed  a whole number from 1 to 3653",
        "    fix      change the stage's setting, or configure otherDays of log-retention with --policy-pack-config",
        "",
      ].join("\n"),
    );
    expect(() => pack.analyze(manifest({ retentionDays: unknown }))).toThrow('given    "unknown"');
  });
});

describe("the systems of a stage", () => {
  const task = (stack?: string) =>
    resource(
      "care-platform:service:ContainerTask",
      { system: "lab-system", role: "api", secretNames: [], environmentNames: [] },
      { urn: urnOf("care-platform:service:ContainerTask", "subject", stack) },
    );
  const manifest = (systems: unknown, stack?: string) =>
    resource(manifestType, { systems }, { urn: urnOf(manifestType, "stage", stack) });
  const needs = { "lab-system": { api: { secrets: ["JWT_SECRET"], variables: [] } } };
  const rule = "required-container-env";
  const heard = (pack: Pack, stack?: string) =>
    pack
      .analyze(task(stack))
      .diagnostics.filter((one) => one.rule.id === rule)
      .map(({ message }) => message);

  it("are those that its manifest names", () => {
    const pack = newPack();
    expect(heard(pack)).toEqual([expect.stringContaining("undecided: waits for systems of a ")]);
    pack.analyze(manifest(needs));
    expect(heard(pack)).toEqual([expect.stringContaining("found no secret JWT_SECRET in container api")]);
  });

  it("are not those of another stack in the same recorded state", () => {
    const pack = newPack();
    pack.analyze(manifest(needs, "production"));
    expect(heard(pack, "staging")).toEqual([expect.stringContaining("undecided: waits for systems of a ")]);
    expect(heard(pack, "production")).toEqual([expect.stringContaining("found no secret JWT_SECRET")]);
  });

  it("refuse what the manifest says of them when it is misspelt, every place at once and no value", () => {
    const wrong = {
      "lab-system": {
        api: { secrets: { JWT_SECRET: "hidden" }, variable: ["PORT"], least: { cpu: "2 vCPU", disk: 1 } },
        worker: "hidden",
        migration: { secrets: unknown, variables: [] },
      },
    };
    const at = (path: string, given: string, allowed: string) => [
      `  care-platform:stage:StageManifest, systems.lab-system.${path}`,
      `    given    ${given}`,
      `    allowed  ${allowed}`,
      "    fix      change the stage's facts about its systems",
      "",
    ];
    const faultOf = () => {
      try {
        newPack().analyze(manifest(wrong));
      } catch (error) {
        return (error as Error).message;
      }
      return "no fault";
    };
    expect(faultOf().split("\n")).toEqual([
      "The stage manifest does not match the settings of the policy pack.",
      "",
      ...at("api.variable", "an unknown key", "secrets, variables, port, least"),
      ...at("api.least.disk", "an unknown key", "cpu, memory, ephemeralStorage"),
      ...at("api.secrets", "an object", "a list of strings"),
      ...at("api.variables", "nothing", "a list of strings"),
      ...at("api.least.cpu", "a string", "a whole number"),
      ...at("worker", "a string", "an object"),
      ...at("migration.secrets", "a value that is not known in a preview", "a list of strings"),
    ]);
  });
});
