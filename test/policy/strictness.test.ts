import type { Waiting } from "../../policy/examination";
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
    ["blocks by the rule's own configuration", elsewhere, true, deployment, true],
    ["does not block against the rule's own configuration", elsewhere, false, { ...strict, ...deployment }, false],
  ])("%s", (_, waiting, configured, variables, expected) => {
    expect(blocksUndecided(waiting, configured, variables)).toBe(expected);
  });
});
