import type { KeyArgs } from "@pulumi/aws/kms";
import { resourceRule } from "../../rule";

export const kmsRotation = resourceRule<KeyArgs>({
  id: "kms-rotation",
  title: "Symmetric KMS keys rotate automatically at least once a year, and KMS keys have a description",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-SEC-02"],
  frameworks: ["Checkov CKV_AWS_7", "cdk-nag KMS5"],
  settings: {
    days: { description: "Maximum rotation period, in days.", default: 365, minimum: 90, maximum: 2560 },
  },
  remediation: "Set enableKeyRotation: true, rotationPeriodInDays to 365 or less, and a description.",
  example: 'new aws.kms.Key("data", { description: "Data", enableKeyRotation: false });',
  types: ["aws:kms/key:Key"],
  check({ props }, context) {
    // KMS rotates the material of symmetric encryption keys only.
    const symmetric = (props.customerMasterKeySpec ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";
    if (symmetric && props.customKeyStoreId === undefined) {
      context.requires({
        read: () => props.enableKeyRotation,
        accept: (rotates) => rotates === true,
        needed: "enableKeyRotation true",
        setting: "enableKeyRotation",
      });
    }
    const days = context.setting("days");
    context.requires({
      // Absent is 365.
      read: () => props.rotationPeriodInDays ?? 365,
      accept: (period) => period <= days,
      needed: `at most ${days} days`,
      setting: "rotationPeriodInDays",
    });
    context.requires({
      read: () => props.description ?? "",
      accept: (description) => description !== "",
      found: () => "no description",
      needed: "a description of what the key encrypts",
      setting: "description",
    });
  },
});
