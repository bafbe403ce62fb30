import type { ProviderRule } from "../provider-rule";
import { arns, conflict, enumerated, form, from, inside, items, length, range } from "./rows";
import type { Row } from "./rows";

/** A moment with its offset from UTC (IsRFC3339Time). */
const moment = (input: string): Row =>
  form(
    input,
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    "expected to be a valid RFC3339 date, such as 2026-11-29T08:00:00Z",
  );

const name = (input: string, longest: number): readonly Row[] => [
  length(input, 1, longest),
  form(input, /^[0-9A-Za-z_.\-]+$/, "must consist of alphanumerics, hyphens, and underscores"),
];

/** Schedules of EventBridge Scheduler. */
export const scheduling: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:scheduler/schedule:Schedule": from(
    "scheduler/schedule.go@02f524b9",
    ...enumerated("actionAfterCompletion", "state"),
    length("description", 0, 512),
    moment("endDate"),
    moment("startDate"),
    length("groupName", 1, 64),
    ...arns("kmsKeyArn"),
    conflict("name", "namePrefix"),
    ...name("name", 64),
    // The suffix that the provider adds has 26 characters.
    ...name("namePrefix", 38),
    length("scheduleExpression", 1, 256),
    length("scheduleExpressionTimezone", 1, 50),
    ...inside("flexibleTimeWindow", range("maximumWindowInMinutes", 1, 1440), ...enumerated("mode")),
    ...inside(
      "target",
      ...arns("arn", "roleArn"),
      ...inside("deadLetterConfig", ...arns("arn")),
      ...inside("eventbridgeParameters", length("detailType", 1, 128), length("source", 1, 256)),
      ...inside("kinesisParameters", length("partitionKey", 1, 256)),
      ...inside("retryPolicy", range("maximumEventAgeInSeconds", 60, 86_400), range("maximumRetryAttempts", 0, 185)),
      ...inside("sqsParameters", length("messageGroupId", 1, 128)),
      ...inside(
        "sagemakerPipelineParameters",
        items("pipelineParameters", 0, 200),
        ...inside("pipelineParameters[]", length("name", 1, 256), length("value", 1, 1024)),
      ),
      ...inside(
        "ecsParameters",
        items("capacityProviderStrategies", 0, 6),
        ...inside(
          "capacityProviderStrategies[]",
          range("base", 0, 100_000),
          length("capacityProvider", 1, 255),
          range("weight", 0, 1000),
        ),
        length("group", 1, 255),
        ...enumerated("launchType", "propagateTags"),
        items("placementConstraints", 0, 10),
        ...inside("placementConstraints[]", length("expression", 1, 2000), ...enumerated("type")),
        items("placementStrategies", 0, 5),
        ...inside("placementStrategies[]", ...enumerated("type")),
        range("taskCount", 0, 10),
        ...arns("taskDefinitionArn"),
      ),
    ),
  ),
};
