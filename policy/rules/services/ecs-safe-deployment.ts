import type { ServiceArgs } from "@pulumi/aws/ecs";
import { resourceRule } from "../../rule";

export const ecsSafeDeployment = resourceRule<ServiceArgs>({
  id: "ecs-safe-deployment",
  title: "A deployment that fails rolls back by itself and never takes tasks away first",
  severity: "high",
  rows: ["DS-ROL-01"],
  frameworks: [],
  settings: {
    productionTasks: { description: "Tasks of a service in production.", default: 2, minimum: 1, maximum: 100 },
  },
  remediation:
    "Enable the deployment circuit breaker with rollback, keep deploymentMinimumHealthyPercent at 100, and run two tasks in production.",
  example: 'new ecs.Service("api", { cluster, taskDefinition, desiredCount: 1 }); // no deploymentCircuitBreaker',
  types: ["aws:ecs/service:Service"],
  check({ props }, examination) {
    const byEcs = (props.deploymentController?.type ?? "ECS") === "ECS";
    if (byEcs) {
      examination.requires({
        read: () => props.deploymentCircuitBreaker,
        accept: (breaker) => breaker?.enable === true && breaker.rollback,
        found: (breaker) => (breaker?.enable === true ? "a circuit breaker without rollback" : "no circuit breaker"),
        needed: "a circuit breaker with rollback",
        setting: "deploymentCircuitBreaker",
      });
    }
    examination.requires({
      // Absent is 100 for a service that replaces its tasks one by one.
      read: () => props.deploymentMinimumHealthyPercent ?? 100,
      accept: (percent) => percent >= 100,
      found: (percent) => `${percent} % of the tasks kept healthy`,
      needed: "100 %",
      setting: "deploymentMinimumHealthyPercent",
    });
    if (!examination.production || props.schedulingStrategy === "DAEMON") return;
    const tasks = examination.setting("productionTasks");
    examination.requires({
      read: () => props.desiredCount ?? 1,
      accept: (count) => count >= tasks,
      found: (count) => `desiredCount ${count}`,
      needed: `at least ${tasks} tasks`,
      setting: "desiredCount",
    });
  },
});
