import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { scheduleFault } from "../schedule-expression";
import { textOf } from "../wire-text";

const groupType = "aws:scheduler/scheduleGroup:ScheduleGroup";

const validation = (message: string): Refusal => ({ code: "ValidationException", message });

const nameRule = {
  property: "name",
  pattern: /[0-9a-zA-Z-_.]+/,
  maxLength: 64,
  allowed: "1 to 64 letters, digits, hyphens, underscores and dots",
  taken: "ConflictException",
} as const;

function timing({ inputs }: Creation<aws.scheduler.ScheduleArgs>): Refusal | undefined {
  const expression = textOf(inputs.scheduleExpression);
  const isSchedule = /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$|^(cron|rate)\(.+\)$/.test(expression);
  const fault = isSchedule
    ? scheduleFault(expression, "either")
    : "it is none of at(yyyy-mm-ddThh:mm:ss), cron(…) and rate(…)";
  if (fault !== undefined) return validation(`Invalid Schedule Expression ${expression}: ${fault}.`);
  const { mode, maximumWindowInMinutes } = inputs.flexibleTimeWindow ?? {};
  return mode === "FLEXIBLE" && maximumWindowInMinutes === undefined
    ? validation("The maximum window is required for a flexible time window.")
    : undefined;
}

export const scheduler: ResourceTypes = {
  "aws:scheduler/schedule:Schedule": resourceType<aws.scheduler.ScheduleArgs, aws.scheduler.ScheduleState>({
    title: "EventBridge Scheduler Schedule",
    empty: { namePrefix: "" },
    name: { ...nameRule, uniqueIn: "groupName" },
    id: ({ name, inputs }) => `${textOf(inputs.groupName, "default")}/${name}`,
    defaults: {
      groupName: "default",
      scheduleExpressionTimezone: "UTC",
      state: "ENABLED",
      actionAfterCompletion: "NONE",
    },
    computed: {
      arn: ({ name, inputs, arn }) => arn("scheduler", `schedule/${textOf(inputs.groupName, "default")}/${name}`),
    },
    replaces: ["name", "namePrefix", "groupName"],
    references: [
      {
        property: "groupName",
        to: groupType,
        by: "name",
        missing: "ResourceNotFoundException",
        except: /^default$/,
      },
      {
        property: "target.roleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "ValidationException",
        assumedBy: "scheduler.amazonaws.com",
      },
      { property: "kmsKeyArn", to: "aws:kms/key:Key", by: "arn", missing: "ValidationException" },
    ],
    // A group takes its schedules with it.
    partOf: { property: "groupName", to: groupType, by: "name" },
    refuses: timing,
  }),
  [groupType]: resourceType<aws.scheduler.ScheduleGroupArgs, aws.scheduler.ScheduleGroupState>({
    title: "EventBridge Scheduler Schedule Group",
    empty: { namePrefix: "" },
    name: nameRule,
    taggable: true,
    computed: {
      arn: ({ name, arn }) => arn("scheduler", `schedule-group/${name}`),
      creationDate: () => "2026-11-01T00:00:00Z",
      lastModificationDate: () => "2026-11-01T00:00:00Z",
      state: () => "ACTIVE",
    },
    replaces: ["name", "namePrefix"],
  }),
};
