import { oneOf, text } from "../fields/field";
import { digest, release } from "../fields/image";
import { pointInTime } from "../fields/time";

/** How far a release has come, in the order in which it moves (AH-GO-13). */
export const releaseStatuses = ["ready", "in progress", "deployed", "verified"] as const;

/** What is being released, by whom, when and how far it has come (AH-GO-09..13, C-35): the keys of a section. */
export function releaseRecord() {
  return {
    /** The version that is deployed (AH-GO-11); the image's tag, where the image is named by one. */
    version: release(),
    /** The digest of the image; the tasks run exactly this content, whatever the tag. Production runs no other. @default none */
    digest: digest().optional(),
    /** Who deploys: a person, or the pipeline run a person started (AH-GO-09). */
    deployedBy: text("who deploys, in words"),
    /** When (AH-GO-10). */
    deployedAt: pointInTime(),
    /** How far it has come; said anew at each step, never assumed (AH-GO-13). */
    status: oneOf(releaseStatuses, "AH-GO-13"),
  };
}
