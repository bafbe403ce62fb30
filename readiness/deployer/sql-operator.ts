import type { PolicyDocument } from "./policies";

/** Where the policy lies, from the root of the project. */
export const sqlOperatorPolicyName = "docs/sql-operator-policy.json";

/**
 * The rights of whoever runs SQL (docs/runbooks/procedures/run-sql.md): to start the SQL tasks of a stage in its cluster,
 * see whether they have ended, and read their logs. `<stage>`, `<account>` and `<region>` are to be replaced. Names of
 * actions, ARNs and condition keys: AWS, Service Authorization Reference.
 */
export function sqlOperatorPolicy(): PolicyDocument {
  const inCluster = { ArnEquals: { "ecs:cluster": "arn:aws:ecs:<region>:<account>:cluster/<stage>-services" } };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RunSqlTasks",
        Effect: "Allow",
        Action: ["ecs:RunTask"],
        Resource: ["arn:aws:ecs:<region>:<account>:task-definition/<stage>-*-sql:*"],
        Condition: inCluster,
      },
      {
        Sid: "WithTheirRoles",
        Effect: "Allow",
        Action: ["iam:PassRole"],
        Resource: ["execution", "task"].map((role) => `arn:aws:iam::<account>:role/<stage>-*-sql-${role}`),
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
      {
        Sid: "WaitForThem",
        Effect: "Allow",
        Action: ["ecs:DescribeTasks"],
        Resource: ["arn:aws:ecs:<region>:<account>:task/<stage>-services/*"],
        Condition: inCluster,
      },
      {
        Sid: "ReadTheirLogs",
        Effect: "Allow",
        Action: ["logs:FilterLogEvents"],
        // The reference has no asterisk behind the group, CloudWatch Logs asks with one (IAM, ARNs of log groups).
        Resource: ["", ":*"].map((end) => `arn:aws:logs:<region>:<account>:log-group:/<stage>/*/sql${end}`),
      },
    ],
  };
}
