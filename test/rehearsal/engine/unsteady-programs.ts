import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import { readFault } from "../../../rehearsal/account/faults";
import { startAccount } from "../../../rehearsal/account/start";
import { engineEnvironment, locateEngine, withoutCheckpoints } from "../../../rehearsal/engine/engine";
import { takeRunFolder } from "../../../rehearsal/run-folder";
import { openProgram } from "../../../rehearsal/stack";
import { EventTally } from "../../../readiness/event-tally";

// A service that is released again and again, not always well, by the real engine in the folder that the command line names;
// prints what became of each release, as JSON.

let image = "";

function program(): Record<string, unknown> {
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

async function main(directory: string): Promise<void> {
  const folder = takeRunFolder(directory, "staging", { empty: true });
  const running = await startAccount(folder.accountFile);
  const { account } = running;
  const engine = locateEngine();
  const environment = {
    ...engineEnvironment({ engine, folder: folder.path, debugProviders: running.debugProviders }),
    ...withoutCheckpoints,
  };
  const source = { stage: "small", values: {} };
  const configuration = { region: "us-east-1", defaultTags: {} };
  for (const [name, released, fault] of releases) {
    image = released;
    account.faults = fault === undefined ? [] : [readFault(fault)];
    const stack = await openProgram(
      () => Promise.resolve().then(program),
      source,
      { engine, folder, environment },
      false,
    );
    const tally = new EventTally();
    const onEvent = (event: unknown): void => {
      tally.add(event);
    };
    const failed = await stack.up({ onEvent, suppressOutputs: true }).then(
      () => false,
      () => true,
    );
    const service = account.invoke("aws:ecs/getService:getService", { serviceName: "clinic-api" }, configuration);
    const tasks = (service.deployments as readonly { taskDefinition: string; runningCount: number }[]).map(
      ({ taskDefinition, runningCount }) => `${taskDefinition.split("/").pop() ?? ""} ${runningCount}`,
    );
    process.stdout.write(`${JSON.stringify({ name, failed, errors: tally.errors, tasks })}\n`);
  }
  running.stop();
  folder.release();
}

void main(process.argv[2] ?? "");
