import { requiresNotPublic } from "../../selectors/public-policy";
import { resourceRule } from "../../rule";

/** Inputs of resources with a resource policy, and of policies. */
interface PolicyArgs {
  readonly policy: unknown;
}

export const resourcePoliciesNotPublic = resourceRule<PolicyArgs>({
  id: "resource-policies-not-public",
  title: "Policies of secrets, KMS keys, SQS queues, ECR, EFS, backup vaults and CloudWatch Logs are not public",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-SEC-02", "MP-AUTH-02"],
  frameworks: ["FSBP KMS.5", "FSBP SQS.3", "Checkov CKV_AWS_33", "Checkov CKV_AWS_168", "Checkov CKV_AWS_32"],
  remediation: "Name the accounts, roles or services in the policy, or add a condition that restricts them.",
  example:
    'new aws.secretsmanager.SecretPolicy("jwt", { secretArn, policy: \'{"Statement":[{"Effect":"Allow","Principal":"*", …}]}\' });',
  types: [
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:kms/key:Key",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:sqs/queue:Queue",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:ecr/registryPolicy:RegistryPolicy",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy",
  ],
  check({ type, props }, context) {
    const setting = policyOf[type] ?? "policy";
    requiresNotPublic(context, {
      read: () => (props as Readonly<Record<string, unknown>>)[setting],
      needed: "named principals, or a condition that restricts them",
      setting,
    });
  },
});

/** The properties with the policy if they have another name. */
const policyOf: Readonly<Record<string, string>> = {
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
};
