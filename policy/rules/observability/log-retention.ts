import type { LogGroupArgs } from "@pulumi/aws/cloudwatch";
import { resourceRule } from "../../rule";

export const logRetention = resourceRule<LogGroupArgs>({
  id: "log-retention",
  title: "CloudWatch log groups have a retention period, and in production at least 30 days and a KMS key",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-LOG-03", "AH-DEP-14"],
  frameworks: [
    "Checkov CKV_AWS_66",
    "Checkov CKV_AWS_158",
    "Checkov CKV_AWS_338",
    "cdk-nag CloudWatchLogGroupRetentionPeriod",
  ],
  settings: {
    productionDays: {
      description: "Minimum log retention in production, in days.",
      default: 30,
      minimum: 30,
      maximum: 3653,
      stageFact: "logs.retentionDays",
    },
    otherDays: {
      description: "Minimum log retention in other stages, in days.",
      default: 1,
      minimum: 1,
      maximum: 3653,
      stageFact: "logs.retentionDays",
    },
  },
  remediation: "Set retentionInDays, and kmsKeyId to the ARN of a customer-managed key.",
  example: 'new cloudwatch.LogGroup("api", { name: "/care-platform/api" }); // kept forever',
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check({ props }, context) {
    const days = context.setting(context.production ? "productionDays" : "otherDays");
    context.requires({
      // Absent and 0 keep logs forever.
      read: () => props.retentionInDays ?? 0,
      accept: (retention) => retention >= days,
      found: (retention) =>
        retention === 0 ? "no retention period, which keeps logs forever" : `retentionInDays ${retention}`,
      needed: `at least ${days} days`,
      setting: "retentionInDays",
    });
    if (!context.production) return;
    context.requires({
      read: () => "kmsKeyId" in props,
      accept: (encrypted) => encrypted,
      found: () => "no customer-managed key",
      needed: "a customer-managed key",
      setting: "kmsKeyId",
    });
  },
});
