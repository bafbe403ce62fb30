import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";

interface TaskState {
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
}

const role = ["aws:iam/role:Role"];

export const ecsRolesApart = stackRule({
  id: "ecs-roles-apart",
  title: "ECS task definitions have different task and execution roles",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-HRD-04"],
  frameworks: ["Checkov CKV_AWS_249"],
  remediation:
    "Create two roles: executionRoleArn for pulling the image and reading secrets, taskRoleArn for the application.",
  example: 'new aws.ecs.TaskDefinition("api", { ..., taskRoleArn: role.arn, executionRoleArn: role.arn });',
  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check(stack, context) {
    for (const task of stack.of<TaskState>(["aws:ecs/taskDefinition:TaskDefinition"])) {
      context.about(task).requires({
        read: () => isOneRole(task),
        accept: (one) => !one,
        found: () => "the same role as taskRoleArn and executionRoleArn",
        needed: "two different roles",
        setting: "taskRoleArn",
      });
    }
  },
});

/** By the origin of the ARNs if both are of this stack, otherwise by their texts. */
function isOneRole({ propertyDependencies, props }: StackResource<TaskState>): boolean {
  const [taskRoles, executionRoles] = [propertyDependencies.taskRoleArn, propertyDependencies.executionRoleArn].map(
    (made = []) => made.filter(({ type }) => role.includes(type)).map(({ urn }) => urn),
  );
  if (taskRoles?.length === 1 && executionRoles?.length === 1) return taskRoles[0] === executionRoles[0];
  // Absent: no role, so the application has no rights.
  return props.taskRoleArn !== undefined && props.taskRoleArn !== "" && props.taskRoleArn === props.executionRoleArn;
}
