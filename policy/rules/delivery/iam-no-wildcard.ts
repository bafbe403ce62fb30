import type { RuleContext } from "../../context";
import { narrows } from "../../selectors/conditions";
import { eachGrantedStatement, grantTypes } from "../../selectors/granted-policies";
import type { GrantArgs } from "../../selectors/granted-policies";
import { coversWholeService, isAnything, namesNothing, withoutVariables } from "../../selectors/iam-pattern";
import { tooWideManagedPolicy } from "../../selectors/access/managed-policies";
import type { Statement } from "../../selectors/policy-document";
import { resourceRule } from "../../rule";

/** The same with the policies that are attached by their ARN. */
interface AttachedArgs extends GrantArgs {
  readonly policyArn: string;
  readonly managedPolicyArn: string;
  readonly managedPolicyArns: readonly string[];
  readonly policyArns: readonly string[];
}

/**
 * Actions that AWS grants on "*" only, because they name no resource. Source: the service authorization reference,
 * actions without a resource type.
 */
const withoutResource =
  /^(ecr:GetAuthorizationToken|cloudwatch:(PutMetricData|ListMetrics|GetMetric(Data|Statistics)|DescribeAlarms\w*)|xray:\w+|ssmmessages:\w+|logs:(DescribeLogGroups|(Create|Get|Update|Delete|List)LogDeliver(y|ies)|PutResourcePolicy|DescribeResourcePolicies)|(ec2|autoscaling|elasticloadbalancing|application-autoscaling):Describe(\w+|\*)|ecs:(ListClusters|ListTaskDefinitions|DescribeTaskDefinition|RegisterTaskDefinition|DeregisterTaskDefinition)|ec2:((Create|Delete)NetworkInterface|(Assign|Unassign)PrivateIpAddresses)|s3:ListAllMyBuckets|sts:GetCallerIdentity|tag:GetResources|kms:(ListAliases|GenerateRandom)|secretsmanager:(GetRandomPassword|ListSecrets))$/;

/** Keys of conditions by which a statement on every resource still speaks of some only. */
const ofSome = /ResourceTag\/|^ecs:cluster$|^cloudwatch:namespace$|^kms:(ViaService|ResourceAliases)$/i;

/** What the alias of every key begins with. */
const alias = /^alias\//i;

export const iamNoWildcard = resourceRule<AttachedArgs>({
  id: "iam-no-wildcard",
  title: "IAM policies allow no wildcard actions or resources, and no administrator or full-access policy is attached",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-SEC-03", "DS-HRD-04", "DS-HRD-06"],
  frameworks: ["FSBP IAM.1", "FSBP IAM.21", "Checkov CKV_AWS_62", "Checkov CKV_AWS_63", "cdk-nag IAM5"],
  remediation:
    "List the actions and the ARNs; role/* and arn:aws:s3:::* count as wildcards. Put actions without resource-level permissions in a separate statement.",
  example: 'policy: { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] }',
  types: [
    ...grantTypes,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
  ],
  check({ props }, context) {
    eachGrantedStatement(props, context, (statement) => {
      const found = statement.effect === "Allow" ? tooWide(statement) : undefined;
      if (found === undefined) return;
      context.fails({ found, needed: "named actions on named resources", setting: "policy" });
    });
    for (const property of ["policyArn", "managedPolicyArn"] as const) {
      context.guard(() => {
        if (property in props) requiresNoAdministrator(props[property] ?? "", context);
      });
    }
    for (const property of ["managedPolicyArns", "policyArns"] as const) {
      context.each(
        () => props[property],
        (arn) => {
          requiresNoAdministrator(arn, context);
        },
      );
    }
  },
});

/** Why a statement is too wide; undefined if it is not. */
function tooWide({ actions, resources, inverted, conditions }: Statement): string | undefined {
  if (inverted) return "an Allow statement with NotAction or NotResource";
  const everything = actions.find(coversWholeService);
  if (everything !== undefined) return `the action ${everything}`;
  const open = resources.find(namesNothing);
  if (open === undefined || narrows(conditions, isOfSome)) return undefined;
  const unbound = actions.find((action) => !withoutResource.test(action));
  if (unbound === undefined) return undefined;
  return isAnything(open)
    ? `the action ${unbound} on every resource`
    : `the action ${unbound} on everything that matches ${open}`;
}

/** Whether a condition on this key with this value is about some resources; a variable has one value per request. */
function isOfSome(key: string, value: string): boolean {
  return ofSome.test(key) && !isAnything(withoutVariables(value, "fixed").replace(alias, ""));
}

function requiresNoAdministrator(arn: string, context: RuleContext): void {
  context.requires({
    read: () => arn,
    accept: (value) => tooWideManagedPolicy(value) === undefined,
    found: (value) => `the managed policy ${tooWideManagedPolicy(value) ?? ""}`,
    needed: "a policy with only the permissions that the role needs",
    setting: "policyArn",
  });
}
