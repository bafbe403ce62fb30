import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { isRehearsalKey } from "../../settings/release/keys";
import { overlay, rehearsalSource } from "../../stacks/settings/overlay";
import { readStandIns } from "../../stacks/settings/stand-ins";
import { vendorSecretNames } from "../../stacks/settings/environments";
import { listedSystems } from "../../stacks/settings/source";
import { stages } from "../../settings/stage/stage";
import { source } from "./complete";

const root = path.resolve(__dirname, "../..");

describe("an overlay", () => {
  const staging = source("staging", { owner: "<team>", "ahava-healthcare/queues": ["<queue>"] });
  const standIns = [
    { keys: ["owner"], value: "rehearsal" },
    { keys: ["aws", "accountId"], value: "000000000000" },
    { keys: ["alerts", "info", "email"], value: "team@rehearsal.test" },
    { keys: ["ahava-healthcare", "queues"], value: ["one", "two"] },
    { keys: ["ahava-healthcare.SMTP_PASS"], value: "kookaburra" },
  ];

  it("puts each stand-in in its place and leaves the rest", () => {
    const { values } = overlay(staging, standIns).source;
    expect(values["care-platform:owner"]).toEqual({ value: "rehearsal", secret: false });
    expect(values["care-platform:aws"]).toEqual({
      value: '{"accountId":"000000000000","region":"af-south-1"}',
      secret: false,
    });
    expect(JSON.parse(values["care-platform:alerts"]!.value)).toEqual({
      critical: { email: "on-call@clinic.test" },
      info: { email: "team@rehearsal.test" },
    });
    expect(JSON.parse(values["care-platform:ahava-healthcare"]!.value)).toMatchObject({
      queues: ["one", "two"],
      domain: "clinic.test",
    });
    expect(values["care-platform:ahava-healthcare.SMTP_PASS"]).toEqual({ value: "kookaburra", secret: true });
    expect(values["care-platform:timeZone"]).toBe(staging.values["care-platform:timeZone"]);
  });

  it("tells what was replaced, and no secret", () => {
    expect(overlay(staging, standIns).replaced).toEqual([
      { key: "owner", instead: "placeholder", value: '"rehearsal"' },
      { key: "aws.accountId", instead: "value", value: '"000000000000"' },
      { key: "alerts.info.email", instead: "missing", value: '"team@rehearsal.test"' },
      { key: "ahava-healthcare.queues", instead: "placeholder", value: '["one","two"]' },
      { key: "ahava-healthcare.SMTP_PASS", instead: "value", value: "a secret, not shown" },
    ]);
  });

  it("leaves the source as it was", () => {
    const before = JSON.stringify(staging);
    overlay(staging, standIns);
    expect(JSON.stringify(staging)).toBe(before);
  });
});

describe("the stand-ins", () => {
  it.each(stages)("of %s are false on sight", (stage) => {
    const standIns = readStandIns(stage, root, "rehearsal/stand-ins.yaml");
    const isOfRehearsals = (value: unknown) =>
      [value].flat().every((each) => typeof each === "string" && isRehearsalKey(each));
    for (const { keys, value } of standIns.filter((each) => !isOfRehearsals(each.value))) {
      expect(`${keys.join(".")} = ${JSON.stringify(value)}`).toMatch(
        /rehearsal|= "(sha256:)?0+"$|= "(AC|whatsapp:)?\+?(555)?0{6,}\d"$|= "2000-01-01T00:00:00Z"$|= "2100-01-01"$/,
      );
    }
  });

  it.each(stages)("of %s leave no placeholder and no real account behind", (stage) => {
    const { source: laidOver, replaced } = rehearsalSource(stage, root);
    expect(Object.values(laidOver.values).filter(({ value }) => value.includes("<"))).toEqual([]);
    expect(replaced.map(({ key }) => key)).toEqual([...new Set(replaced.map(({ key }) => key))]);
    const secrets = listedSystems(laidOver.values).flatMap(vendorSecretNames).length;
    expect(secrets).toBeGreaterThan(5);
    expect(replaced.filter(({ key }) => key.includes("_")).map(({ value }) => value)).toEqual(
      Array.from({ length: secrets }, () => "a secret, not shown"),
    );
  });

  it("of a system that the stage does not run are left out", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "stage-files-"));
    fs.mkdirSync(path.join(folder, "rehearsal"));
    const copy = (file: string, change = (text: string) => text) => {
      fs.writeFileSync(path.join(folder, file), change(fs.readFileSync(path.join(root, file), "utf8")));
    };
    copy("rehearsal/stand-ins.yaml");
    stages.forEach((stage) => {
      copy(`Pulumi.${stage}.yaml`, (text) => text.replace(/systems: \[.*\]/, "systems: [ahava-healthcare]"));
    });
    const { replaced } = rehearsalSource("staging", folder);
    fs.rmSync(folder, { recursive: true });
    expect(replaced.filter(({ key }) => /^(doctor-system|med-platform)\b/.test(key))).toEqual([]);
    expect(replaced.some(({ key }) => key.startsWith("ahava-healthcare."))).toBe(true);
  });

  it("stand below common or a stage", () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-stand-ins-"));
    fs.writeFileSync(path.join(directory, "stand-ins.yaml"), "common: { owner: a }\nprod: { owner: b }\n");
    expect(() => readStandIns("production", directory, "stand-ins.yaml")).toThrow(
      "stand-ins.yaml has an unknown top-level key.\n\n    given    prod\n    allowed  common, development, staging, production\n    fix      put the stand-in under one of these",
    );
    fs.rmSync(directory, { recursive: true });
  });
});
