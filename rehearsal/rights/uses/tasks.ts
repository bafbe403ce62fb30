import { parsedJson } from "../../../settings/files/json-text";
import { lastOf, text } from "../calls/type-calls";
import { keyUses, logUses, objectUses, onBehalf, takesOn, uses } from "./common-uses";
import { type Graph, listed, partOf, type Standing } from "./graph";
import { secretUses } from "./secrets";
import type { Use } from "./use";

const guide = "docs.aws.amazon.com/AmazonECS/latest/developerguide";
const execution = `${guide}/task_execution_IAM_role.html`;
const taskRoles = `${guide}/task-iam-roles.html`;

/** A container, as far as it decides what a task needs. */
interface Container {
  readonly name: string;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The ARNs of its secrets and parameters. */
  readonly secrets: readonly string[];
  readonly log: Readonly<Record<string, unknown>>;
}

/** What ECS and the application do in the two roles of a task. */
export function taskUses(task: Standing, graph: Graph): readonly Use[] {
  const { executionRoleArn, taskRoleArn } = task.state;
  const region = graph.regionOf(task);
  const containers = containersOf(task);
  const context = onBehalf(graph, `arn:aws:ecs:${region}:${graph.account}:*`);
  const roles = [...new Set([text(executionRoleArn), text(taskRoleArn)])].filter(Boolean);
  return [
    ...roles.flatMap((role) => takesOn("ecs-tasks.amazonaws.com", role, taskRoles, context)),
    ...containers.flatMap((container) => startUses(text(executionRoleArn), container, graph, region)),
    ...(text(taskRoleArn) === ""
      ? []
      : containers.flatMap((container) => applicationUses(text(taskRoleArn), container, graph, region))),
  ];
}

function containersOf({ state }: Standing): readonly Container[] {
  return listed(parsedJson(text(state.containerDefinitions))).map((each) => {
    const container = partOf(each);
    const environment = listed(container.environment).map((variable) => partOf(variable));
    return {
      name: text(container.name),
      image: text(container.image),
      environment: Object.fromEntries(environment.map(({ name, value }) => [text(name), text(value)])),
      secrets: [
        ...new Set([
          ...listed(container.secrets).map((secret) => text(partOf(secret).valueFrom)),
          ...listed(partOf(container, "logConfiguration").secretOptions).map((secret) =>
            text(partOf(secret).valueFrom),
          ),
          text(partOf(container, "repositoryCredentials").credentialsParameter),
        ]),
      ].filter(Boolean),
      log: partOf(container, "logConfiguration"),
    };
  });
}

/** What ECS does before the application runs: its image, its secrets, its log. */
function startUses(role: string, container: Container, graph: Graph, region: string): readonly Use[] {
  const asking = (purpose: string) => ({
    by: role,
    purpose: `${purpose} of the container ${container.name}`,
    source: execution,
  });
  const { logDriver } = container.log;
  const options = partOf(container.log, "options");
  const used = [
    ...imageUses(asking("the image"), container.image, graph),
    ...container.secrets.flatMap((secret) => secretUses(asking(`the secret ${nameOf(secret)}`), graph, secret, region)),
    ...(logDriver === "awslogs"
      ? logUses(asking("the log"), graph, text(options["awslogs-group"]), text(options["awslogs-region"]) || region)
      : []),
  ];
  return role === "" ? [] : used;
}

function nameOf(secret: string): string {
  return secret.split(":secret:")[1]?.split(":")[0] ?? lastOf(secret);
}

/** An image in a repository of the account; one of a public registry needs no right. Source: the same page, "Amazon ECR". */
function imageUses(asking: Parameters<typeof uses>[0], image: string, graph: Graph): readonly Use[] {
  const [, account = "", region = "", path = ""] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/(.+)$/.exec(image) ?? [];
  if (account !== graph.account) return [];
  const name = path.replace(/[@:].*$/, "");
  return [
    ...uses(asking, ["ecr:GetAuthorizationToken"], "*"),
    ...uses(
      asking,
      ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
      `arn:aws:ecr:${region}:${account}:repository/${name}`,
    ),
  ];
}

/**
 * What an application is told of in its environment it uses: a bucket, a queue, a topic, a key, a secret, the namespace of
 * metrics that an alarm watches.
 */
