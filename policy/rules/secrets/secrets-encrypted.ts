import type { SecretArgs } from "@pulumi/aws/secretsmanager";
import { resourceRule } from "../../rule";

export const secretsEncrypted = resourceRule<SecretArgs>({
  id: "secrets-encrypted",
  title: "Secrets Manager secrets are encrypted with a customer-managed KMS key, and production has a recovery window",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-SEC-01"],
  frameworks: ["Checkov CKV_AWS_149", "cdk-nag SecretsManagerUsingKMSKey"],
  settings: {
    recoveryDays: {
      description: "Minimum recovery window of a production secret, in days.",
      default: 7,
      minimum: 7,
      maximum: 30,
      stageFact: "secrets.recoveryWindowDays",
    },
  },
  remediation: "Set kmsKeyId to a customer-managed key and, in production, recoveryWindowInDays to 7 or more.",
  example: 'new aws.secretsmanager.Secret("jwt", { recoveryWindowInDays: 0 });',
  types: ["aws:secretsmanager/secret:Secret"],
  check({ props }, context) {
    context.requires({
      read: () => props.kmsKeyId,
      accept: (key) => key !== undefined && !key.endsWith("alias/aws/secretsmanager"),
      found: () => "the AWS-managed key aws/secretsmanager",
      needed: "a customer-managed key",
      setting: "kmsKeyId",
    });
    context.each(
      () => props.replicas,
      (replica) => {
        context.requires({
          read: () => replica.kmsKeyId,
          accept: (key) => key !== undefined && !key.endsWith("alias/aws/secretsmanager"),
          found: () => `the AWS-managed key aws/secretsmanager in ${replica.region}`,
          needed: "a customer-managed key",
          setting: "replicas",
        });
      },
    );
    if (!context.production) return;
    const days = context.setting("recoveryDays");
    context.requires({
      // Absent is 30, the service's default.
      read: () => props.recoveryWindowInDays ?? 30,
      accept: (window) => window >= days,
      found: (window) => `recoveryWindowInDays ${window}`,
      needed: `at least ${days} days`,
      setting: "recoveryWindowInDays",
    });
  },
});
