import type { RegistryScanningConfigurationState, RepositoryState } from "@pulumi/aws/ecr";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

const repositoryType = "aws:ecr/repository:Repository";
const registryType = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";

export const ecrImmutableScanned = stackRule({
  id: "ecr-immutable-scanned",
  title: "ECR repositories have immutable tags and scan on push",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-REL-01", "MP-DEP-01"],
  frameworks: ["FSBP ECR.1", "FSBP ECR.2", "Checkov CKV_AWS_51", "Checkov CKV_AWS_163"],
  remediation:
    "Set imageTagMutability to IMMUTABLE, and set imageScanningConfiguration.scanOnPush to true or scan the whole registry.",
  example: 'new aws.ecr.Repository("api", { imageTagMutability: "MUTABLE" });',
  types: [repositoryType],
  check(stack, context) {
    for (const repository of stack.of<RepositoryState>([repositoryType])) {
      const about = context.about(repository);
      about.requires({
        // Absent is MUTABLE.
        read: () => repository.props.imageTagMutability ?? "MUTABLE",
        accept: (mutability) => mutability === "IMMUTABLE",
        found: (mutability) => `imageTagMutability ${mutability}`,
        needed: "IMMUTABLE",
        setting: "imageTagMutability",
      });
      about.requires({
        read: () =>
          repository.props.imageScanningConfiguration?.scanOnPush === true || registryScans(stack, repository),
        accept: (scanned) => scanned,
        found: () => "no scan on push",
        needed: "scanOnPush true",
        setting: "imageScanningConfiguration",
      });
    }
  },
});

/** Whether the registry scans images pushed to a repository, regardless of the repository's own setting. */
function registryScans(stack: StackView, { props }: StackResource<RepositoryState>): boolean {
  return stack
    .of<RegistryScanningConfigurationState>([registryType])
    .some((registry) =>
      (registry.props.rules ?? []).some(
        ({ scanFrequency, repositoryFilters }) =>
          scanFrequency !== "MANUAL" && repositoryFilters.some(({ filter }) => matches(filter, props.name ?? "")),
      ),
    );
}

/** Whether a name matches a filter, in which * stands for any characters. */
function matches(filter: string, name: string): boolean {
  const pattern = filter.split("*").map((part) => part.replace(/[.\\/-]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`).test(name);
}
