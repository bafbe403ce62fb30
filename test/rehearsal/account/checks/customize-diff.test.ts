import { customizeDiffFailures } from "../../../../rehearsal/account/checks/customize-diff";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { unknownString } from "../../../../rehearsal/account/wire";

const redis = "aws:elasticache/replicationGroup:ReplicationGroup";
const topic = "aws:sns/topic:Topic";
const targets = "aws:lb/targetGroup:TargetGroup";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** What CustomizeDiff refuses, beside a twin that it accepts: type, refused inputs, where, accepted inputs. */
it.each<readonly [string, WireObject, string, WireObject]>([
  [redis, { multiAzEnabled: true }, "multiAzEnabled", { multiAzEnabled: true, automaticFailoverEnabled: true }],
  [redis, { multiAzEnabled: true, automaticFailoverEnabled: false }, "multiAzEnabled", { multiAzEnabled: false }],
  [
    redis,
    { automaticFailoverEnabled: true, numCacheClusters: 1 },
    "numCacheClusters",
    { automaticFailoverEnabled: true, numCacheClusters: 2 },
  ],
  [
    topic,
    { contentBasedDeduplication: true },
    "contentBasedDeduplication",
    { contentBasedDeduplication: true, fifoTopic: true },
  ],
  [alarm, { metricName: "Errors" }, "statistic", { metricName: "Errors", extendedStatistic: "p99" }],
  [
    targets,
    { protocol: "HTTP", healthCheck: { protocol: "tcp" } },
    "healthCheck.protocol",
    { protocol: "TCP", healthCheck: { protocol: "tcp" } },
  ],
  [
    targets,
    { targetType: "lambda", healthCheck: { protocol: "TCP" } },
    "healthCheck.protocol",
    { targetType: "lambda", healthCheck: { protocol: "HTTP" } },
  ],
])("refuses for %s %j at %s and accepts %j", (type, refused, place, accepted) => {
  expect(customizeDiffFailures(type, refused)).toEqual([
    {
      property: place,
      reason: expect.stringMatching(/Source: hashicorp\/terraform-provider-aws .*@\w{8}\.$/) as string,
    },
  ]);
  expect(customizeDiffFailures(type, accepted)).toEqual([]);
});

it("passes over what is not known yet", () => {
  const failover = { multiAzEnabled: true, automaticFailoverEnabled: unknownString };

  expect(customizeDiffFailures(redis, failover)).toEqual([]);
  expect(customizeDiffFailures(topic, { contentBasedDeduplication: true, fifoTopic: unknownString })).toEqual([]);
  expect(customizeDiffFailures(redis, { automaticFailoverEnabled: true, numCacheClusters: unknownString })).toEqual([]);
  expect(customizeDiffFailures(alarm, { metricName: unknownString, statistic: unknownString })).toEqual([]);
});
