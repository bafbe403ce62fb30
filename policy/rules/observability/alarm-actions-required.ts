import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import { resourceRule } from "../../rule";

export const alarmActionsRequired = resourceRule<MetricAlarmArgs>({
  id: "alarm-actions-required",
  title: "An alarm tells somebody when it goes off and when it is over, and says where to read on",
  severity: "medium",
  rows: ["DS-OPS-05", "MP-MON-06", "MP-ALR-03"],
  frameworks: ["Checkov CKV_AWS_319", "cdk-nag CloudWatchAlarmAction"],
  remediation: "Set alarmActions and okActions to an alert topic, and end alarmDescription with the link of a runbook.",
  example: 'new cloudwatch.MetricAlarm("cpu", { metricName: "CPUUtilization", … }); // nobody hears of it',
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  check({ props }, examination) {
    for (const setting of ["alarmActions", "okActions"] as const) {
      examination.requires({
        read: () => props[setting]?.length ?? 0,
        accept: (count) => count > 0,
        found: () => `no ${setting}`,
        needed: "an alert topic",
        setting,
      });
    }
    examination.requires({
      read: () => props.actionsEnabled,
      accept: (enabled) => enabled === undefined || enabled,
      found: () => "actionsEnabled false",
      needed: "actionsEnabled true",
      setting: "actionsEnabled",
    });
    examination.requires({
      read: () => props.alarmDescription ?? "",
      accept: (description) => /\bhttps?:\/\/\S+/.test(description),
      found: (description) => (description === "" ? "no description" : "a description without a link"),
      needed: "a sentence and the link of a runbook",
      setting: "alarmDescription",
    });
  },
});
