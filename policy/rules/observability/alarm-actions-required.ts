import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import { resourceRule } from "../../rule";

export const alarmActionsRequired = resourceRule<MetricAlarmArgs>({
  id: "alarm-actions-required",
  title: "CloudWatch alarms have alarm actions, and a link in the description",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-OPS-05", "MP-MON-06", "MP-ALR-03"],
  frameworks: ["Checkov CKV_AWS_319", "cdk-nag CloudWatchAlarmAction"],
  remediation: "Set alarmActions to an alert topic, and end alarmDescription with the link to a runbook.",
  example: 'new cloudwatch.MetricAlarm("cpu", { metricName: "CPUUtilization", … }); // it notifies no one',
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  check({ props }, context) {
    context.requires({
      read: () => props.alarmActions?.length ?? 0,
      accept: (count) => count > 0,
      found: () => "no alarmActions",
      needed: "an alert topic",
      setting: "alarmActions",
    });
    context.requires({
      read: () => props.actionsEnabled,
      accept: (enabled) => enabled === undefined || enabled,
      found: () => "actionsEnabled false",
      needed: "actionsEnabled true",
      setting: "actionsEnabled",
    });
    context.requires({
      read: () => props.alarmDescription ?? "",
      accept: (description) => /\bhttps?:\/\/\S+/.test(description),
      found: (description) => (description === "" ? "no description" : "a description without a link"),
      needed: "a description with a link to a runbook",
      setting: "alarmDescription",
    });
  },
});
