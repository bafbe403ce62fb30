// Properties in which services store texts of a program, by type and path. Source: the inputs of @pulumi/aws 7.48.0.

/** Properties that hold a document, a script or a text, which the service keeps and shows as it is. */
export const documents: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/eventTarget:EventTarget": ["input", "inputTransformer.inputTemplate"],
  "aws:scheduler/schedule:Schedule": ["target.input"],
  "aws:lambda/invocation:Invocation": ["input"],
  "aws:sfn/stateMachine:StateMachine": ["definition"],
  "aws:ssm/document:Document": ["content"],
  "aws:batch/jobDefinition:JobDefinition": ["containerProperties"],
  "aws:codebuild/project:Project": ["source.buildspec"],
  "aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion": ["content"],
  "aws:cloudformation/stack:Stack": ["templateBody"],
  "aws:cloudformation/stackSet:StackSet": ["templateBody"],
  "aws:emr/cluster:Cluster": ["configurationsJson", "stepJson"],
  "aws:imagebuilder/component:Component": ["data"],
  "aws:cloudcontrol/resource:Resource": ["desiredState"],
  "aws:amplify/app:App": ["buildSpec", "basicAuthCredentials"],
  "aws:cloudfront/function:Function": ["code"],
};

/** Properties that hold names with their values, as a map or as a list of objects with `name` and `value`. */
export const pairs: Readonly<Record<string, readonly string[]>> = {
  "aws:codebuild/project:Project": ["environment.environmentVariables"],
  "aws:amplify/app:App": ["environmentVariables"],
  "aws:amplify/branch:Branch": ["environmentVariables"],
  "aws:apigateway/stage:Stage": ["variables"],
  "aws:apigatewayv2/stage:Stage": ["stageVariables"],
  "aws:cloudformation/stack:Stack": ["parameters"],
  "aws:cloudformation/stackSet:StackSet": ["parameters"],
  "aws:cloudfront/distribution:Distribution": ["origins.customHeaders"],
  "aws:elasticbeanstalk/environment:Environment": ["settings"],
  "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate": ["settings"],
  "aws:glue/job:Job": ["defaultArguments", "nonOverridableArguments"],
  "aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion": ["containers.environment"],
  "aws:sagemaker/model:Model": ["primaryContainer.environment", "containers.environment"],
  "aws:ssm/association:Association": ["parameters"],
  "aws:synthetics/canary:Canary": ["runConfig.environmentVariables"],
  "aws:apprunner/service:Service": [
    "sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables",
  ],
};

/** Types whose texts have a separate rule, or are stored as secrets. */
const withOwnRule: ReadonlySet<string> = new Set([
  ...["aws:ecs/taskDefinition:TaskDefinition", "aws:lambda/function:Function", "aws:ssm/parameter:Parameter"],
  ...["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2", "aws:ec2/instance:Instance"],
  ...["aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/launchConfiguration:LaunchConfiguration"],
  ...["aws:ec2/spotInstanceRequest:SpotInstanceRequest", "aws:secretsmanager/secretVersion:SecretVersion"],
]);

/** Properties that Pulumi keeps as secrets, and those of the rule about tags. */
const keptOrTagged = /password|secret|token|credential|private_?key|^(tags|tagsAll)$/i;

/** Whether everyone who may describe an AWS or Atlas resource can read a text of it, and no other rule checks it. */
export function isShownToReaders(type: string, path: readonly string[]): boolean {
  return /^(aws|mongodbatlas):/.test(type) && !withOwnRule.has(type) && !path.some((part) => keptOrTagged.test(part));
}
