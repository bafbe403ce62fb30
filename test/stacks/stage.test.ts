import { deployStage } from "../../stacks/stage";
import { settingsOfThree } from "../settings/three-systems";

describe("a stage", () => {
  it("is refused before anything is created when it names a system that has no stack", () => {
    expect(() => deployStage(settingsOfThree("staging"))).toThrow(
      `The system doctor-system cannot be deployed by this version.

    given    systems, with doctor-system among them
    allowed  ahava-healthcare, med-platform
    fix      take doctor-system and its section out of the stage's settings`,
    );
  });
});
