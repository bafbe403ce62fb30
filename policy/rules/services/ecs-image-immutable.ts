import type { RuleContext } from "../../context";
import { containerTypes, eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { imageReference } from "../../selectors/image-reference";
import { resourceRule } from "../../rule";

const sha256 = /^sha256:[0-9a-f]{64}$/;
/** A tag of the form vX.Y.Z with an optional pre-release. */
const release = /^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
/** Unique tags of a build: a release without the v, a git commit. Only ECR can refuse to move them. */
const build =
  /^(\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?|((sha|git|commit)-)?[0-9a-f]{40}|(sha|git|commit)-[0-9a-f]{7,39}|[0-9a-f]{7,12})$/;

const lambdaFunction = "aws:lambda/function:Function";

export const ecsImageImmutable = resourceRule<TaskArgs & { readonly imageUri?: string }>({
  id: "ecs-image-immutable",
  title: "Container images are referenced by digest, by a tag vX.Y.Z, or in ECR by a release or a git commit",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-REL-01", "MP-DEP-01"],
  frameworks: ["Checkov CKV_AWS_51"],
  remediation:
    "Reference the image by digest (@sha256:…), or by a tag vX.Y.Z or a git commit in an ECR repository with immutable tags.",
  example: 'image: "123456789012.dkr.ecr.af-south-1.amazonaws.com/api:latest"',
  types: [...containerTypes, lambdaFunction],
  check(resource, context) {
    if (resource.type === lambdaFunction) {
      context.guard(() => {
        const { imageUri } = resource.props;
        if (imageUri === undefined) context.notApplicable("A function without a container image.");
        else requiresImmutable(context, () => imageUri, "the function");
      });
      return;
    }
    eachContainer(resource, context, (container) => {
      requiresImmutable(context, () => container.image ?? "", `container ${container.name}`);
    });
  },
});

function requiresImmutable(context: RuleContext, read: () => string, where: string): void {
  context.requires({
    read,
    accept: isImmutable,
    found: (image) => `image ${tagOf(image)} in ${where}`,
    needed: "a digest or a tag vX.Y.Z",
    setting: "image",
  });
}

function isImmutable(image: string): boolean {
  const { account, tag = "", digest } = imageReference(image);
  if (digest !== undefined) return sha256.test(digest);
  return release.test(tag) || (account !== undefined && build.test(tag));
}

/** The end of an image reference, without registry and account. */
function tagOf(image: string): string {
  const name = image.split("/").pop() ?? image;
  return name.includes(":") ? name : `${name} without a tag`;
}
