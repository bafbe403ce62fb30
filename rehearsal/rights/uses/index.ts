import { alarmUses, noticeUses, notifyingTypes, targetUses } from "./alerts";
import { atlasUses, instanceUses, restoreUses, selectionUses } from "./data";
import { canaryUses, functionUses, invocationUses } from "./functions";
import type { Graph, Standing } from "./graph";
import {
  accessLogUses,
  balancerLogUses,
  distributionUses,
  flowLogUses,
  logDeliveryUses,
  logGroupUses,
  streamUses,
  subscriptionUses,
  trailUses,
} from "./logs";
import { serviceUses, taskUses } from "./tasks";
import type { Use, UseOf } from "./use";

type UsesOf = (standing: Standing, graph: Graph) => readonly Use[];

/** The uses of each type that makes AWS, or an application, act with a role or as a service. */
const byType: Readonly<Record<string, readonly UsesOf[]>> = merged([
  ["aws:backup/restoreTestingSelection:RestoreTestingSelection", restoreUses],
  ["aws:backup/selection:Selection", selectionUses],
  ["aws:cloudfront/distribution:Distribution", distributionUses],
  ["aws:cloudtrail/trail:Trail", trailUses],
  ["aws:cloudwatch/compositeAlarm:CompositeAlarm", alarmUses],
  ["aws:cloudwatch/eventTarget:EventTarget", targetUses],
  ["aws:cloudwatch/logDelivery:LogDelivery", logDeliveryUses],
  ["aws:cloudwatch/logGroup:LogGroup", logGroupUses],
  ["aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", subscriptionUses],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", alarmUses],
  ["aws:ec2/flowLog:FlowLog", flowLogUses],
  ["aws:ecs/service:Service", serviceUses],
  ["aws:ecs/taskDefinition:TaskDefinition", taskUses],
  ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", streamUses],
  ["aws:lambda/function:Function", functionUses],
  ["aws:lambda/invocation:Invocation", invocationUses],
  ["aws:lb/loadBalancer:LoadBalancer", balancerLogUses],
  ["aws:rds/instance:Instance", instanceUses],
  ["aws:s3/bucketLogging:BucketLogging", accessLogUses],
  ["aws:synthetics/canary:Canary", canaryUses],
  ["mongodbatlas:index/encryptionAtRest:EncryptionAtRest", atlasUses],
  ...notifyingTypes.map((type) => [type, noticeUses] as const),
]);

function merged(rows: readonly (readonly [string, UsesOf])[]): Readonly<Record<string, readonly UsesOf[]>> {
  const table: Record<string, UsesOf[]> = {};
  for (const [type, usesOf] of rows) table[type] = [...(table[type] ?? []), usesOf];
  return table;
}

/** Every use that what stands leads to. */
export function usesIn(graph: Graph): readonly UseOf[] {
  return graph.resources.flatMap((standing) =>
    (byType[standing.type] ?? []).flatMap((usesOf) =>
      usesOf(standing, graph).map((use) => ({ ...use, user: standing.urn })),
    ),
  );
}

/** The property that says what a resource of the type uses; a secret in it may hide all of it. */
const essential: Readonly<Record<string, string>> = {
  "aws:cloudfront/distribution:Distribution": "origins",
  "aws:ecs/taskDefinition:TaskDefinition": "containerDefinitions",
  "aws:lambda/invocation:Invocation": "input",
};

/** The property of a resource that says what it uses and cannot be read; undefined where it can. */
export function unreadable({ type, state }: Standing): string | undefined {
  const property = essential[type];
  if (property === undefined) return undefined;
  const value = state[property];
  return value === undefined || typeof value === "string" || Array.isArray(value) ? undefined : property;
}

/** Types that name a role and whose uses follow from another resource, which is in the table. */
const told: ReadonlySet<string> = new Set([
  // The use is that of the encryption.
  "mongodbatlas:index/cloudProviderAccessAuthorization:CloudProviderAccessAuthorization",
]);

/** Whether what a resource of the type does in the role that it names follows from another resource. */
export function isTold(type: string): boolean {
  return told.has(type);
}
