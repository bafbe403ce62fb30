import type { ClusterArgs } from "@pulumi/aws/ecs";
import { resourceRule } from "../../rule";

export const ecsContainerInsights = resourceRule<ClusterArgs>({
  id: "ecs-container-insights",
  title: "ECS clusters have Container Insights enabled",
  severity: "low",
  enforcement: "advised",
  rows: ["DS-OPS-05"],
  frameworks: ["FSBP ECS.12", "Checkov CKV_AWS_65", "cdk-nag ECS4"],
  remediation: 'Add settings: [{ name: "containerInsights", value: "enhanced" }].',
  example: 'settings: [{ name: "containerInsights", value: "disabled" }]',
  types: ["aws:ecs/cluster:Cluster"],
  check({ props }, context) {
    context.requires({
      // Absent is the account's default, which is off.
      read: () => (props.settings ?? []).find(({ name }) => name === "containerInsights")?.value ?? "not set",
      accept: (value) => value === "enabled" || value === "enhanced",
      found: (value) => `containerInsights ${value}`,
      needed: "containerInsights enabled or enhanced",
      setting: "settings",
    });
  },
});
