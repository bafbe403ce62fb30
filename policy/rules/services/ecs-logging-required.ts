import { eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { resourceRule } from "../../rule";
import type { CheckedResource } from "../../rule";
import { known } from "../../unknown-value";

export const ecsLoggingRequired = resourceRule<TaskArgs>({
  id: "ecs-logging-required",
  title: "ECS containers send their logs to CloudWatch Logs of the Region, or to a log router of the task",
  severity: "medium",
  enforcement: "everywhere",
  rows: ["MP-CODE-04"],
  frameworks: ["FSBP ECS.9", "cdk-nag ECS7"],
  remediation: "Give each container a logConfiguration; with the awslogs driver also awslogs-group.",
  example: 'containerDefinitions: JSON.stringify([{ name: "api", image }])',
  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check(resource, context) {
    const own = regionOf(resource);
    eachContainer(resource, context, ({ name, logConfiguration }) => {
      context.requires({
        read: () => logConfiguration?.logDriver,
        accept: (driver) => driver !== undefined && driver !== "none",
        found: () => `no log driver in container ${name}`,
        needed: "a logConfiguration with a log driver",
        setting: "logConfiguration",
      });
      context.requires({
        read: () => logConfiguration?.logDriver ?? "none",
        accept: (driver) => !elsewhere.test(driver),
        found: (driver) => `the log driver ${driver}, which sends logs to another host, in container ${name}`,
        needed: "awslogs or awsfirelens",
        setting: "logConfiguration",
      });
      if (logConfiguration?.logDriver !== "awslogs") return;
      context.requires({
        read: () => logConfiguration.options?.["awslogs-group"] ?? "",
        accept: (group) => group !== "",
        found: () => `an awslogs driver without a log group in container ${name}`,
        needed: "the option awslogs-group",
        setting: "logConfiguration",
      });
      context.requires({
        read: () => logConfiguration.options?.["awslogs-region"] ?? own,
        accept: (region) => own === undefined || region === own,
        found: (region) => `logs in ${region ?? ""} of container ${name}`,
        needed: "the Region of the task",
        setting: "logConfiguration",
      });
    });
  },
});

/** Drivers that send logs to an address which the program gives. Source: ECS API, LogConfiguration. */
const elsewhere = /^(fluentd|gelf|splunk|syslog|logentries)$/;

/** The Region of a task: its own, or else its provider's. */
function regionOf({ props, provider }: CheckedResource<TaskArgs>): string | undefined {
  const region = known(() => (props as { readonly region?: unknown }).region ?? provider?.props.region);
  return typeof region === "string" && region !== "" ? region : undefined;
}
