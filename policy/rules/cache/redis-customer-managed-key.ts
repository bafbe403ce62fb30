import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const redisCustomerManagedKey = resourceRule<ReplicationGroupArgs>({
  id: "redis-customer-managed-key",
  title: "ElastiCache is encrypted with a customer-managed KMS key",
  severity: "medium",
  enforcement: "advised",
  rows: ["AH-RED-03"],
  frameworks: ["Checkov CKV_AWS_191"],
  remediation: "Set kmsKeyId to the ARN of a customer-managed key. This replaces the replication group.",
  example: 'new elasticache.ReplicationGroup("queues", { atRestEncryptionEnabled: true, … }); // no kmsKeyId',
  types: tokens.caches,
  check({ props }, context) {
    context.requires({
      // Absent is ElastiCache's own key.
      read: () => props.kmsKeyId,
      accept: (key) => key !== undefined && !key.endsWith("alias/aws/elasticache"),
      found: (key) => (key === undefined ? "the default key of ElastiCache" : "the AWS-managed key aws/elasticache"),
      needed: "a customer-managed key",
      setting: "kmsKeyId",
    });
  },
});
