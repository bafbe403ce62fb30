import { text } from "./field";
import { release } from "./image";
import { pointInTime } from "./time";

/** What is being released, by whom and when (AH-GO-09..11, C-35): the keys of a section. */
export function releaseRecord() {
  return {
    /** The version that is deployed (AH-GO-11); the image's tag, where the image is named by one. */
    version: release(),
    /** Who deploys: a person, or the pipeline run a person started (AH-GO-09). */
    deployedBy: text("who deploys, in words"),
    /** When (AH-GO-10). */
    deployedAt: pointInTime(),
  };
}
