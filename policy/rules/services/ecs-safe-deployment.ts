import type { ServiceArgs } from "@pulumi/aws/ecs";
import { resourceRule } from "../../rule";
import type { Plain } from "../../plain";

export const ecsSafeDeployment = resourceRule<ServiceArgs>({
  id: "ecs-safe-deployment",
  title: "ECS deployments roll back on failure and keep 100 % healthy tasks, and production has at least two tasks",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-ROL-01"],
  frameworks: [],
  settings: {
    productionTasks: { description: "Minimum tasks of a service in production.", default: 2, minimum: 1, maximum: 100 },
  },
  remediation:
    "Enable the deployment circuit breaker with rollback, or blue/green with alarms that roll back; keep deploymentMinimumHealthyPercent at 100, and run at least two tasks in production.",
  example: "deploymentCircuitBreaker: { enable: true, rollback: false }",
  types: ["aws:ecs/service:Service"],
  check({ props }, context) {
    context.guard(() => {
      // CodeDeploy and external controllers handle rollbacks themselves, not ECS.
      if ((props.deploymentController?.type ?? "ECS") !== "ECS") return;
      context.requires({
        read: () => (rollsBackOnAlarm(props) ? { enable: true, rollback: true } : props.deploymentCircuitBreaker),
        accept: (breaker) => breaker?.enable === true && breaker.rollback,
        found: (breaker) => (breaker?.enable === true ? "a circuit breaker without rollback" : "no circuit breaker"),
        needed: "a circuit breaker with rollback",
        setting: "deploymentCircuitBreaker",
      });
    });
    // A daemon has one task on each host: there is no second one to keep, and no number to choose.
    if (props.schedulingStrategy === "DAEMON") return;
    context.requires({
      // Absent is 100 for a service that replaces its tasks one by one.
      read: () => props.deploymentMinimumHealthyPercent ?? 100,
      accept: (percent) => percent >= 100,
      found: (percent) => `${percent} % minimum healthy tasks`,
      needed: "100 %",
      setting: "deploymentMinimumHealthyPercent",
    });
    if (!context.production) return;
    const tasks = context.setting("productionTasks");
    context.requires({
      // Absent is 0.
      read: () => props.desiredCount,
      accept: (count) => (count ?? 0) >= tasks,
      found: (count) => `desiredCount ${count ?? "not set"}`,
      needed: `at least ${tasks} tasks`,
      setting: "desiredCount",
    });
  },
});

/** Whether ECS shifts all traffic at once and shifts it back when an alarm fires. */
function rollsBackOnAlarm({ deploymentConfiguration, alarms }: Plain<ServiceArgs>): boolean {
  if (!/^(BLUE_GREEN|LINEAR|CANARY)$/.test(deploymentConfiguration?.strategy ?? "ROLLING")) return false;
  return alarms?.enable === true && alarms.rollback && alarms.alarmNames.length > 0;
}
