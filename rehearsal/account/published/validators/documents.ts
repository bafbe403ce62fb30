import type { ProviderRule } from "../provider-rule";
import { from, json, policies } from "./rows";

/**
 * Inputs that hold a document and whose types have no other rules here. Most are `sdkv2.IAMPolicyDocumentSchema` of the
 * provider (internal/sdkv2/policy_document.go), which is verify.ValidIAMPolicyJSON.
 */
export const documents: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:backup/vaultPolicy:VaultPolicy": from("backup/vault_policy.go", ...policies("policy")),
  "aws:cloudwatch/dashboard:Dashboard": from("cloudwatch/dashboard.go", ...json("dashboardBody")),
  "aws:cloudwatch/eventRule:EventRule": from("events/rule.go", ...json("eventPattern")),
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": from("ecr/lifecycle_policy.go", ...json("policy")),
  "aws:ecr/repositoryPolicy:RepositoryPolicy": from("ecr/repository_policy.go", ...policies("policy")),
  "aws:iam/groupPolicy:GroupPolicy": from("iam/group_policy.go", ...policies("policy")),
  "aws:iam/policy:Policy": from("iam/policy.go", ...policies("policy")),
  "aws:iam/rolePolicy:RolePolicy": from("iam/role_policy.go", ...policies("policy")),
  "aws:iam/userPolicy:UserPolicy": from("iam/user_policy.go", ...policies("policy")),
  "aws:kms/keyPolicy:KeyPolicy": from("kms/key_policy.go", ...json("policy")),
  "aws:lambda/invocation:Invocation": from("lambda/invocation.go", ...json("input")),
  "aws:s3/bucketPolicy:BucketPolicy": from("s3/bucket_policy.go", ...policies("policy")),
  "aws:secretsmanager/secretPolicy:SecretPolicy": from("secretsmanager/secret_policy.go", ...policies("policy")),
  "aws:sns/topicPolicy:TopicPolicy": from("sns/topic_policy.go", ...policies("policy")),
};
