import type { Count, Counted, Others, Quota } from "./quota";
import { each, eachIn, elementsAt, lengthOf, numberOf, textOf } from "./quota";

const serviceType = "aws:ecs/service:Service";
const definitionType = "aws:ecs/taskDefinition:TaskDefinition";
const targetType = "aws:appautoscaling/target:Target";
const ecsSource =
  "Amazon ECS Developer Guide, Amazon ECS service quotas (docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html)";
const elbSource =
  "Elastic Load Balancing, Quotas for your Application Load Balancers (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html)";
const elb = { service: "elasticloadbalancing", scope: "Region", source: elbSource } as const;

/** 1024 CPU units are one vCPU (ECS guide, "Task size"). */
const unitsOfVcpu = 1024;

const vcpuOf = ({ state }: Counted): number => numberOf(state.cpu) / unitsOfVcpu;

/** Whether the service runs the definition, which it names by ARN, by family and revision, or by family. */
function isDefinition({ state: { taskDefinition } }: Counted, { state: { arn, family } }: Counted): boolean {
  if (typeof taskDefinition !== "string") return false;
  if (taskDefinition.startsWith("arn:") && typeof arn === "string") return taskDefinition === arn;
  return taskDefinition.split("/").at(-1)?.replace(/:\d+$/, "") === family;
}

/** How many tasks autoscaling may start for the service. */
function maximumTasks({ state }: Counted, others: Others): number {
  const ends = `/${textOf(state.name)}`;
  const targets = others(targetType).filter(({ state: target }) => textOf(target.resourceId).endsWith(ends));
  return Math.max(0, ...targets.map(({ state: target }) => numberOf(target.maxCapacity)));
}

/** Tasks of a service: while it is replaced, as many as its deployment may run; at most as many as autoscaling may start. */
const serviceVcpu: Count = (service, others) => {
  const definition = others(definitionType).find((each) => isDefinition(service, each));
  if (definition === undefined) return [];
  const vcpu = vcpuOf(definition);
  const tasks = numberOf(service.state.desiredCount);
  const percent = numberOf(service.state.deploymentMaximumPercent) || 200;
  return [
    {
      amount: tasks * vcpu,
      whileReplaced: Math.floor((tasks * percent) / 100) * vcpu,
      atMost: Math.max(tasks, maximumTasks(service, others)) * vcpu,
    },
  ];
};

/** A definition without a service is a one-off task, such as a migration; it runs beside the replacement of the services. */
const oneOffVcpu: Count = (definition, others) =>
  others(serviceType).some((service) => isDefinition(service, definition))
    ? []
    : [{ amount: 0, whileReplaced: vcpuOf(definition), atMost: 0 }];

/** The default certificate of a listener does not count. */
const noPortion: Count = () => [];

