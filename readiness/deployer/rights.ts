import { dataRights } from "./data-rights";
import { edgeRights } from "./edge-rights";
import { stepRights } from "./step-rights";
import { runningRights } from "./running-rights";
import type { ServiceRights } from "./service-rights";

/**
 * The rights, service by service. Names of actions, ARNs and condition keys: AWS, Service Authorization Reference. Where
 * an action knows no resource and no tag, the statement names exactly the action.
 */
export const deployerRights: readonly ServiceRights[] = [...runningRights, ...dataRights, ...edgeRights, ...stepRights];

/** The services to which the stage's roles are handed over, by which alone they can be used. */
export const handedOverTo: readonly string[] = [
  "backup.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "ecs.amazonaws.com",
  "firehose.amazonaws.com",
  "lambda.amazonaws.com",
  "logs.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  // Synthetics asks for it beside Lambda, which runs the canary (CloudWatch user guide, roles for canaries).
  "synthetics.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];
