import { arns, arnsAnywhere, boundaryArn, created, describing, everything, reading, tagged } from "./service-rights";
import type { ServiceRights } from "./service-rights";

/** What runs, and what watches it: network, containers, functions, roles, logs, alarms. */
export const runningRights: readonly ServiceRights[] = [
  {
    service: "application-autoscaling",
    modules: ["appautoscaling"],
    changes: [
      {
        actions: ["RegisterScalableTarget", "DeregisterScalableTarget", "PutScalingPolicy", "DeleteScalingPolicy"],
        resources: arns("application-autoscaling", "scalable-target/*"),
        condition: { StringEquals: { "application-autoscaling:service-namespace": "ecs" } },
      },
      { actions: ["TagResource", "UntagResource"], resources: arns("application-autoscaling", "scalable-target/*") },
    ],
    reads: describing,
  },
  {
    service: "budgets",
    modules: ["budgets"],
    changes: [
      {
        actions: ["ModifyBudget", "TagResource", "UntagResource"],
        resources: ["arn:aws:budgets::<account>:budget/<stage>-*"],
      },
    ],
    reads: ["ListTagsForResource", "ViewBudget"],
  },
  {
    service: "ce",
    modules: ["costexplorer"],
    // Monitors and subscriptions have ids that AWS gives out, and no name in their ARNs.
    changes: [
      { actions: ["CreateAnomalyMonitor", "CreateAnomalySubscription"], resources: ["*"], condition: created },
      {
        actions: ["DeleteAnomaly*", "TagResource", "UntagResource", "UpdateAnomaly*"],
        resources: ["anomalymonitor/*", "anomalysubscription/*"].map((kind) => `arn:aws:ce::<account>:${kind}`),
        condition: tagged,
      },
    ],
    reads: ["GetAnomalyMonitors", "GetAnomalySubscriptions", "ListTagsForResource"],
  },
  {
    service: "cloudtrail",
    modules: ["cloudtrail"],
    changes: [everything(...arns("cloudtrail", "trail/<stage>-*"))],
    reads: ["DescribeTrails", "GetEventSelectors", "GetTrail", "GetTrailStatus", "ListTags"],
  },
  {
    service: "cloudwatch",
    modules: ["cloudwatch"],
    changes: [
      everything(...arnsAnywhere("cloudwatch", "alarm:<stage>-*"), "arn:aws:cloudwatch::<account>:dashboard/<stage>-*"),
      // Target tracking makes its alarms with the rights of whoever puts the policy.
      {
        actions: ["DeleteAlarms", "PutMetricAlarm"],
        resources: arns("cloudwatch", "alarm:TargetTracking-service/<stage>-*"),
      },
    ],
    reads: reading,
  },
  {
    service: "ec2",
    modules: ["ec2", "vpc"],
    changes: [
      {
        actions: ["AllocateAddress", "Create*"],
        resources: ["*"],
        condition: { StringEquals: { "aws:RequestedRegion": "<region>" } },
      },
      {
        actions: [
          "Associate",
          "Attach",
          "Authorize",
          "Delete",
          "Detach",
          "Disassociate",
          "Modify",
          "Release",
          "Replace",
          "Revoke",
          "Update",
        ].map((verb) => `${verb}*`),
        resources: arns("ec2", "*"),
        condition: tagged,
      },
    ],
    reads: ["Describe*"],
  },
  {
    service: "ecr",
    modules: ["ecr"],
    changes: [everything(...arns("ecr", "repository/<stage>/*"))],
    reads: ["DescribeRepositories"],
  },
  {
    service: "ecs",
    modules: ["ecs"],
    changes: [
      everything(...arns("ecs", "cluster/<stage>-*", "service/<stage>-*", "service-deployment/<stage>-*")),
      {
        actions: ["DeleteTaskDefinitions", "RegisterTaskDefinition", "TagResource", "UntagResource"],
        resources: arns("ecs", "task-definition/<stage>-*"),
      },
      // Migrations, and not the SQL tasks: those have a policy of their own (sql-operator.ts).
      { actions: ["RunTask"], resources: arns("ecs", "task-definition/<stage>-*-migration:*") },
      { actions: ["DeregisterTaskDefinition"], resources: ["*"] },
    ],
    reads: describing,
  },
  {
    service: "events",
    modules: ["cloudwatch"],
    changes: [everything(...arnsAnywhere("events", "rule/<stage>-*"))],
    reads: describing,
  },
  {
    service: "firehose",
    modules: ["kinesis"],
    changes: [everything(...arns("firehose", "deliverystream/<stage>-*"))],
    reads: ["ListDeliveryStreams"],
  },
  {
    service: "iam",
    modules: ["iam"],
    changes: [
      {
        // Whoever gives a role rights could give it all: the boundary keeps every role of the stage within it.
        actions: [
          "AttachRolePolicy",
          "CreateRole",
          "DeleteRolePolicy",
          "DetachRolePolicy",
          "PutRolePermissionsBoundary",
          "PutRolePolicy",
          "UpdateAssumeRolePolicy",
        ],
        resources: ["arn:aws:iam::<account>:role/<stage>-*"],
        condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
      },
      {
        actions: ["DeleteRole", "TagRole", "UntagRole", "UpdateRole", "UpdateRoleDescription"],
        resources: ["arn:aws:iam::<account>:role/<stage>-*"],
      },
      { actions: ["CreateServiceLinkedRole"], resources: ["arn:aws:iam::<account>:role/aws-service-role/*"] },
    ],
    reads: [
      "GetPolicy",
      "GetPolicyVersion",
      "GetRole",
      "GetRolePolicy",
      "ListAttachedRolePolicies",
      "ListInstanceProfilesForRole",
      "ListRolePolicies",
      "ListRoleTags",
    ],
  },
  {
    service: "lambda",
    modules: ["lambda"],
    changes: [
      {
        actions: [
          "Add*",
          "Create*",
          "Delete*",
          "Get*",
          "List*",
          "Publish*",
          "Put*",
          "Remove*",
          "*TagResource",
          "Update*",
        ],
        resources: arns("lambda", "function:<stage>-*"),
      },
      // The stack runs this one, and whoever verifies asks the others (verify/verifier-policy.ts).
      { actions: ["InvokeFunction"], resources: arns("lambda", "function:<stage>-*-database-roles") },
      // Synthetics makes a canary's function and layer with the rights of whoever makes the canary.
      everything(...arns("lambda", "function:cwsyn-<stage>-*", "layer:cwsyn-<stage>-*")),
    ],
    reads: [],
  },
  {
    service: "logs",
    modules: ["cloudwatch"],
    changes: [
      // What is done with log groups, and nothing that reads what applications have logged.
      {
        actions: ["Associate*", "Create*", "Delete*", "Disassociate*", "Put*", "TagResource", "UntagResource"],
        resources: arnsAnywhere(
          "logs",
          ...["/<stage>/", "/aws/*/<stage>-", "/aws/lambda/cwsyn-<stage>-", "aws-waf-logs-<stage>-", "<stage>-"].map(
            (start) => `log-group:${start}*`,
          ),
        ),
      },
      everything(...arnsAnywhere("logs", "delivery-source:<stage>-*", "delivery-destination:<stage>-*", "delivery:*")),
      {
        actions: ["PutResourcePolicy", "CreateLogDelivery", "UpdateLogDelivery", "DeleteLogDelivery"],
        resources: ["*"],
      },
    ],
    // No Get* here: it would read what applications have logged.
    reads: ["Describe*", "GetDelivery*", "GetLogDelivery", "List*"],
  },
  {
    service: "sns",
    modules: ["sns"],
    changes: [everything(...arnsAnywhere("sns", "<stage>-*"))],
    reads: ["GetSubscriptionAttributes", "List*"],
  },
  {
    service: "ssm",
    modules: ["ssm"],
    changes: [everything(...arns("ssm", "parameter/<stage>/*"))],
    reads: ["DescribeParameters"],
  },
  {
    service: "synthetics",
    modules: ["synthetics"],
    changes: [everything(...arns("synthetics", "canary:<stage>-*")), { actions: ["CreateCanary"], resources: ["*"] }],
    reads: describing,
  },
];
