import { oneOf, text } from "../fields/field";
import { digest, release } from "../fields/image";
import { pointInTime } from "../fields/time";

/** The statuses of a release, in order (AH-GO-13). */
export const releaseStatuses = ["ready", "in progress", "deployed", "verified"] as const;

/** The release record: version, person, time and status (AH-GO-09..13, C-35): the keys of a section. */
export function releaseRecord() {
  return {
    /** The version that is deployed (AH-GO-11); the image's tag, where the image is named by one. */
    version: release(),
    /** The digest of the image; the tasks run exactly this content, whatever the tag. Required in production. @default none */
    digest: digest().optional(),
    /** Who deploys: a person, or the pipeline run a person started (AH-GO-09). */
    deployedBy: text("who deploys, in words"),
    /** When (AH-GO-10). */
    deployedAt: pointInTime(),
    /** Its status; set at each step, never assumed (AH-GO-13). */
    status: oneOf(releaseStatuses, "AH-GO-13"),
  };
}
