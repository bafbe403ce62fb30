import { tellsOf } from "../../selectors/alarm-effect";
import { coverages, watchedMetrics } from "../../selectors/alarms";
import type { AlarmState, Coverage } from "../../selectors/alarms";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

export const alarmsComplete = stackRule({
  id: "alarms-complete",
  title: "RDS, ElastiCache, load balancers, ECS services and canaries have the CloudWatch alarms of the checklists",
  severity: "high",
  enforcement: "deployed",
  rows: ["MP-MON-06", "DS-OPS-05"],
  frameworks: [],
  remediation:
    "Add a metric alarm for the missing metric, with the resource in its dimensions, a threshold that a fault reaches, and at most an hour of periods.",
  example:
    'new rds.Instance("records", { identifier: "records", … }); // and no alarm with DBInstanceIdentifier records',
  types: coverages.flatMap(({ types }) => types),
  check(stack, context) {
    const alarms = stack.of<AlarmState>(["aws:cloudwatch/metricAlarm:MetricAlarm"]);
    for (const coverage of coverages) {
      for (const resource of stack.of<never>(coverage.types)) {
        context.about(resource).requires({
          read: () => {
            const watched = [resource, ...membersOf(stack, resource, coverage)];
            const names = alarms.flatMap((alarm) =>
              watched
                .flatMap((one) => watchedMetrics(alarm, one, { ...coverage, identifier: identifierOf(one, coverage) }))
                .filter((name) => tellsOf(alarm, name)),
            );
            return coverage
              .metrics(resource)
              .filter((alternatives) => !alternatives.some((name) => names.includes(name)));
          },
          accept: (missing) => missing.length === 0,
          found: (missing) => `no alarm on ${missing.map(([name]) => name ?? "").join(", ")}`,
          needed: "at least one alarm on each",
          setting: "aws.cloudwatch.MetricAlarm",
        });
      }
    }
  },
});

function membersOf(stack: StackView, resource: StackResource, { members }: Coverage): readonly StackResource[] {
  return members === undefined ? [] : stack.pointingAt(resource, members.types, members);
}

/** A member of a cluster has its own name. */
function identifierOf({ type }: StackResource, { types, identifier }: Coverage): string {
  return types.includes(type) ? identifier : "identifier";
}
