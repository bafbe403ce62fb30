import { ecsImageRegistry } from "../../../policy/rules/services/ecs-image-registry";
import { inStack, judgedTogether, unknown } from "../harness";

const own = "111111111111";
const queue = inStack("aws:sqs/queue:Queue", "queue", { arn: `arn:aws:sqs:eu-west-1:${own}:jobs` });
const ecr = (account: string) => `${account}.dkr.ecr.eu-west-1.amazonaws.com/production/api`;
const digest = `sha256:${"0a".repeat(32)}`;
const task = (image: string) =>
  inStack("aws:ecs/taskDefinition:TaskDefinition", "task", {
    containerDefinitions: JSON.stringify([{ name: "api", image }]),
  });
const component = (image: string) => inStack("care-platform:service:ContainerTask", "task", { role: "api", image });
const lambda = (imageUri: string) => inStack("aws:lambda/function:Function", "function", { imageUri });
const says = (from: string, where: string) =>
  `found an image from ${from} in ${where}; needed an ECR repository of the stack's account, or a listed registry. Change image.`;

describe("ecs-image-registry", () => {
  it.each([
    [`${ecr("222222222222")}:v1.0.0`, "the AWS account 222222222222"],
    [`${ecr("222222222222")}@${digest}`, "the AWS account 222222222222"],
    ["ghcr.io/somebody/api:v1.0.0", "a registry that is not listed"],
    ["docker.io/somebody/api:v1.0.0", "a registry that is not listed"],
    [`somebody/api@${digest}`, "a registry that is not listed"],
    ["public.ecr.aws/somebody/api:v1.0.0", "a registry that is not listed"],
    ["public.ecr.aws/aws-observability-of-somebody/collector:v1.0.0", "a registry that is not listed"],
    [`${own}.dkr.ecr.eu-west-1.amazonaws.com.somebody.test/api:v1.0.0`, "a registry that is not listed"],
    ["localhost:5000/api:v1.0.0", "a registry that is not listed"],
  ])("refuses %s", (image, from) => {
    for (const [subject, where] of [
      [task(image), "container api"],
      [component(image), "container api"],
      [lambda(image), "the function"],
    ] as const)
      expect(judgedTogether(ecsImageRegistry, [queue, subject])).toEqual([
        `[ecs-image-registry] ${subject.name}: ${says(from, where)}`,
      ]);
  });

  it.each([
    `${ecr(own)}:v1.0.0`,
    `${ecr(own)}@${digest}`,
    "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3",
    "node:v22.1.0",
    `docker.io/library/node@${digest}`,
  ])("accepts %s", (image) => {
    for (const subject of [task(image), component(image), lambda(image)])
      expect(judgedTogether(ecsImageRegistry, [queue, subject])).toEqual(["pass"]);
  });

  it("takes further registries and accounts from its settings", () => {
    const settings = { registries: ["ghcr.io/somebody/"], accounts: ["222222222222"] };
    for (const image of ["ghcr.io/somebody/api:v1.0.0", `${ecr("222222222222")}:v1.0.0`])
      expect(judgedTogether(ecsImageRegistry, [queue, task(image)], { settings })).toEqual(["pass"]);
    expect(judgedTogether(ecsImageRegistry, [queue, task("node:v1.0.0")], { settings })).not.toEqual(["pass"]);
  });

  it("is undecided about what a preview does not know, once for the stack", () => {
    const tasks = ["a", "b"].map((name) =>
      inStack("aws:ecs/taskDefinition:TaskDefinition", name, { containerDefinitions: unknown }),
    );
    expect(judgedTogether(ecsImageRegistry, [queue, ...tasks])).toEqual([
      "[ecs-image-registry] stack: undecided: waits for containerDefinitions.",
    ]);
    expect(judgedTogether(ecsImageRegistry, [task(`${ecr(own)}:v1.0.0`)])).toEqual([
      "[ecs-image-registry] task: undecided: waits for the ARN of a resource, which contains the account of the stack.",
    ]);
  });
});
