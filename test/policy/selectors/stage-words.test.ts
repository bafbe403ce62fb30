import { ownStage, stageNamed, stageOfName, stagesOfPath } from "../../../policy/selectors/stage-words";
import { urnOf } from "../harness";

describe("the words for stages", () => {
  it.each([
    ["production-api", "production"],
    ["prod_api", "production"],
    ["PRD", "production"],
    ["api-stg", "staging"],
    ["dev.api", "development"],
    ["etl-staging-area", undefined],
    ["device-registry", undefined],
    ["stage", undefined],
    ["", undefined],
  ])("finds in the name %s the stage %s", (name, stage) => {
    expect(stageOfName(name)).toBe(stage);
  });

  it("reads a path folder by folder", () => {
    expect(stagesOfPath("/production/etl-staging/api")).toEqual(["production", "staging"]);
    expect(stagesOfPath("app/jwt")).toEqual([]);
  });

  it("knows a single word only as a whole", () => {
    expect(stageNamed("Prod")).toBe("production");
    expect(stageNamed("prod-api")).toBeUndefined();
  });

  it("believes a stack's own name before the stage it is held to", () => {
    expect(ownStage(urnOf("t", "n", "acme-dev"), "production")).toBe("development");
    expect(ownStage(urnOf("t", "n", "main"), "production")).toBe("production");
    expect(ownStage(undefined, "staging")).toBe("staging");
  });
});
