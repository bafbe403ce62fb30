import type { ProviderRule } from "../provider-rule";
import { arns, atLeastOne, conflict, enumerated, from, json, length, policies, values } from "./rows";

/** Only the policies of IAM are checked for more than JSON: the schema of every other policy holds `StringIsJSON`. */
const inlinePolicy = (file: string) => from(file, conflict("name", "namePrefix"), ...policies("policy"));

/** Types that are little more than a document. */
export const documents: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:backup/vaultPolicy:VaultPolicy": from("backup/vault_policy.go@01606926", ...json("policy")),
  "aws:cloudwatch/dashboard:Dashboard": from("cloudwatch/dashboard.go@0620f2a6", ...json("dashboardBody")),
  "aws:cloudwatch/eventRule:EventRule": from(
    "events/rule.go@0cdab4ae",
    length("description", 0, 512),
    ...json("eventPattern"),
    atLeastOne("scheduleExpression", "eventPattern"),
    conflict("isEnabled", "state"),
    conflict("name", "namePrefix"),
    ...arns("roleArn"),
    length("scheduleExpression", 0, 256),
    ...enumerated("state"),
  ),
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": from("ecr/lifecycle_policy.go@00a35305", ...json("policy")),
  "aws:ecr/repositoryPolicy:RepositoryPolicy": from("ecr/repository_policy.go@004b82ba", ...json("policy")),
  "aws:iam/groupPolicy:GroupPolicy": inlinePolicy("iam/group_policy.go@02f97af8"),
  "aws:iam/policy:Policy": inlinePolicy("iam/policy.go@01ccd9a2"),
  "aws:iam/rolePolicy:RolePolicy": inlinePolicy("iam/role_policy.go@02f97af8"),
  "aws:iam/userPolicy:UserPolicy": inlinePolicy("iam/user_policy.go@02f97af8"),
  "aws:kms/keyPolicy:KeyPolicy": from("kms/key_policy.go@076b89bb", length("keyId", 1, 2048), ...json("policy")),
  "aws:lambda/invocation:Invocation": from(
    "lambda/invocation.go@0133e9ef",
    ...json("input"),
    values("lifecycleScope", "CREATE_ONLY", "CRUD"),
  ),
  "aws:s3/bucketPolicy:BucketPolicy": from("s3/bucket_policy.go@0073593e", ...json("policy")),
  "aws:secretsmanager/secretPolicy:SecretPolicy": from(
    "secretsmanager/secret_policy.go@01c08000",
    ...arns("secretArn"),
    ...json("policy"),
  ),
  "aws:sns/topicPolicy:TopicPolicy": from("sns/topic_policy.go@00a35305", ...arns("arn"), ...json("policy")),
};
