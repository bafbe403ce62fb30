import { text } from "../calls/type-calls";
import { onBehalf, publication, takesOn, uses } from "./common-uses";
import { type Graph, listed, partOf, type Standing, textsOf } from "./graph";
import type { Context, Use } from "./use";

const isTopic = (arn: string): boolean => arn.startsWith("arn:aws:sns:");

/** What an alarm does when its state changes. Source: CloudWatch guide, "Notifying users on alarm changes". */
export function alarmUses({ state }: Standing, graph: Graph): readonly Use[] {
  if (state.actionsEnabled === false) return [];
  const source = "docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html";
  const actions = [state.alarmActions, state.okActions, state.insufficientDataActions].flatMap(textsOf);
  const context = onBehalf(graph, text(state.arn));
  return [...new Set(actions)].flatMap((arn) => {
    if (isTopic(arn)) {
      return publication(
        { by: "cloudwatch.amazonaws.com", purpose: "the alarm's notice", source },
        graph,
        arn,
        context,
      );
    }
    return arn.startsWith("arn:aws:lambda:")
      ? uses(
          { by: "lambda.alarms.cloudwatch.amazonaws.com", purpose: "the alarm's function", source },
          ["lambda:InvokeFunction"],
          arn,
          context,
        )
      : [];
  });
}

/**
 * What EventBridge does for a target. It sends no account to a topic. Source: EventBridge guide, "Using resource-based
 * policies for Amazon EventBridge", and "Using IAM roles" for tasks of ECS.
 */
export function targetUses({ state }: Standing, graph: Graph): readonly Use[] {
  const page = "docs.aws.amazon.com/eventbridge/latest/userguide";
  const source = `${page}/eb-use-resource-based.html`;
  const events = "events.amazonaws.com";
  const region = graph.regionOf({ state });
  const rule = `arn:aws:events:${region}:${graph.account}:rule/${text(state.rule)}`;
  const asking = { by: events, purpose: `the target of the rule ${text(state.rule)}`, source };
  const arn = text(state.arn);
  const role = text(state.roleArn);
  const own = { "aws:SourceArn": rule };
  const deadLetters = text(partOf(state.deadLetterConfig).arn);
  const lost = deadLetters === "" ? [] : uses(asking, ["sqs:SendMessage"], deadLetters, own);
  if (isTopic(arn)) return [...publication(asking, graph, arn), ...lost];
  if (arn.startsWith("arn:aws:sqs:")) return [...uses(asking, ["sqs:SendMessage"], arn, own), ...lost];
  if (arn.startsWith("arn:aws:lambda:") && role === "")
    return [...uses(asking, ["lambda:InvokeFunction"], arn, own), ...lost];
  if (arn.startsWith("arn:aws:logs:")) {
    const stream = `${arn.replace(/:\*$/, "")}:log-stream:example`;
    return [...uses(asking, ["logs:CreateLogStream", "logs:PutLogEvents"], stream, own), ...lost];
  }
  const action = Object.entries(targetActions).find(([service]) => arn.startsWith(`arn:aws:${service}:`))?.[1];
  if (role === "" || action === undefined) return lost;
  const task = partOf(state.ecsTarget);
  const by = { ...asking, by: role, source: `${page}/eb-use-identity-based.html` };
  return [
    ...takesOn(events, role, by.source, onBehalf(graph, rule)),
    ...(Object.keys(task).length > 0 ? taskUses(by, graph, task, arn) : uses(by, [action], arn)),
    ...lost,
  ];
}

/** What EventBridge asks of a target in a role, by the service of the target. */
const targetActions: Readonly<Record<string, string>> = {
  ecs: "ecs:RunTask",
  events: "events:PutEvents",
  firehose: "firehose:PutRecord",
  kinesis: "kinesis:PutRecord",
  lambda: "lambda:InvokeFunction",
  states: "states:StartExecution",
};

/** A task that a rule starts, whose roles are handed over. */
function taskUses(
  by: Parameters<typeof uses>[0],
  graph: Graph,
  target: Readonly<Record<string, unknown>>,
  cluster: string,
): readonly Use[] {
  const definition = text(target.taskDefinitionArn);
  const task = graph.at(definition);
  const roles = [text(task?.state.executionRoleArn), text(task?.state.taskRoleArn)].filter(Boolean);
  return [
    ...uses(by, ["ecs:RunTask"], definition, { "ecs:cluster": cluster }),
    ...roles.flatMap((role) => uses(by, ["iam:PassRole"], role, { "iam:PassedToService": "ecs-tasks.amazonaws.com" })),
  ];
}

/** Services that publish to a topic for one resource: who, where the topic stands in the resource, and what is sent along. */
interface Notifier {
  readonly by: string;
  readonly topics: (state: Standing["state"]) => readonly string[];
  readonly context: (standing: Standing, graph: Graph) => Context;
  readonly source: string;
}

const ofAccount = (_: Standing, graph: Graph): Context => ({ "aws:SourceAccount": graph.account });

const notifiers: Readonly<Record<string, Notifier>> = {
  "aws:rds/eventSubscription:EventSubscription": {
    by: "events.rds.amazonaws.com",
    topics: ({ snsTopic }) => [text(snsTopic)],
    context: ofAccount,
    source: "docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html",
  },
  // The policy on the page has no condition, so nothing is known to be sent.
  "aws:backup/vaultNotifications:VaultNotifications": {
    by: "backup.amazonaws.com",
    topics: ({ snsTopicArn }) => [text(snsTopicArn)],
    context: () => ({}),
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html",
  },
  "aws:budgets/budget:Budget": {
    by: "budgets.amazonaws.com",
    topics: ({ notifications }) =>
      listed(notifications).flatMap((each) => textsOf(partOf(each).subscriberSnsTopicArns)),
    context: ofAccount,
    source: "docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
  },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    by: "costalerts.amazonaws.com",
    topics: ({ subscribers }) => listed(subscribers).flatMap((each) => text(partOf(each).address)),
    context: ofAccount,
    source: "docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html",
  },
  // Publishes as nobody in particular, and knows the older key alone.
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    by: "elasticache.amazonaws.com",
    topics: ({ notificationTopicArn }) => [text(notificationTopicArn)],
    context: (_, graph) => ({ "aws:SourceOwner": graph.account }),
    source: "docs.aws.amazon.com/AmazonElastiCache/latest/dg/ECEvents.SNS.html",
  },
};

/** The types whose resources a service publishes for. */
export const notifyingTypes = Object.keys(notifiers);

/** A service's notices of one resource. */
export function noticeUses(standing: Standing, graph: Graph): readonly Use[] {
  const notifier = notifiers[standing.type];
  if (notifier === undefined) return [];
  const { by, topics, context, source } = notifier;
  return [...new Set(topics(standing.state))]
    .filter(isTopic)
    .flatMap((topic) => publication({ by, purpose: "a notice", source }, graph, topic, context(standing, graph)));
}
