import type { Stage } from "../naming";

/**
 * The ARN of the policy that no role of a stage exceeds, whatever its own policies say. It is made before the first
 * deployment, from docs/boundary-policy.json (docs/deploy.md): whoever deploys may make roles with it only, and cannot
 * change it.
 * @param accountId the stage's own account, twelve digits
 */
export function permissionsBoundary(stage: Stage, accountId: string): string {
  return `arn:aws:iam::${accountId}:policy/care-platform-boundary-${stage}`;
}
