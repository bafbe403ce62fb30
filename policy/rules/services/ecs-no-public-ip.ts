import type { ServiceArgs } from "@pulumi/aws/ecs";
import { resourceRule } from "../../rule";

export const ecsNoPublicIp = resourceRule<ServiceArgs>({
  id: "ecs-no-public-ip",
  title: "A task has no public address",
  severity: "high",
  rows: ["AH-NET-12"],
  frameworks: ["FSBP ECS.2", "Checkov CKV_AWS_333"],
  remediation: "Set networkConfiguration.assignPublicIp to false and give the service private subnets.",
  example:
    'new ecs.Service("api", { cluster, taskDefinition, networkConfiguration: { subnets, assignPublicIp: true } });',
  types: ["aws:ecs/service:Service"],
  check({ props }, examination) {
    examination.requires({
      read: () => props.networkConfiguration?.assignPublicIp,
      accept: (open) => open === undefined || !open,
      found: () => "assignPublicIp true",
      needed: "assignPublicIp false",
      setting: "networkConfiguration.assignPublicIp",
    });
  },
});
