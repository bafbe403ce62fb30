import type { RepositoryArgs } from "@pulumi/aws/ecr";
import { resourceRule } from "../../rule";

export const ecrImmutableScanned = resourceRule<RepositoryArgs>({
  id: "ecr-immutable-scanned",
  title: "An image tag never moves, and every pushed image is scanned",
  severity: "medium",
  rows: ["DS-REL-01", "MP-DEP-01"],
  frameworks: ["FSBP ECR.1", "FSBP ECR.2", "Checkov CKV_AWS_51", "Checkov CKV_AWS_163"],
  remediation: "Set imageTagMutability to IMMUTABLE and imageScanningConfiguration.scanOnPush to true.",
  example: 'new ecr.Repository("api", { imageTagMutability: "MUTABLE" });',
  types: ["aws:ecr/repository:Repository"],
  check({ props }, examination) {
    examination.requires({
      read: () => props.imageTagMutability ?? "MUTABLE",
      accept: (mutability) => mutability === "IMMUTABLE",
      found: (mutability) => `imageTagMutability ${mutability}`,
      needed: "IMMUTABLE",
      setting: "imageTagMutability",
    });
    examination.requires({
      read: () => props.imageScanningConfiguration?.scanOnPush,
      accept: (scanned) => scanned === true,
      found: () => "no scan on push",
      needed: "scanOnPush true",
      setting: "imageScanningConfiguration",
    });
  },
});
