import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { ResourceTypes } from "../../resource-type";
import { compositeChecks, dashboardChecks, metricAlarmChecks, ruleChecks, targetChecks } from "./cloudwatch-checks";
import { textOf } from "../wire-text";

const eventRuleType = "aws:cloudwatch/eventRule:EventRule";
const eventBusType = "aws:cloudwatch/eventBus:EventBus";

/** The bus every account has. */
const defaultBus = /^default$/;

const eventBusReference = {
  property: "eventBusName",
  to: eventBusType,
  by: ["name", "arn"],
  missing: "ResourceNotFoundException",
  except: defaultBus,
} as const;

const busPrefix = (bus: unknown): string => {
  const name = textOf(bus, "default");
  return name === "default" ? "" : `${name}/`;
};

const alarmName = { pattern: /[^\p{Cc}]+/u, maxLength: 255, allowed: "1 to 255 printable characters" } as const;

export const cloudwatch: ResourceTypes = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": resourceType<
    aws.cloudwatch.MetricAlarmArgs,
    aws.cloudwatch.MetricAlarmState
  >({
    title: "CloudWatch Metric Alarm",
    name: { ...alarmName, property: "name", taken: "ResourceAlreadyExists" },
    taggable: true,
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    computed: {
      arn: ({ name, arn }) => arn("cloudwatch", `alarm:${name}`),
      evaluateLowSampleCountPercentiles: () => "",
    },
    replaces: ["name"],
    refuses: metricAlarmChecks,
  }),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": resourceType<
    aws.cloudwatch.CompositeAlarmArgs,
    aws.cloudwatch.CompositeAlarmState
  >({
    title: "CloudWatch Composite Alarm",
    name: { ...alarmName, property: "alarmName", taken: "ResourceAlreadyExists" },
    taggable: true,
    defaults: { actionsEnabled: true },
    computed: { arn: ({ name, arn }) => arn("cloudwatch", `alarm:${name}`) },
    replaces: ["alarmName", "actionsEnabled"],
    refuses: compositeChecks,
  }),
  "aws:cloudwatch/dashboard:Dashboard": resourceType<aws.cloudwatch.DashboardArgs, aws.cloudwatch.DashboardState>({
    title: "CloudWatch Dashboard",
    name: {
      property: "dashboardName",
      pattern: /[\w-]+/,
      maxLength: 255,
      allowed: "1 to 255 letters, digits, hyphens and underscores",
      taken: "ResourceAlreadyExists",
    },
    computed: { dashboardArn: ({ name, arn }) => arn("cloudwatch", `dashboard/${name}`, { region: "" }) },
    replaces: ["dashboardName"],
    refuses: dashboardChecks,
  }),
  [eventBusType]: resourceType<aws.cloudwatch.EventBusArgs, aws.cloudwatch.EventBusState>({
    title: "EventBridge Event Bus",
    name: {
      property: "name",
      pattern: /(?!default$)[/.\-_A-Za-z0-9]+/,
      maxLength: 256,
      allowed: "1 to 256 letters, digits, slashes, dots, hyphens and underscores, not default",
      taken: "ResourceAlreadyExistsException",
    },
    taggable: true,
    computed: { arn: ({ name, arn }) => arn("events", `event-bus/${name}`) },
    replaces: ["name", "eventSourceName"],
  }),
  [eventRuleType]: resourceType<aws.cloudwatch.EventRuleArgs, aws.cloudwatch.EventRuleState>({
    title: "EventBridge Rule",
    empty: { namePrefix: "" },
    name: {
      property: "name",
      pattern: /[.\-_A-Za-z0-9]+/,
      maxLength: 64,
      allowed: "1 to 64 letters, digits, dots, hyphens and underscores",
      uniqueIn: "eventBusName",
      taken: "ResourceAlreadyExistsException",
    },
    id: ({ name, inputs }) => `${busPrefix(inputs.eventBusName)}${name}`,
    taggable: true,
    defaults: { eventBusName: "default", forceDestroy: false },
    computed: {
      arn: ({ name, inputs, arn }) => arn("events", `rule/${busPrefix(inputs.eventBusName)}${name}`),
      state: () => "ENABLED",
    },
    replaces: ["name", "namePrefix", "eventBusName"],
    // sst/ion#809: "EventBus can't be deleted since it has rules".
    references: [{ ...eventBusReference, inUse: "ValidationException" }],
    refuses: ruleChecks,
  }),
  "aws:cloudwatch/eventTarget:EventTarget": resourceType<
    aws.cloudwatch.EventTargetArgs,
    aws.cloudwatch.EventTargetState
  >({
    title: "EventBridge Target",
    id: ({ inputs, hex }) =>
      `${busPrefix(inputs.eventBusName).replace("/", "-")}${textOf(inputs.rule)}-${textOf(inputs.targetId, hex(26))}`,
    defaults: { eventBusName: "default", forceDestroy: false },
    computed: { targetId: ({ id }) => id.slice(id.lastIndexOf("-") + 1) },
    replaces: ["rule", "targetId", "eventBusName"],
    references: [
      {
        property: "rule",
        to: eventRuleType,
        by: ["name", "id"],
        missing: "ResourceNotFoundException",
        inUse: "ValidationException",
      },
      eventBusReference,
      {
        property: "roleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "ValidationException",
        assumedBy: "events.amazonaws.com",
      },
    ],
    refuses: targetChecks,
  }),
};
