import type * as pulumi from "@pulumi/pulumi";
import { AlarmRecoveries } from "../components/observability/alarm-recoveries";
import { ConfigurationChanges } from "../components/observability/configuration-changes";
import { CostBudget } from "../components/observability/cost-budget";
import type { AlarmRouting } from "../components/observability/metric-alarm";
import type { Settings } from "./settings/schema";

/** The Region of CloudFront's metrics, and of costs and changes of global services. */
const globalRegion = "us-east-1";

/** The parts of the foundation that account monitoring needs. */
export interface Overseen {
  readonly routing: AlarmRouting;
  /** The alert routing of us-east-1, for costs and changes of global services. */
  readonly global: AlarmRouting;
  readonly logBucketName: pulumi.Output<string>;
  readonly parent: pulumi.Resource;
}

/** Monitoring of the whole stage: costs, recoveries of alarms, configuration changes. */
export function createAccountMonitoring(
  { stack: stage, aws, budget, thresholds }: Settings,
  { routing, global, logBucketName, parent }: Overseen,
): void {
  new CostBudget("costs", { stage, ...budget, thresholds: thresholds.costs, topicArns: global.topicArns }, { parent });
  const recoveries = { stage, accountId: aws.accountId, severities: ["critical", "warning"] } as const;
  new AlarmRecoveries("recoveries", { ...recoveries, region: aws.region, routing }, { parent });
  new AlarmRecoveries("recoveries-global", { ...recoveries, region: globalRegion, routing: global }, { parent });
  new ConfigurationChanges(
    "configuration-changes",
    { stage, region: aws.region, routing, global: { routing: global }, logBucketName },
    { parent },
  );
}
