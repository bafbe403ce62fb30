import { stackNamed, stackNames, systems, type System } from "../../stacks/settings/systems";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { shareHost } from "../../settings/fields/address";
import { otherStacksOf } from "../../stacks/settings/file";
import { parseSettings } from "../../stacks/settings/parse";
import { stages } from "../../settings/stage/stage";
import type { Stage } from "../../settings/stage/stage";
import { faultsOf, source } from "./complete";
import { oneSystem, refusedOfThree } from "./three-systems";

const each = stages.flatMap((stage) => systems.map((system): [Stage, System] => [stage, system]));

describe("a stack", () => {
  it("is named after a stage, or a stage and a system, and nothing else", () => {
    expect(stackNames).toHaveLength(stages.length * (1 + systems.length));
    for (const stage of stages) {
      expect(stackNamed(stage)).toEqual({ name: stage, stage });
      for (const system of systems) {
        expect(stackNamed(`${stage}-${system}`)).toEqual({ name: `${stage}-${system}`, stage, system });
      }
    }
    expect(() => stackNamed("staging-")).toThrow("staging-med-platform");
    expect(() => stackNamed("med-platform")).toThrow("There is no stage");
  });

  it.each(each)("of %s may hold %s alone, under its stage's name and under both", (stage, system) => {
    const given = oneSystem(stage, system);
    for (const stack of [stage, `${stage}-${system}`]) {
      const settings = parseSettings({ ...given, stage: stack });
      expect(settings).toMatchObject({ stack, stage, systems: [system] });
    }
  });

  it.each(each)("of %s named after %s holds no other", (stage, system) => {
    const other = systems.find((one) => one !== system)!;
    expect(faultsOf({ ...oneSystem(stage, other), stage: `${stage}-${system}` })).toEqual([
      {
        where: "systems",
        given: `["${other}"]`,
        allowed: `[${system}], as in the name of the stack ${stage}-${system}`,
        fix: "change the list, or use the stack of the stage",
      },
    ]);
  });

  it("is what the commands of a refusal name", () => {
    const given = source("production", { "ahava-healthcare.SMTP_PASS": "" });
    const [fault] = faultsOf({ ...given, stage: "production-ahava-healthcare" });
    expect(fault?.fix).toContain("--stack production-ahava-healthcare");
  });

  it("shares no address with another stack of its stage", () => {
    const otherStacks = [{ file: "Pulumi.staging.yaml", cidr: "10.30.0.0/16" }];
    const given = { ...source("staging"), stage: "staging-ahava-healthcare", otherStacks };
    expect(faultsOf(given).map(({ where }) => where)).toEqual(["network.cidr"]);
  });

  it("sees the files of all other stacks, and its own never", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-"));
    const write = (stack: string, cidr: string) => {
      fs.writeFileSync(path.join(folder, `Pulumi.${stack}.yaml`), `config:\n  network: { cidr: ${cidr} }\n`);
    };
    write("staging", "10.30.0.0/16");
    write("staging-med-platform", "10.31.0.0/16");
    write("production-med-platform", "10.41.0.0/16");
    write("somebody-elses", "10.99.0.0/16");
    const files = otherStacksOf("staging-med-platform", folder).map(({ file }) => file);
    fs.rmSync(folder, { recursive: true });
    expect(files).toEqual(["Pulumi.staging.yaml", "Pulumi.production-med-platform.yaml"]);
  });
});

describe("two domains", () => {
  it.each([
    ["clinic.test", "clinic.test", true],
    ["clinic.test", "admin.clinic.test", true],
    ["doctor.clinic.test", "clinic.test", true],
    ["clinic.test", "staging.clinic.test", false],
    ["clinic.test", "api.staging.clinic.test", false],
    ["clinic.test", "myclinic.test", false],
  ])("%s and %s share a host: %s", (one, other, shared) => {
    expect(shareHost(one, other)).toBe(shared);
    expect(shareHost(other, one)).toBe(shared);
  });

  it.each([
    ["the same domain", "staging.ahava.rehearsal.test", "this one"],
    ["a front end's host of another system", "doctor.staging.ahava.rehearsal.test", "staging.ahava.rehearsal.test"],
  ])("of two systems of a stage that share one are refused: %s", (_, domain, other) => {
    expect(refusedOfThree("staging", { "med-platform/domain": domain })).toEqual([
      {
        where: "med-platform.domain",
        given: `"${domain}"`,
        allowed: `a domain that no other system uses; ahava-healthcare has ${other}`,
        fix: "use a different domain for each stage and system, such as staging.clinic.test and clinic.test",
      },
    ]);
  });

  it("are refused for every system that shares one, with all else that is wrong", () => {
    const domains = Object.fromEntries(systems.map((system) => [`${system}/domain`, "clinic.test"]));
    expect(refusedOfThree("staging", { ...domains, owner: "" }).map(({ where }) => where)).toEqual([
      "owner",
      "ahava-healthcare.domain",
      "med-platform.domain",
    ]);
  });

  it("that share one are refused", () => {
    const otherStacks = [{ file: "Pulumi.production.yaml", cidr: "10.40.0.0/16", domains: ["test.example"] }];
    const given = source("staging", { "ahava-healthcare/domain": "admin.test.example" });
    expect(faultsOf({ ...given, otherStacks })).toEqual([
      {
        where: "ahava-healthcare.domain",
        given: '"admin.test.example"',
        allowed: "a domain that no other stack uses; Pulumi.production.yaml has test.example",
        fix: "use a different domain for each stage and system, such as staging.clinic.test and clinic.test",
      },
    ]);
  });
});
