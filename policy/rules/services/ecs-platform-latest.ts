import type { ServiceArgs } from "@pulumi/aws/ecs";
import { resourceRule } from "../../rule";

export const ecsPlatformLatest = resourceRule<ServiceArgs>({
  id: "ecs-platform-latest",
  title: "Fargate services use the platform version LATEST",
  severity: "low",
  enforcement: "advised",
  rows: ["MP-HST-01"],
  frameworks: ["FSBP ECS.10", "Checkov CKV_AWS_332"],
  remediation: "Set platformVersion to LATEST, or leave it out.",
  example: 'platformVersion: "1.3.0"',
  types: ["aws:ecs/service:Service"],
  check({ props }, context) {
    context.guard(() => {
      if (/^(EC2|EXTERNAL)$/.test(props.launchType ?? "")) context.notApplicable("Not on Fargate.");
      context.requires({
        // Absent is LATEST.
        read: () => props.platformVersion ?? "LATEST",
        accept: (version) => version === "LATEST",
        found: (version) => `platform version ${version}`,
        needed: "LATEST",
        setting: "platformVersion",
      });
    });
  },
});
