import { requiresNotPublic } from "../../selectors/public-policy";
import { resourceRule } from "../../rule";

/** Inputs of resources with a resource policy, and of policies. */
interface PolicyArgs {
  readonly policy: unknown;
}

export const resourcePoliciesNotPublic = resourceRule<PolicyArgs>({
  id: "resource-policies-not-public",
  title: "Policies of resources that hold data, keys, messages or events are not public",
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
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    "aws:oam/sinkPolicy:SinkPolicy",
    "aws:opensearch/domain:Domain",
    "aws:opensearch/domainPolicy:DomainPolicy",
    "aws:elasticsearch/domain:Domain",
    "aws:elasticsearch/domainPolicy:DomainPolicy",
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "aws:kinesis/resourcePolicy:ResourcePolicy",
    "aws:glue/resourcePolicy:ResourcePolicy",
    "aws:ses/identityPolicy:IdentityPolicy",
    "aws:s3/accessPoint:AccessPoint",
    "aws:s3control/accessPointPolicy:AccessPointPolicy",
    "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
    "aws:s3tables/tableBucketPolicy:TableBucketPolicy",
    "aws:s3tables/tablePolicy:TablePolicy",
    "aws:acmpca/policy:Policy",
    "aws:schemas/registryPolicy:RegistryPolicy",
    "aws:codeartifact/domainPermissionsPolicy:DomainPermissionsPolicy",
    "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy",
    "aws:mediastore/containerPolicy:ContainerPolicy",
    "aws:redshift/resourcePolicy:ResourcePolicy",
    "aws:networkfirewall/resourcePolicy:ResourcePolicy",
  ],
  check({ type, props }, context) {
    const setting = policyOf[type] ?? "policy";
    context.guard(() => {
      if (domainTypes.test(type) && (props as { readonly vpcOptions?: object }).vpcOptions !== undefined)
        context.notApplicable("A domain in a VPC, which its security groups protect.");
    });
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
  "aws:codeartifact/domainPermissionsPolicy:DomainPermissionsPolicy": "policyDocument",
  "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy": "policyDocument",
  "aws:opensearch/domain:Domain": "accessPolicies",
  "aws:opensearch/domainPolicy:DomainPolicy": "accessPolicies",
  "aws:elasticsearch/domain:Domain": "accessPolicies",
  "aws:elasticsearch/domainPolicy:DomainPolicy": "accessPolicies",
  "aws:s3tables/tableBucketPolicy:TableBucketPolicy": "resourcePolicy",
  "aws:s3tables/tablePolicy:TablePolicy": "resourcePolicy",
};

/** The domains of OpenSearch, open to the internet unless they are in a VPC. */
const domainTypes = /^aws:(opensearch|elasticsearch)\/domain:Domain$/;
