import type { Stage } from "../naming";

/**
 * The ARN of the permissions boundary of every role of a stage. It is created before the first
 * deployment, from docs/boundary-policy.json (docs/deploy.md): the deployer may only create roles with it, and cannot
 * change it.
 * @param accountId the stage's own account, twelve digits
 */
export function permissionsBoundary(stage: Stage, accountId: string): string {
  return `arn:aws:iam::${accountId}:policy/care-platform-boundary-${stage}`;
}
