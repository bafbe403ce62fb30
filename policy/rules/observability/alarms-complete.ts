import { coverages, metricsOf, watches } from "../../readings/alarms";
import type { AlarmState } from "../../readings/alarms";
import { stackRule } from "../../rule";

export const alarmsComplete = stackRule({
  id: "alarms-complete",
  title: "Every database, cache, load balancer and service has at least the alarms the checklists name",
  severity: "high",
  rows: ["MP-MON-06", "DS-OPS-05"],
  frameworks: [],
  remediation: "Add a metric alarm for the missing metric, with the resource in its dimensions.",
  example:
    'new rds.Instance("database", { engine: "postgres", instanceClass: "db.t4g.medium" }); // and no alarm on it',
  types: coverages.flatMap(({ types }) => types),
  check(stack, examination) {
    const alarms = stack.of<AlarmState>(["aws:cloudwatch/metricAlarm:MetricAlarm"]);
    for (const { types, metrics, identifier } of coverages) {
      for (const resource of stack.of(types)) {
        const about = examination.about(resource);
        about.requires({
          read: () => {
            const names = alarms
              .filter((alarm) => watches(alarm, resource, identifier))
              .flatMap((alarm) => metricsOf(alarm).map(({ metricName }) => metricName));
            return metrics.filter((alternatives) => !alternatives.some((name) => names.includes(name)));
          },
          accept: (missing) => missing.length === 0,
          found: (missing) => `no alarm on ${missing.map(([name]) => name ?? "").join(", ")}`,
          needed: "one alarm at least on each",
          setting: "aws.cloudwatch.MetricAlarm",
        });
      }
    }
  },
});
