import type { SecretVersionArgs } from "@pulumi/aws/secretsmanager";
import { resourceRule } from "../../rule";

export const secretVersionStages = resourceRule<SecretVersionArgs>({
  id: "secret-version-stages",
  title: "Secret versions have the staging label AWSCURRENT or AWSPENDING",
  severity: "low",
  enforcement: "advised",
  rows: ["DS-SEC-02"],
  frameworks: [],
  remediation:
    'Set versionStages to ["AWSCURRENT"], and retainOnDelete so that running tasks can still read their version.',
  example: 'new aws.secretsmanager.SecretVersion("jwt", { secretId, secretString, versionStages: ["OLD"] });',
  types: ["aws:secretsmanager/secretVersion:SecretVersion"],
  check({ props }, context) {
    context.requires({
      // Absent: AWS moves AWSCURRENT to each new version, and the program does not manage it.
      read: () => props.versionStages ?? [],
      accept: (stages) => stages.includes("AWSCURRENT") || stages.includes("AWSPENDING"),
      found: (stages) => (stages.length === 0 ? "no version stage" : "other version stages"),
      needed: "AWSCURRENT",
      setting: "versionStages",
    });
  },
});
