import { containerTypes, eachContainer } from "../../readings/containers";
import type { TaskArgs } from "../../readings/containers";
import { resourceRule } from "../../rule";

/** A digest, or a tag of the form vX.Y.Z with an optional pre-release. */
const immutable = /@sha256:[0-9a-f]{64}$|:v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

export const ecsImageImmutable = resourceRule<TaskArgs>({
  id: "ecs-image-immutable",
  title: "A container runs an image that can never become another: a digest, or a version tag",
  severity: "high",
  rows: ["DS-REL-01", "MP-DEP-01"],
  frameworks: ["Checkov CKV_AWS_51"],
  remediation: "Name the image by its digest (@sha256:…), or by a tag vX.Y.Z in a repository with immutable tags.",
  example: 'containerDefinitions: JSON.stringify([{ name: "api", image: "registry/api:latest" }])',
  types: containerTypes,
  check(resource, examination) {
    eachContainer(resource, examination, (container) => {
      examination.requires({
        read: () => container.image ?? "",
        accept: (image) => immutable.test(image),
        found: (image) => `image ${tagOf(image)} in container ${container.name}`,
        needed: "a digest or a tag vX.Y.Z",
        setting: "image",
      });
    });
  },
});

/** The end of an image reference, without registry and account. */
function tagOf(image: string): string {
  const name = image.split("/").pop() ?? image;
  return name.includes(":") ? name : `${name} without a tag`;
}
