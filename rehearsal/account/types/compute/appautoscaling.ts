import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
import { textOf } from "../wire-text";

const targetType = "aws:appautoscaling/target:Target";

const invalid = (message: string): Refusal => ({ code: "ValidationException", message });

/** What a policy or a scheduled action moves. */
interface Scaled {
  readonly resourceId?: string;
  readonly scalableDimension?: string;
  readonly serviceNamespace?: string;
}

function isRegistered({ resourceId, scalableDimension }: Scaled, account: AccountView): boolean {
  return account
    .list(targetType)
    .some(({ state }) => state.resourceId === resourceId && state.scalableDimension === scalableDimension);
}

function registered({ inputs, account }: Creation<Scaled>): Refusal | undefined {
  if (inputs.resourceId === undefined || isRegistered(inputs, account)) return undefined;
  return {
    code: "ObjectNotFoundException",
    message: `No scalable target registered for service namespace: ${textOf(inputs.serviceNamespace)}, resource ID: ${inputs.resourceId}, scalable dimension: ${textOf(inputs.scalableDimension)}`,
  };
}

/** `service/<cluster>/<service>` must be a service the account runs. */
function serviceExists({ inputs, account }: Creation<aws.appautoscaling.TargetArgs>): Refusal | undefined {
  if (inputs.serviceNamespace !== "ecs") return undefined;
  const [kind, cluster, name, ...rest] = textOf(inputs.resourceId).split("/");
  if (kind !== "service" || cluster === undefined || name === undefined || rest.length > 0) {
    return invalid("ECS service resource ids are of the form service/<cluster>/<service>.");
  }
  const found = account
    .list("aws:ecs/service:Service")
    .some(({ state }) => state.name === name && textOf(state.arn).endsWith(`:service/${cluster}/${name}`));
  return found ? undefined : invalid(`ECS service doesn't exist: ${textOf(inputs.resourceId)}`);
}

function range({ inputs }: Creation<aws.appautoscaling.TargetArgs>): Refusal | undefined {
  const { minCapacity = 0, maxCapacity = 0 } = inputs;
  return minCapacity < 0 || minCapacity > maxCapacity
    ? invalid(`Maximum capacity (${maxCapacity}) cannot be less than minimum capacity (${minCapacity}).`)
    : undefined;
}

function trackedMetric({ inputs }: Creation<aws.appautoscaling.PolicyArgs>): Refusal | undefined {
  const tracking = inputs.targetTrackingScalingPolicyConfiguration;
  const metric = tracking?.predefinedMetricSpecification;
  if (inputs.policyType === "TargetTrackingScaling" && tracking === undefined) {
    return invalid("Target tracking scaling policy configuration is required.");
  }
  return metric?.predefinedMetricType === "ALBRequestCountPerTarget" &&
    !/^(app|net)\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/.test(textOf(metric.resourceLabel))
    ? invalid(`Invalid ResourceLabel '${textOf(metric.resourceLabel)}': app/<name>/<id>/targetgroup/<name>/<id>.`)
    : undefined;
}

export const appautoscaling: ResourceTypes = {
  [targetType]: resourceType<aws.appautoscaling.TargetArgs, aws.appautoscaling.TargetState>({
    title: "Application Auto Scaling Target",
    puts: true,
    empty: { suspendedState: {} },
    // Longer than the provider's own id, because one resource can be scaled in two dimensions.
    id: ({ inputs }) => [inputs.serviceNamespace, inputs.resourceId, inputs.scalableDimension].join("/"),
    taggable: true,
    computed: {
      arn: ({ arn, hex }) => arn("application-autoscaling", `scalable-target/${hex(32)}`),
      roleArn: ({ account }) =>
        `arn:aws:iam::${account.accountId}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    },
    replaces: ["resourceId", "scalableDimension", "serviceNamespace"],
    refuses: (creation) => range(creation) ?? serviceExists(creation),
  }),
  "aws:appautoscaling/policy:Policy": resourceType<aws.appautoscaling.PolicyArgs, aws.appautoscaling.PolicyState>({
    title: "Application Auto Scaling Policy",
    name: {
      property: "name",
      pattern: /[^\p{Cc}]+/u,
      maxLength: 256,
      allowed: "1 to 256 printable characters",
      uniqueIn: "resourceId",
      taken: "ValidationException",
    },
    // Longer than the provider's own id, because policies of two resources may share a name.
    id: ({ name, inputs }) => `${textOf(inputs.resourceId)}/${name}`,
    defaults: { policyType: "StepScaling" },
    computed: {
      arn: ({ name, inputs, arn, hex }) =>
        arn(
          "autoscaling",
          `scalingPolicy:${hex(8)}:resource/${textOf(inputs.serviceNamespace)}/${textOf(inputs.resourceId)}:policyName/${name}`,
        ),
      alarmArns: () => [],
    },
    replaces: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
    refuses: (creation) => registered(creation) ?? trackedMetric(creation),
  }),
};
