import type { Waiting } from "../../policy/context";
import { blocksUndecided } from "../../policy/strictness";
import type { StrictnessVariables } from "../../policy/strictness";

const subject = { name: "database" };
const unknownValue: Waiting = { subject, waitsFor: "kmsKeyId", unknown: true };
const elsewhere: Waiting = { subject, waitsFor: "the parameter group, which is not in this stack", unknown: false };

const strict = { CARE_PLATFORM_POLICY_STRICT: "1" };
const preview = { PULUMI_NODEJS_DRY_RUN: "true" };
const deployment = { PULUMI_NODEJS_DRY_RUN: "false" };

describe("something undecided", () => {
  it.each<[string, Waiting, unknown, StrictnessVariables, boolean]>([
    ["never blocks without strict mode", elsewhere, undefined, deployment, false],
    ["blocks a strict deployment", elsewhere, undefined, { ...strict, ...deployment }, true],
    [
      "blocks it also as the word true",
      elsewhere,
      undefined,
      { CARE_PLATFORM_POLICY_STRICT: "true", ...deployment },
      true,
    ],
    ["does not block a strict preview", elsewhere, undefined, { ...strict, ...preview }, false],
    [
      "does not block as an unknown value in a strict preview",
      unknownValue,
      undefined,
      { ...strict, ...preview },
      false,
    ],
    ["is known for a preview by an unknown value where nobody says", unknownValue, undefined, strict, false],
    ["blocks where nobody says and no value is unknown", elsewhere, undefined, strict, true],
    ["blocks in continuous integration", elsewhere, undefined, { CI: "true", ...deployment }, true],
    [
      "does not block there against the word of the environment",
      elsewhere,
      undefined,
      { CI: "true", CARE_PLATFORM_POLICY_STRICT: "0", ...deployment },
      false,
    ],
    ["blocks by the rule's own configuration", elsewhere, true, deployment, true],
    ["does not block against the rule's own configuration", elsewhere, false, { ...strict, ...deployment }, false],
  ])("%s", (_, waiting, configured, variables, expected) => {
    expect(blocksUndecided(waiting, { configured, dryRun: undefined, variables })).toBe(expected);
  });

  it.each<[boolean, StrictnessVariables, boolean]>([
    [true, deployment, false],
    [false, preview, true],
  ])("is a preview %p by what the engine said to the pack, whatever the environment says", (dryRun, said, expected) => {
    const sources = { configured: undefined, dryRun, variables: { ...strict, ...said } };
    expect(blocksUndecided(elsewhere, sources)).toBe(expected);
  });
});
