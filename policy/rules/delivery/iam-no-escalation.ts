import { escalationIn } from "../../selectors/access/escalation";
import { eachGrantedStatement, grantTypes } from "../../selectors/granted-policies";
import type { GrantArgs } from "../../selectors/granted-policies";
import { resourceRule } from "../../rule";

export const iamNoEscalation = resourceRule<GrantArgs>({
  id: "iam-no-escalation",
  title: "IAM policies allow no action by which a principal could gain more permissions",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-HRD-04", "DS-HRD-06"],
  frameworks: ["Checkov CKV_AWS_286", "Checkov CKV_AWS_289"],
  remediation:
    "Remove the action. iam:PassRole needs the ARN of the role and a StringEquals condition on iam:PassedToService; attaching policies needs one on iam:PolicyARN or iam:PermissionsBoundary; kms:CreateGrant needs kms:GrantIsForAWSResource.",
  example: 'Action: "iam:PutRolePolicy", Resource: "arn:aws:iam::123456789012:role/production-api"',
  types: grantTypes,
  check({ props }, context) {
    eachGrantedStatement(props, context, (statement) => {
      const action = escalationIn(statement);
      if (action === undefined) return;
      context.fails({
        found: `the action ${action}, with which a principal can gain more permissions`,
        needed: "no such action, or a condition that limits what it gives",
        setting: "policy",
      });
    });
  },
});
