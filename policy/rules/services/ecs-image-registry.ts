import type { RuleContext } from "../../context";
import { accountsOf, visitKnown } from "../../selectors/access/accounts";
import { containerTypes, eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { imageReference } from "../../selectors/image-reference";
import { ownStage, stagesOfPath } from "../../selectors/stage-words";
import { stackRule } from "../../rule";
import type { CheckedResource } from "../../rule";

const lambdaFunction = "aws:lambda/function:Function";
const imageTypes: readonly string[] = [...containerTypes, lambdaFunction];

/** Resources with an image: a task definition, its component, and a function. */
interface ImageArgs extends TaskArgs {
  readonly imageUri?: string;
}

export const ecsImageRegistry = stackRule({
  id: "ecs-image-registry",
  title: "Container images come from ECR repositories of the stack's AWS account or from listed registries",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-REL-01", "MP-DEP-01"],
  frameworks: [],
  settings: {
    registries: {
      kind: "texts",
      default: ["public.ecr.aws/aws-observability", "public.ecr.aws/docker/library", "docker.io/library"],
      pattern: String.raw`[\w.:-]+(/[\w./-]+)?`,
      description: "Registries, each with or without a namespace, from which images may come beside the stack's own.",
    },
    accounts: {
      kind: "texts",
      default: [],
      pattern: String.raw`\d{12}`,
      description: "Further AWS accounts from whose ECR registries images may come, 12 digits each.",
    },
  },
  remediation:
    "Push the image to an ECR repository of the stack's account and reference it there, or add the registry to registries of this rule.",
  example: 'image: "ghcr.io/somebody/api:v1.4.0"',
  types: imageTypes,
  check(stack, context) {
    const { own } = accountsOf(stack);
    const [first] = stack.resources;
    const ownName = ownStage(first?.urn, context.stage);
    const accounts = new Set([...own, ...context.settingTexts("accounts")]);
    const registries = context.settingTexts("registries");
    const requiresAllowed = (image: string, where: string, about: RuleContext): void => {
      const { repository, account } = imageReference(image);
      const stages = account === undefined ? [] : stagesOfPath(repository.split("/").slice(1).join("/"));
      const [other] = stages.filter((stage) => stage !== ownName);
      if (other !== undefined) {
        const needed = "a repository of this stage, to which the image was copied";
        about.fails({ found: `an image from a repository of ${other} in ${where}`, needed, setting: "image" });
      }
      if (account === undefined ? registries.some((allowed) => isUnder(repository, allowed)) : accounts.has(account))
        return;
      if (account !== undefined && own.size === 0) {
        about.undecided("the ARN of a resource, which contains the account of the stack");
        return;
      }
      const found = `an image from ${account === undefined ? "a registry that is not listed" : `the AWS account ${account}`} in ${where}`;
      about.fails({
        found,
        needed: "an ECR repository of the stack's account, or a listed registry",
        setting: "image",
      });
    };
    const unknown = visitKnown(stack.of<ImageArgs>(imageTypes), (resource) => {
      const about = context.about(resource);
      const { containerDefinitions, image, imageUri } = resource.props as ImageArgs;
      if (resource.type === lambdaFunction) {
        if (typeof imageUri === "string") requiresAllowed(imageUri, "the function", about);
      } else if (containerDefinitions !== undefined || image !== undefined) {
        eachContainer(resource as unknown as CheckedResource<TaskArgs>, about, (container) => {
          if (container.image !== undefined) requiresAllowed(container.image, `container ${container.name}`, about);
        });
      }
    });
    // One line for all unknown images of a preview: ecs-image-immutable names each of them.
    context.guard(() => {
      if (unknown !== undefined) throw unknown;
    });
  },
});

function isUnder(repository: string, allowed: string): boolean {
  return `${repository}/`.startsWith(`${allowed.replace(/\/+$/, "")}/`);
}
