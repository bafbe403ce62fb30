import { lastOf, text } from "./type-calls";
import type { Properties, TypeCalls } from "./type-calls";

const scalable = () => ({ "application-autoscaling:ScalableTarget": {} });
const ecs = () => ({ "application-autoscaling:service-namespace": "ecs" });

const repository = (name: unknown) => ({ "ecr:repository": { RepositoryName: text(name) } });

/** The ECS resources that a service's calls are about. */
const service = ({ name, cluster, taskDefinition }: Properties) => ({
  "ecs:service": { ClusterName: lastOf(cluster), ServiceName: text(name) },
  "ecs:service-deployment": { ClusterName: lastOf(cluster), ServiceName: text(name) },
  "ecs:task-definition": { TaskDefinitionFamilyName: lastOf(text(taskDefinition).replace(/:\d+$/, "")) },
});

/** Calls for what runs. */
export const computeCalls: Readonly<Record<string, TypeCalls>> = {
  "aws:appautoscaling/policy:Policy": {
    kinds: ({ resourceId }) => ({
      ...scalable(),
      "cloudwatch:alarm": { AlarmName: `TargetTracking-${text(resourceId)}-AlarmHigh-0example` },
    }),
    context: ecs,
    beyond: {
      create: ["cloudwatch:PutMetricAlarm", "cloudwatch:DescribeAlarms"],
      update: ["cloudwatch:PutMetricAlarm", "cloudwatch:DescribeAlarms", "cloudwatch:DeleteAlarms"],
      delete: ["cloudwatch:DeleteAlarms"],
    },
    source: "docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html",
  },
  "aws:appautoscaling/target:Target": {
    kinds: scalable,
    context: ecs,
    unused: ["*:*ScheduledAction*", "lambda:*", "iam:PassRole", "cloudwatch:*"],
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    kinds: ({ repository: name }) => repository(name),
    beyond: {
      create: ["ecr:PutLifecyclePolicy"],
      read: ["ecr:GetLifecyclePolicy"],
      update: ["ecr:PutLifecyclePolicy"],
      delete: ["ecr:DeleteLifecyclePolicy"],
    },
    source: "internal/service/ecr/lifecycle_policy.go",
  },
  "aws:ecr/repository:Repository": {
    kinds: ({ name }) => repository(name),
    beyond: { delete: ["ecr:BatchDeleteImage", "ecr:ListImages"] },
    source: "internal/service/ecr/repository.go",
  },
  "aws:ecs/cluster:Cluster": {
    kinds: ({ name }) => ({ "ecs:cluster": { ClusterName: text(name) } }),
    unused: ["ecs:PutAccountSetting*"],
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    kinds: ({ clusterName }) => ({ "ecs:cluster": { ClusterName: text(clusterName) } }),
    beyond: {
      create: ["ecs:PutClusterCapacityProviders", "ecs:DescribeClusters"],
      delete: ["ecs:PutClusterCapacityProviders"],
    },
    source: "internal/service/ecs/cluster_capacity_providers.go",
  },
  "aws:ecs/service:Service": {
    kinds: service,
    beyond: { create: ["ecs:DescribeTaskDefinition"], update: ["ecs:DescribeTaskDefinition"] },
    source: "internal/service/ecs/service.go",
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    kinds: ({ family }) => ({
      "ecs:task-definition": { TaskDefinitionFamilyName: text(family), TaskDefinitionRevisionNumber: "1" },
    }),
    unused: ["iam:GetRole"],
  },
  "aws:lambda/function:Function": {
    kinds: ({ name }) => ({ "lambda:function": { FunctionName: text(name) } }),
    beyond: { read: ["lambda:ListVersionsByFunction", "lambda:GetFunctionConfiguration"] },
    source: "internal/service/lambda/function.go",
    unused: [
      "lambda:*Capacity*",
      "lambda:*ScalingConfig",
      "lambda:*Layer*",
      "s3*:*",
      "elasticfilesystem:*",
      "lambda:AssociateRuntimeAlias",
      "lambda:*CodeSigningConfig*",
    ],
  },
  "aws:lambda/invocation:Invocation": {
    kinds: ({ functionName }) => ({ "lambda:function": { FunctionName: lastOf(functionName, ":") } }),
    beyond: { create: ["lambda:InvokeFunction"], update: ["lambda:InvokeFunction"] },
    source: "internal/service/lambda/invocation.go",
  },
  "aws:synthetics/canary:Canary": {
    kinds: ({ name, s3Bucket, s3Key }) => {
      const made = `cwsyn-${text(name)}-0a1b2c3d-0000-0000-0000-000000000000`;
      return {
        "synthetics:canary": { CanaryName: text(name) },
        "lambda:function": { FunctionName: made },
        "lambda:layer": { LayerName: made },
        "lambda:layerVersion": { LayerName: made, LayerVersion: "1" },
        "s3:bucket": { BucketName: text(s3Bucket) },
        "s3:object": { BucketName: text(s3Bucket), ObjectName: text(s3Key) },
      };
    },
    beyond: {
      create: ["lambda:AddPermission", "lambda:GetFunction"],
      delete: ["lambda:DeleteFunction", "lambda:DeleteLayerVersion"],
    },
    source: "docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_Roles.html",
    // Its bucket stands, and Synthetics needs no list of buckets or roles outside the console.
    unused: [
      "s3:CreateBucket",
      "s3:PutBucketEncryption",
      "s3:PutEncryptionConfiguration",
      "iam:ListRoles",
      "kms:*",
      "synthetics:ReplicateCanary",
    ],
  },
};
