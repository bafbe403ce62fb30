import { stackOf, stageOf } from "../../policy/stage";
import type { StageSources } from "../../policy/stage";
import { urnOf } from "./harness";

const silent: StageSources = { configured: undefined, environment: undefined, stackTag: undefined, stack: "" };

describe("stageOf", () => {
  it.each<[string, Partial<StageSources>, string]>([
    ["the rule's configuration first", { configured: "development", environment: "staging" }, "development"],
    ["then the environment", { environment: "staging", stackTag: "production" }, "staging"],
    ["then the stack's tag", { stackTag: "development", stack: "staging" }, "development"],
    ["then the stack's name", { stack: "staging" }, "staging"],
    ["and takes a part of a stage for the stage", { stack: "staging-med-platform" }, "staging"],
    ["and takes a stack of another name for production", { stack: "dev-ada" }, "production"],
    ["and takes silence for production", {}, "production"],
    ["and passes over what is no stage", { configured: "prod", environment: "", stackTag: "staging" }, "staging"],
  ])("believes %s", (_, sources, expected) => {
    expect(stageOf({ ...silent, ...sources })).toBe(expected);
  });
});

describe("stackOf", () => {
  it("reads the stack out of a URN, and nothing out of anything else", () => {
    expect(stackOf(urnOf("aws:s3/bucket:Bucket", "uploads", "staging"))).toBe("staging");
    expect(stackOf("uploads")).toBe("");
    expect(stackOf(undefined)).toBe("");
  });
});
