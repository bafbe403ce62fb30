import type { ProviderRule } from "../provider-rule";
import {
  arns,
  conflict,
  enumerated,
  exactlyOne,
  form,
  from,
  inside,
  items,
  json,
  length,
  needs,
  range,
  required,
  values,
} from "./rows";

const zip = { input: "packageType", values: ["Zip"], orAbsent: true } as const;

/** Functions, services and their images. */
export const compute: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:appautoscaling/policy:Policy": from(
    "appautoscaling/policy.go@048320e8",
    length("name", 0, 255),
    ...inside(
      "targetTrackingScalingPolicyConfiguration",
      conflict("customizedMetricSpecification", "predefinedMetricSpecification"),
      ...inside("customizedMetricSpecification", ...enumerated("statistic")),
      ...inside("predefinedMetricSpecification", length("resourceLabel", 0, 1023)),
    ),
  ),
  "aws:ecr/repository:Repository": from(
    "ecr/repository.go@0072eea2",
    ...enumerated("imageTagMutability"),
    ...inside("encryptionConfigurations[]", ...enumerated("encryptionType")),
  ),
  "aws:ecs/service:Service": from(
    "ecs/service.go@00a919d1",
    ...inside("capacityProviderStrategies[]", range("base", 0, 100_000), range("weight", 0, 1000)),
    ...inside("deploymentController", ...enumerated("type")),
    range("healthCheckGracePeriodSeconds", 0, 2_147_483_647),
    ...enumerated("launchType", "propagateTags", "schedulingStrategy"),
    ...inside("loadBalancers[]", range("containerPort", 0, 65_536), ...arns("targetGroupArn")),
    items("orderedPlacementStrategies", 0, 5),
    ...inside("orderedPlacementStrategies[]", ...enumerated("type")),
    items("placementConstraints", 0, 10),
    ...inside("placementConstraints[]", ...enumerated("type")),
    ...inside("serviceConnectConfiguration.logConfiguration", ...enumerated("logDriver")),
    ...inside(
      "serviceConnectConfiguration.services[]",
      range("ingressPortOverride", 0, 65_535),
      ...inside(
        "timeout",
        range("idleTimeoutSeconds", 0, 2_147_483_647),
        range("perRequestTimeoutSeconds", 0, 2_147_483_647),
      ),
      ...inside("tls", ...arns("roleArn"), ...inside("issuerCertAuthority", ...arns("awsPcaAuthorityArn"))),
    ),
    ...inside("serviceRegistries", range("containerPort", 0, 65_536), range("port", 0, 65_536), ...arns("registryArn")),
    ...inside("volumeConfiguration.managedEbsVolume", ...arns("roleArn"), ...enumerated("fileSystemType")),
  ),
  "aws:ecs/taskDefinition:TaskDefinition": from(
    "ecs/task_definition.go@04fc21d5",
    ...arns("executionRoleArn", "taskRoleArn"),
    ...json("containerDefinitions"),
    length("family", 1, 255),
    form("family", /^[0-9A-Za-z_\-]+$/),
    items("placementConstraints", 0, 10),
    ...inside("placementConstraints[]", ...enumerated("type")),
    ...enumerated("ipcMode", "networkMode", "pidMode", "requiresCompatibilities"),
    ...inside("ephemeralStorage", range("sizeInGib", 21, 200)),
    ...inside("proxyConfiguration", ...enumerated("type")),
    ...inside("runtimePlatform", ...enumerated("cpuArchitecture", "operatingSystemFamily")),
    ...inside("volumes[].dockerVolumeConfiguration", ...enumerated("scope")),
    ...inside(
      "volumes[].efsVolumeConfiguration",
      ...enumerated("transitEncryption"),
      range("transitEncryptionPort", 0, 65_535),
      ...inside("authorizationConfig", ...enumerated("iam")),
    ),
    ...inside("volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig", ...arns("credentialsParameter")),
  ),
  "aws:lambda/function:Function": from(
    "lambda/function.go@0156d84e",
    // The SDK's `code` is the provider's `filename`.
    exactlyOne("code", "imageUri", "s3Bucket"),
    needs("s3Bucket", "s3Key"),
    needs("s3Key", "s3Bucket"),
    needs("replacementSecurityGroupIds", "replaceSecurityGroupsOnDestroy"),
    conflict("s3ObjectVersion", "code", "imageUri"),
    conflict("sourceKmsKeyArn", "imageUri"),
    // `checkHandlerRuntimeForZipFunction` of its CustomizeDiff.
    required("handler", zip),
    required("runtime", zip),
    items("architectures", 0, 1),
    items("layers", 0, 5),
    length("handler", 1, 128),
    range("memorySize", 128, 10_240),
    range("timeout", 1, 900),
    range("reservedConcurrentExecutions", -1),
    ...arns("codeSigningConfigArn", "kmsKeyArn", "layers", "role", "sourceKmsKeyArn"),
    ...enumerated("architectures", "packageType", "runtime"),
    ...inside("deadLetterConfig", ...arns("targetArn")),
    ...inside("durableConfig", range("executionTimeout", 1, 31_622_400), range("retentionPeriod", 1, 90)),
    ...inside("ephemeralStorage", range("size", 512, 10_240)),
    ...inside(
      "fileSystemConfig",
      ...arns("arn"),
      form("localMountPath", /^\/mnt\/[0-9A-Za-z_.\-]+$/, "must start with '/mnt/'"),
    ),
    ...inside("loggingConfig", ...enumerated("applicationLogLevel", "logFormat", "systemLogLevel")),
    ...inside("snapStart", ...enumerated("applyOn")),
    ...inside("tracingConfig", ...enumerated("mode")),
  ),
  "aws:synthetics/canary:Canary": from(
    "synthetics/canary.go",
    needs("s3Bucket", "s3Key"),
    needs("s3Key", "s3Bucket"),
    range("failureRetentionPeriod", 1, 455),
    range("successRetentionPeriod", 1, 455),
    ...inside(
      "runConfig",
      range("ephemeralStorage", 1024, 5120),
      values("memoryInMb", ...multiples(64, 960, 10_240)),
      range("timeoutInSeconds", 3, 840),
    ),
  ),
};

/** The multiples of a number, from and to. */
function multiples(of: number, from: number, to: number): readonly string[] {
  return Array.from({ length: (to - from) / of + 1 }, (_, index) => String(from + index * of));
}