function applicationUses(role: string, { name, environment }: Container, graph: Graph, region: string): readonly Use[] {
  return Object.entries(environment).flatMap(([variable, value]) => {
    const asking = { by: role, purpose: `${variable} of the container ${name}`, source: taskRoles };
    const queue = graph.find("aws:sqs/queue:Queue", "url", value);
    const arn = graph.at(value);
    if (graph.bucket(value) !== undefined) return bucketUses(asking, graph, value, region);
    if (queue !== undefined) {
      return uses(asking, ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"], text(queue.state.arn));
    }
    if (arn?.type === "aws:sns/topic:Topic") return uses(asking, ["sns:Publish"], value);
    if (arn?.type === "aws:kms/key:Key") {
      return keyUses(asking, graph, { key: value, region, actions: ["kms:Encrypt", "kms:Decrypt"], context: {} });
    }
    if (arn?.type === "aws:secretsmanager/secret:Secret") return secretUses(asking, graph, value, region);
    if (graph.find("aws:cloudwatch/metricAlarm:MetricAlarm", "namespace", value) !== undefined) {
      return uses(asking, ["cloudwatch:PutMetricData"], "*", { "cloudwatch:namespace": value });
    }
    return variable === "AOT_CONFIG_CONTENT" ? collectorUses(asking, graph, value, region) : [];
  });
}

function bucketUses(asking: Parameters<typeof uses>[0], graph: Graph, bucket: string, region: string): readonly Use[] {
  const actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
  return [
    ...objectUses(asking, graph, { bucket, path: "example", actions, region }),
    ...uses(asking, ["s3:ListBucket"], `arn:aws:s3:::${bucket}`),
  ];
}

/**
 * What a collector sends, by the exporters of its configuration. Sources: opentelemetry-collector-contrib,
 * exporter/awsemfexporter (logs), exporter/awsxrayexporter (PutTraceSegments, and PutTelemetryRecords of its telemetry).
 */
function collectorUses(
  asking: Parameters<typeof uses>[0],
  graph: Graph,
  configuration: string,
  region: string,
): readonly Use[] {
  const { awsemf, awsxray } = partOf(parsedJson(configuration), "exporters");
  const metrics = partOf(awsemf);
  return [
    ...(awsemf === undefined
      ? []
      : logUses(asking, graph, text(metrics.log_group_name), text(metrics.region) || region)),
    ...(awsxray === undefined ? [] : uses(asking, ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*")),
  ];
}

/** What ECS does for a service: traffic moved between two target groups, and sessions in its containers. */
export function serviceUses(service: Standing, graph: Graph): readonly Use[] {
  return [...trafficUses(service), ...sessionUses(service, graph)];
}

/** Source: the ECS guide, "Amazon ECS infrastructure role for load balancers". */
function trafficUses({ state }: Standing): readonly Use[] {
  const source = `${guide}/AmazonECSInfrastructureRolePolicyForLoadBalancers.html`;
  return listed(state.loadBalancers).flatMap((each) => {
    const balancer = partOf(each);
    const advanced = partOf(balancer, "advancedConfiguration");
    const role = text(advanced.roleArn);
    if (role === "") return [];
    const asking = { by: role, purpose: "moving traffic to the new version", source };
    const rules = [text(advanced.productionListenerRule), text(advanced.testListenerRule)].filter(Boolean);
    const groups = [text(balancer.targetGroupArn), text(advanced.alternateTargetGroupArn)].filter(Boolean);
    const looks = ["DescribeListeners", "DescribeRules", "DescribeTargetGroups", "DescribeTargetHealth"];
    return [
      ...takesOn("ecs.amazonaws.com", role, source),
      ...uses(
        asking,
        looks.map((verb) => `elasticloadbalancing:${verb}`),
        "*",
      ),
      ...rules.flatMap((rule) =>
        uses(
          asking,
          [
            rule.includes(":listener-rule/")
              ? "elasticloadbalancing:ModifyRule"
              : "elasticloadbalancing:ModifyListener",
          ],
          rule,
        ),
      ),
      ...groups.flatMap((group) =>
        uses(asking, ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"], group),
      ),
    ];
  });
}

/** Source: the ECS guide, "Using ECS Exec", IAM permissions. */
function sessionUses(service: Standing, graph: Graph): readonly Use[] {
  const task = graph.at(text(service.state.taskDefinition));
  const role = text(task?.state.taskRoleArn);
  if (service.state.enableExecuteCommand !== true || role === "") return [];
  const region = graph.regionOf(service);
  const asking = { by: role, purpose: "a session in a container", source: `${guide}/ecs-exec.html` };
  const cluster =
    graph.at(text(service.state.cluster)) ?? graph.find("aws:ecs/cluster:Cluster", "name", service.state.cluster);
  const session = partOf(cluster?.state, "configuration", "executeCommandConfiguration");
  const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
  const group = text(partOf(session, "logConfiguration").cloudWatchLogGroupName);
  return [
    ...uses(
      asking,
      channels.map((verb) => `ssmmessages:${verb}`),
      "*",
    ),
    ...keyUses(asking, graph, { key: text(session.kmsKeyId), region, actions: ["kms:Decrypt"], context: {} }),
    ...(group === ""
      ? []
      : [...uses(asking, ["logs:DescribeLogGroups"], "*"), ...logUses(asking, graph, group, region)]),
  ];
}
