import { deployStage } from "../../stacks/stage";
import { settingsOfThree } from "../settings/three-systems";

describe("a stage", () => {
  it("is refused before anything is created when it names a system that has no stack", () => {
    expect(() => deployStage(settingsOfThree("staging"))).toThrow(
      `The system med-platform cannot be deployed by this version.

    given    systems, with med-platform among them
    allowed  doctor-system, ahava-healthcare
    fix      take med-platform and its section out of the stage's settings`,
    );
  });
});
