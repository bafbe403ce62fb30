import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import { readFault } from "../../../rehearsal/account/faults";
import { deployPrograms } from "./small-programs";

// A service that is released again and again, not always well.

function program(image: string): Record<string, unknown> {
  const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
  const subnet = new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
  const cluster = new ecs.Cluster("cluster", { name: "services" });
  const task = new ecs.TaskDefinition("task", {
    family: "api",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: JSON.stringify([{ name: "api", image, essential: true }]),
    skipDestroy: true,
  });
  new ecs.Service("service", {
    name: "clinic-api",
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: 2,
    launchType: "FARGATE",
    networkConfiguration: { subnets: [subnet.id] },
    waitForSteadyState: true,
  });
  return {};
}

/** Releases in their order: the image, and what goes wrong. */
const releases: readonly (readonly [name: string, image: string, fault?: string])[] = [
  ["first", "api:1"],
  ["rolled back", "api:2", "ecs service api rolls back"],
  ["never steady", "api:3", "ecs service api never steady"],
  ["up again", "api:3"],
  ["well", "api:4"],
];

const configuration = { region: "us-east-1", defaultTags: {} };

void deployPrograms(
  releases.map(([name, released, fault]) => ({
    name,
    program: () => program(released),
    before: (account) => {
      account.faults = fault === undefined ? [] : [readFault(fault)];
    },
    after: (account) => {
      const service = account.invoke("aws:ecs/getService:getService", { serviceName: "clinic-api" }, configuration);
      const deployments = service.deployments as readonly { taskDefinition: string; runningCount: number }[];
      return {
        tasks: deployments.map(
          ({ taskDefinition, runningCount }) => `${taskDefinition.split("/").pop() ?? ""} ${runningCount}`,
        ),
      };
    },
  })),
);
