import { eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import type { CheckedResource } from "../../rule";
import { stackRule } from "../../rule";
import { known } from "../../unknown-value";

const filterTypes = ["aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"];
const taskTypes = ["aws:ecs/taskDefinition:TaskDefinition"];

interface FilterState {
  readonly logGroup: string;
  readonly filterPattern: string;
}

export const logArchiveComplete = stackRule({
  id: "log-archive-complete",
  title: "Where a stack archives logs, it archives every line of each container's log group",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-MNT-04", "MP-THR-08"],
  frameworks: [],
  remediation: "Add an aws.cloudwatch.LogSubscriptionFilter with an empty filterPattern for the log group.",
  example: 'new cloudwatch.LogSubscriptionFilter("archive", { logGroup, filterPattern: "ERROR", destinationArn });',
  types: filterTypes,
  check(stack, context) {
    const archived = new Set(
      stack
        .of<FilterState>(filterTypes)
        .filter(({ props }) => (known(() => props.filterPattern) ?? "").trim() === "")
        .map(({ props }) => known(() => props.logGroup)),
    );
    for (const task of stack.of<TaskArgs>(taskTypes)) {
      const about = context.about(task);
      eachContainer(task as unknown as CheckedResource<TaskArgs>, about, ({ name, logConfiguration }) => {
        const group = logConfiguration?.options?.["awslogs-group"];
        if (group === undefined || archived.has(group) || archived.has(undefined)) return;
        about.fails({
          found: `the log group of container ${name}, which no subscription archives whole`,
          needed: "a subscription with an empty filterPattern, as others have",
          setting: "aws.cloudwatch.LogSubscriptionFilter",
        });
      });
    }
  },
});
