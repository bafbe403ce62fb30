import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { DeploymentRecord } from "../../settings/rotation/deployment";
import { rehearsalSource } from "../../stacks/settings/overlay";
import type { KnownFacts } from "../../stacks/settings/neighbours/facts";
import { parseSettings } from "../../stacks/settings/parse";
import { deployStage } from "../../stacks/stage";
import type { StageOutputs } from "../../stacks/stage";
import { register } from "../components/mocks";
import type { RegisterOptions } from "../components/mocks";
import { options } from "./doctor-system-stage";

const settings = parseSettings(rehearsalSource("development", path.resolve(__dirname, "../..")).source);
const ran: DeploymentRecord[string] = {
  JWT_SECRET: { current: 7, phase: "steady", since: "2026-01-01T00:00:00.000Z" },
};
const before = { "med-platform": ran, "doctor-system": ran };
const facts: KnownFacts = {
  stage: "development",
  own: {},
  fingerprints: {},
  images: { "med-platform": ["v2", "v1"], "doctor-system": ["v2", "v1"] },
  before: { "med-platform": ["v1"], "doctor-system": ["v1"] },
};

/** What the stage tells once it is deployed, when ECS answers so about the services. */
async function told(calls: RegisterOptions["calls"]): Promise<{ rotation: DeploymentRecord; facts: KnownFacts }> {
  const account = await register(() => deployStage(settings, { before, neighbourhood: { facts, neighbours: [] } }), {
    ...options,
    stack: "development",
    calls: { ...options.calls, ...calls },
  });
  const { rotation, facts: output } = account.result as StageOutputs & Record<"rotation" | "facts", never>;
  return { rotation: await account.value(rotation), facts: await account.value(output) };
}

describe("the outputs rotation and facts", () => {
  let warned: jest.SpyInstance;

  beforeEach(() => {
    warned = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  });

  afterEach(() => {
    warned.mockRestore();
  });

  it("tell what the settings say where every service runs it", async () => {
    const { rotation, facts: output } = await told({});
    expect(Object.values(rotation["med-platform"] ?? {})).toContainEqual(expect.objectContaining({ current: 1 }));
    expect(rotation["med-platform"]).not.toEqual(ran);
    expect(warned).not.toHaveBeenCalled();
    expect(output.images).toEqual(facts.images);
    expect(output).not.toHaveProperty("before");
  });

  it("tell what ran before where the tasks of a system are still the old ones, in an update that is green", async () => {
    const { rotation, facts: output } = await told({
      "aws:ecs/getService:getService": ({ serviceName }) => {
        const taskDefinition = `arn:aws:ecs:af-south-1:000000000000:task-definition/${String(serviceName)}:1`;
        const old = { taskDefinition: `${taskDefinition}-before`, runningCount: 2 };
        return { taskDefinition, desiredCount: 2, deployments: [{ taskDefinition, runningCount: 0 }, old] };
      },
      "aws:ecs/getTaskDefinition:getTaskDefinition": () => ({ containerDefinitions: "[]" }),
    });
    expect(rotation["med-platform"]).toEqual(ran);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining("The tasks of med-platform do not run the release"));
    expect(rotation["ahava-healthcare"]).toBeUndefined();
    expect(output.images).toEqual(facts.before);
  });
});
