import { resourceRule } from "../../rule";

/** The network of a task, wherever it is written. */
interface Network {
  readonly assignPublicIp?: boolean;
}

/** Inputs of resources that start tasks: a service, a task set, a rule or a schedule with tasks as its target. */
interface StarterArgs {
  readonly networkConfiguration: Network;
  readonly ecsTarget: { readonly networkConfiguration?: Network };
  readonly target: { readonly ecsParameters?: { readonly networkConfiguration?: Network } };
}

export const ecsNoPublicIp = resourceRule<StarterArgs>({
  id: "ecs-no-public-ip",
  title: "ECS tasks have no public IP address",
  severity: "high",
  enforcement: "everywhere",
  rows: ["AH-NET-12"],
  frameworks: ["FSBP ECS.2", "FSBP ECS.16", "Checkov CKV_AWS_333"],
  remediation: "Set networkConfiguration.assignPublicIp to false and give the service private subnets.",
  example: "networkConfiguration: { subnets, assignPublicIp: true }",
  types: [
    "aws:ecs/service:Service",
    "aws:ecs/taskSet:TaskSet",
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:scheduler/schedule:Schedule",
  ],
  check({ props }, context) {
    for (const [setting, read] of [
      ["networkConfiguration", () => props.networkConfiguration],
      ["ecsTarget.networkConfiguration", () => props.ecsTarget?.networkConfiguration],
      ["target.ecsParameters.networkConfiguration", () => props.target?.ecsParameters?.networkConfiguration],
    ] as const) {
      context.requires({
        // Absent is false.
        read: () => read()?.assignPublicIp,
        accept: (open) => open === undefined || !open,
        found: () => "assignPublicIp true",
        needed: "assignPublicIp false",
        setting: `${setting}.assignPublicIp`,
      });
    }
  },
});
