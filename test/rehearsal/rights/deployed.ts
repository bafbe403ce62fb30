import type { DeployedResource } from "../../../readiness/deployed-resource";
import { boundaryPolicy } from "../../../readiness/deployer/boundary";
import { deployerPolicies, filledIn } from "../../../readiness/deployer/policies";
import type { Stack } from "../../../rehearsal/rights/call";
import type { Caller } from "../../../rehearsal/rights/judge";

/** The bucket and the key of the state that the tests write into the policies. */
export const state = { bucket: "states-of-care-platform", keyId: "00000000-0000-0000-0000-00000000000a" };

/** The account and Region that the stage files have as stand-ins. */
export function stackOf(stage: string): Stack {
  return { stage, account: "000000000000", region: "af-south-1" };
}

/** Whoever deploys a stage, with the documented policies. */
export function deployer({ stage, account, region }: Stack): Caller {
  const values = { stage, account, region, "state bucket": state.bucket, "state key id": state.keyId };
  return {
    principal: `arn:aws:iam::${account}:role/care-platform-deployer-${stage}`,
    policies: deployerPolicies().map((policy) => filledIn(policy, values)),
  };
}

/** The boundary that every role of a stage has. */
export const boundary = boundaryPolicy();

/** The resources of one type. */
export function ofType(resources: readonly DeployedResource[], type: string): readonly DeployedResource[] {
  return resources.filter((resource) => resource.type === type);
}
