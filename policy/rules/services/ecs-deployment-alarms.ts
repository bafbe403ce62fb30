import type { ServiceArgs } from "@pulumi/aws/ecs";
import { resourceRule } from "../../rule";

export const ecsDeploymentAlarms = resourceRule<ServiceArgs>({
  id: "ecs-deployment-alarms",
  title: "Production ECS services behind a load balancer roll back on deployment alarms",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["DS-ROL-01"],
  frameworks: [],
  remediation: "Set alarms with the names of the error and latency alarms, enable: true and rollback: true.",
  example: "alarms: { alarmNames: [errors.name], enable: true, rollback: false }",
  types: ["aws:ecs/service:Service"],
  check({ props }, context) {
    context.guard(() => {
      if ((props.deploymentController?.type ?? "ECS") !== "ECS")
        context.notApplicable("Not deployed by the ECS deployment controller.");
      // A worker has no requests whose errors could be measured.
      if ((props.loadBalancers ?? []).length === 0) context.notApplicable("Not behind a load balancer.");
      context.requires({
        read: () => props.alarms,
        accept: (alarms) => alarms?.enable === true && alarms.rollback && alarms.alarmNames.length > 0,
        found: (alarms) => {
          if (alarms?.enable !== true) return "no deployment alarms";
          return alarms.rollback ? "deployment alarms without a name" : "deployment alarms without rollback";
        },
        needed: "enabled alarms with rollback",
        setting: "alarms",
      });
    });
  },
});