/** The quotas of services, functions and load balancers. */
export const serviceQuotas: readonly Quota[] = [
  {
    service: "fargate",
    code: "L-3032A538",
    name: "Fargate On-Demand vCPU resource count",
    unit: "vCPU",
    scope: "Region",
    default: 6,
    newAccount: 6,
    source: `${ecsSource}, AWS Fargate service quotas`,
    refusal: "ServiceQuotaExceeded",
    words: "You've reached the limit on the number of vCPUs you can run concurrently.",
    counts: { [serviceType]: serviceVcpu, [definitionType]: oneOffVcpu },
  },
  {
    service: "ecs",
    code: "L-9EF96962",
    name: "Services per cluster",
    unit: "services",
    scope: "Region",
    per: "cluster",
    default: 5000,
    source: ecsSource,
    refusal: "LimitExceededException",
    counts: { [serviceType]: eachIn("cluster") },
  },
  {
    service: "ecs",
    code: "L-46458851",
    name: "Tasks per service",
    unit: "tasks",
    scope: "Region",
    per: "service",
    default: 5000,
    source: ecsSource,
    refusal: "LimitExceededException",
    counts: {
      [serviceType]: (service, others) => {
        const tasks = numberOf(service.state.desiredCount);
        return [
          {
            within: service.urn,
            amount: tasks,
            whileReplaced: tasks * 2,
            atMost: Math.max(tasks, maximumTasks(service, others)),
          },
        ];
      },
    },
  },
  {
    service: "ecs",
    name: "Target groups per service",
    unit: "target groups",
    scope: "Region",
    per: "service",
    default: 5,
    raisedBy: "nobody",
    source: ecsSource,
    refusal: "InvalidParameterException",
    counts: { [serviceType]: lengthOf("loadBalancers") },
  },
  {
    ...elb,
    code: "L-53DA6B97",
    name: "Application Load Balancers per Region",
    unit: "load balancers",
    default: 50,
    refusal: "TooManyLoadBalancers",
    counts: {
      "aws:lb/loadBalancer:LoadBalancer": ({ state }) =>
        (state.loadBalancerType ?? "application") === "application" ? [{ amount: 1 }] : [],
    },
  },
  {
    ...elb,
    code: "L-B22855CB",
    name: "Target groups per Region",
    unit: "target groups",
    default: 3000,
    refusal: "TooManyTargetGroups",
    counts: { "aws:lb/targetGroup:TargetGroup": each },
  },
  {
    ...elb,
    code: "L-B6DF7632",
    name: "Listeners per Application Load Balancer",
    unit: "listeners",
    per: "load balancer",
    default: 50,
    refusal: "TooManyListeners",
    counts: { "aws:lb/listener:Listener": eachIn("loadBalancerArn") },
  },
  {
    ...elb,
    code: "L-7EED9B64",
    name: "Rules per Application Load Balancer",
    unit: "rules",
    per: "load balancer",
    default: 100,
    refusal: "TooManyRules",
    counts: {
      "aws:lb/listenerRule:ListenerRule": ({ state }, others) => {
        const listener = others("aws:lb/listener:Listener").find(({ state: { arn } }) => arn === state.listenerArn);
        return [{ within: textOf(listener?.state.loadBalancerArn ?? state.listenerArn), amount: 1 }];
      },
    },
  },
  {
    ...elb,
    code: "L-9365A611",
    name: "Certificates per Application Load Balancer",
    unit: "certificates",
    per: "load balancer",
    default: 25,
    refusal: "TooManyCertificates",
    counts: {
      "aws:lb/listener:Listener": noPortion,
      "aws:lb/listenerCertificate:ListenerCertificate": ({ state }, others) => {
        const listener = others("aws:lb/listener:Listener").find(({ state: { arn } }) => arn === state.listenerArn);
        return [{ within: textOf(listener?.state.loadBalancerArn ?? state.listenerArn), amount: 1 }];
      },
    },
  },
  {
    service: "lambda",
    code: "L-B99A9384",
    name: "Concurrent executions",
    unit: "executions",
    scope: "Region",
    default: 1000,
    newAccount: 10,
    source:
      "AWS Lambda Developer Guide, Lambda quotas; for new accounts aws-samples/one-observability-demo#278 and DataDog/datadog-serverless-functions#621",
    // What a function may set aside is refused in Check, where a preview shows it.
    counts: {
      "aws:lambda/function:Function": ({ state }) => [
        { amount: Math.max(0, numberOf(state.reservedConcurrentExecutions)) },
      ],
    },
  },
  {
    service: "ecr",
    code: "L-CFEB8E8D",
    name: "Registered repositories",
    unit: "repositories",
    scope: "Region",
    default: 100_000,
    source: "Amazon ECR User Guide, Amazon ECR service quotas",
    refusal: "LimitExceededException",
    counts: { "aws:ecr/repository:Repository": each },
  },
  {
    service: "acm",
    code: "L-F141DD1D",
    name: "ACM certificates",
    unit: "certificates",
    scope: "Region",
    default: 2500,
    source: "AWS Certificate Manager User Guide, Quotas",
    refusal: "LimitExceededException",
    counts: { "aws:acm/certificate:Certificate": each },
  },
  {
    service: "acm",
    code: "L-FB94F0B0",
    name: "Domain names per ACM certificate",
    unit: "names",
    scope: "Region",
    per: "certificate",
    default: 10,
    source: "AWS Certificate Manager User Guide, Quotas",
    refusal: "LimitExceededException",
    counts: {
      "aws:acm/certificate:Certificate": ({ urn, state }) => {
        const names = new Set([...elementsAt(state, "domainName"), ...elementsAt(state, "subjectAlternativeNames")]);
        return [{ within: urn, amount: names.size }];
      },
    },
  },
];
