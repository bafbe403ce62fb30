import type { WireObject, WireValue } from "../resource-type";
import { isObject, isUnknown, textAt } from "../wire";
import type { CheckFailure } from "./check-failure";

/** A part of a resource's CustomizeDiff that refuses inputs and that no row of the validators can say. */
interface Part {
  /** The function of the provider, and its file with the commit at which it was read. */
  readonly source: string;
  readonly refuses: (inputs: WireObject) => CheckFailure | undefined;
}

const below = (inputs: WireObject, name: string): WireObject => {
  const value = inputs[name];
  return isObject(value) ? value : {};
};

const given = (value: WireValue) => value !== undefined && value !== null && value !== "";

const targetGroup: readonly Part[] = [
  {
    source: "resourceTargetGroupCustomizeDiff, elbv2/target_group.go@013cfb4c",
    refuses: (inputs) => {
      const checked = textAt(below(inputs, "healthCheck"), "protocol")?.toUpperCase();
      const input = inputs.targetType === "lambda" ? "targetType" : "protocol";
      const against = textAt(inputs, input) ?? "";
      return checked === "TCP" && ["lambda", "HTTP", "HTTPS"].includes(against)
        ? {
            property: "healthCheck.protocol",
            reason: `Attribute "healthCheck.protocol" cannot have value "TCP" when "${input}" is "${against}".`,
          }
        : undefined;
    },
  },
];

const parts: Readonly<Record<string, readonly Part[]>> = {
  "aws:alb/targetGroup:TargetGroup": targetGroup,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    {
      source: "CustomizeDiff, cloudwatch/metric_alarm.go@055611a6",
      refuses: ({ metricName, statistic, extendedStatistic }) =>
        given(metricName) && !given(statistic) && !given(extendedStatistic)
          ? {
              property: "statistic",
              reason: "One of `statistic` or `extendedStatistic` must be set for a cloudwatch metric alarm.",
            }
          : undefined,
    },
  ],
  "aws:sns/topic:Topic": [
    {
      source: "resourceTopicCustomizeDiff, sns/topic.go@00a35305",
      refuses: ({ contentBasedDeduplication, fifoTopic }) =>
        contentBasedDeduplication === true && fifoTopic !== true && !isUnknown(fifoTopic)
          ? {
              property: "contentBasedDeduplication",
              reason: "content-based deduplication can only be set for FIFO topics.",
            }
          : undefined,
    },
  ],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    {
      source: "replicationGroupValidateMultiAZAutomaticFailover, elasticache/replication_group.go@001b6364",
      refuses: ({ multiAzEnabled, automaticFailoverEnabled: failover }) =>
        multiAzEnabled === true && failover !== true && !isUnknown(failover)
          ? {
              property: "multiAzEnabled",
              reason: "automaticFailoverEnabled must be true if multiAzEnabled is true.",
            }
          : undefined,
    },
    {
      source: "replicationGroupValidateAutomaticFailoverNumCacheClusters, elasticache/replication_group.go@001b6364",
      refuses: ({ automaticFailoverEnabled, numCacheClusters: count }) =>
        automaticFailoverEnabled === true && typeof count === "number" && count < 2
          ? {
              property: "numCacheClusters",
              reason: '"numCacheClusters": must be at least 2 if automaticFailoverEnabled is true.',
            }
          : undefined,
    },
  ],
};

/** What the provider's CustomizeDiff of a type refuses of plain inputs; unknown ones are passed over. */
export function customizeDiffFailures(type: string, inputs: WireObject): readonly CheckFailure[] {
  return (parts[type] ?? []).flatMap(({ source, refuses }) => {
    const failure = refuses(inputs);
    return failure
      ? [
          {
            ...failure,
            reason: `${failure.reason} Source: hashicorp/terraform-provider-aws internal/service, ${source}.`,
          },
        ]
      : [];
  });
}

/** How many refusals of CustomizeDiff are known of a type. */
export const customizeDiffCount = (type: string): number => parts[type]?.length ?? 0;
