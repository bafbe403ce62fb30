import type * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../naming";
import { managedRoleArn } from "../security/service-role";

/** Which service's traffic the role moves. */
export interface BlueGreenRoleArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
}

/** Rights that ECS needs to shift traffic between target groups (ECS Developer Guide, "Amazon ECS infrastructure role"). */
const policyArn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers";

/**
 * The ARN of the role with which ECS shifts a service's traffic between its two target groups; known only once the role has
 * its policy. Free of charge.
 */
export function blueGreenRole(
  name: string,
  { stage, accountId }: BlueGreenRoleArgs,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return managedRoleArn(
    `${name}-infrastructure`,
    { stage, accountId, service: "ecs.amazonaws.com", description: `Lets ECS move the traffic of ${name}` },
    { attachment: `${name}-infrastructure-traffic`, policyArn },
    options,
  );
}
