import type * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../naming";
import { serviceRole } from "../security/service-role";

/** The rights of AWS Backup in the role. */
export interface BackupRoleArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The role's description in the console, one sentence. */
  description: string;
  /** AWS's own policies for backing up or restoring, by the end of their ARNs. */
  managedPolicies: readonly string[];
  /** The ARN of the key that encrypts what is backed up, and the recovery points. */
  dataKeyArn: pulumi.Input<string>;
}

/** A role for AWS Backup, with the use of the data key that AWS's managed policies do not allow. Free of charge. */
export function backupRole(name: string, args: BackupRoleArgs, options: pulumi.CustomResourceOptions): iam.Role {
  const { stage, accountId, description, managedPolicies, dataKeyArn } = args;
  return serviceRole(
    name,
    {
      stage,
      accountId,
      service: "backup.amazonaws.com",
      description,
      managedPolicyArns: managedPolicies.map((policy) => `arn:aws:iam::aws:policy/${policy}`),
      statements: [
        {
          sid: "UseDataKey",
          actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
          resources: [dataKeyArn],
        },
        {
          sid: "LendDataKeyToServices",
          actions: ["kms:CreateGrant"],
          resources: [dataKeyArn],
          conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
      ],
    },
    options,
  );
}
