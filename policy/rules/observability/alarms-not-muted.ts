import { resourceRule } from "../../rule";

/** Inputs of a rule that mutes alarms, or of a filter that makes metrics of a log. */
interface SilenceArgs {
  readonly metricTransformation: { readonly value?: string };
}

const muteType = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";

export const alarmsNotMuted = resourceRule<SilenceArgs>({
  id: "alarms-not-muted",
  title: "No resource mutes CloudWatch alarms, and metric filters of logs count what they find",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-OPS-05", "MP-MON-06"],
  frameworks: [],
  remediation:
    "Delete the mute rule: mute an alarm by hand, for the time of the work. Set the value of a metric filter to 1.",
  example: 'new cloudwatch.AlarmMuteRule("nights", { muteTargets: { alarmNames }, rule });',
  types: [muteType, "aws:cloudwatch/logMetricFilter:LogMetricFilter"],
  check({ type, props }, context) {
    if (type === muteType) {
      context.fails({
        found: "a rule that mutes alarms again and again",
        needed: "no such rule",
        setting: "the resource",
      });
      return;
    }
    context.requires({
      read: () => props.metricTransformation?.value ?? "1",
      accept: (value) => !/^[+-]?0+(\.0*)?$/.test(value),
      found: () => "a metric filter that counts 0 for what it finds",
      needed: "1, or a field of the log event",
      setting: "metricTransformation.value",
    });
  },
});
