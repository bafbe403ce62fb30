import { resourceRule } from "../../rule";

interface KeyArgs {
  readonly isEnabled: boolean;
  readonly enabled: boolean;
  readonly bypassPolicyLockoutSafetyCheck: boolean;
}

export const kmsKeyUsable = resourceRule<KeyArgs>({
  id: "kms-key-usable",
  title: "KMS keys are enabled, and their policies pass the lockout safety check of KMS",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-SEC-02"],
  frameworks: ["Checkov CKV_AWS_227"],
  remediation: "Leave isEnabled and bypassPolicyLockoutSafetyCheck out.",
  example: 'new kms.Key("data", { isEnabled: false });',
  types: ["aws:kms/key:Key", "aws:kms/externalKey:ExternalKey", "aws:kms/replicaKey:ReplicaKey"],
  check({ props }, context) {
    for (const setting of ["isEnabled", "enabled"] as const) {
      context.requires({
        read: () => props[setting],
        accept: (enabled) => enabled !== false,
        found: () => "a disabled key, with which nothing can be read",
        needed: "an enabled key",
        setting,
      });
    }
    context.requires({
      read: () => props.bypassPolicyLockoutSafetyCheck,
      accept: (bypassed) => bypassed !== true,
      found: () => "a key policy that KMS does not check",
      needed: "bypassPolicyLockoutSafetyCheck false",
      setting: "bypassPolicyLockoutSafetyCheck",
    });
  },
});
