import type { Row } from "../../checklist/index";

/** The signatures of a go-live, by row: the checklist names who gives each. */
const signers: Readonly<Record<string, string>> = {
  "DS-GO-01": "product",
  "DS-GO-02": "engineering",
  "DS-GO-03": "security",
  "DS-GO-04": "support",
};

/** The sections whose verifications and signatures are about an application's code and builds, not about its stage. */
const ofApplication: readonly RegExp[] = [
  /^1\.3 /,
  /^3\.[3-6] /,
  /^4\./,
  /^Pre-deployment: (security remediation|dependencies|testing)/,
  /^Pre-deployment [14]: /,
  /^Phase 2\.1: /,
  /^Development documentation$/,
];

/**
 * Who answers for what is missing of a row: a signer, the team of the application, or the team of the stage.
 * @param stageOwner the team that the stage's settings name.
 */
export function ownerOf({ id, system, section, kind }: Row, stageOwner: string): string {
  const signer = signers[id];
  if (signer !== undefined) return signer;
  const isCode = (kind === "verify" || kind === "sign-off") && ofApplication.some((pattern) => pattern.test(section));
  return isCode ? `team of ${system}` : stageOwner;
}
