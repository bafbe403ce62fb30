import type { KeyArgs } from "@pulumi/aws/kms";
import { resourceRule } from "../../rule";

export const kmsRotation = resourceRule<KeyArgs>({
  id: "kms-rotation",
  title: "A key that can rotate does so every year, and a key says what it is for",
  severity: "medium",
  rows: ["DS-SEC-02"],
  frameworks: ["Checkov CKV_AWS_7", "cdk-nag KMS5"],
  remediation: "Set enableKeyRotation: true and a description.",
  example: 'new kms.Key("data", { description: "data", enableKeyRotation: false });',
  types: ["aws:kms/key:Key"],
  check({ props }, examination) {
    // KMS rotates the material of symmetric encryption keys only.
    const symmetric = (props.customerMasterKeySpec ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";
    if (symmetric && props.customKeyStoreId === undefined) {
      examination.requires({
        read: () => props.enableKeyRotation,
        accept: (rotates) => rotates === true,
        needed: "enableKeyRotation true",
        setting: "enableKeyRotation",
      });
    }
    examination.requires({
      read: () => props.description ?? "",
      accept: (description) => description !== "",
      found: () => "no description",
      needed: "what the key encrypts",
      setting: "description",
    });
  },
});
