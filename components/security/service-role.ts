import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { permissionsBoundary } from "./permissions-boundary";
import { policyDocument } from "./policy-document";
import type { PolicyConditions, PolicyStatement } from "./policy-document";

/** The principal and the rights of a role. */
export interface ServiceRoleArgs {
  stage: Stage;
  /** The service principal that takes the role on: `ecs-tasks.amazonaws.com`. */
  service: string;
  /** The stage's own account, twelve digits: the service may act only for resources of this account. */
  accountId: string;
  /** The role's description in the console, one sentence. */
  description: string;
  /** ARNs of managed policies; prefer statements if AWS has no minimal policy. @default none */
  managedPolicyArns?: readonly string[];
  /** Statements in addition to its managed policies. @default none */
  statements?: readonly RoleStatement[];
  /** Further conditions of the trust policy, besides the account. @default none */
  trustConditions?: PolicyConditions;
}

/** A statement of a role's inline policy; its effect is always Allow. */
export type RoleStatement = Omit<PolicyStatement, "effect" | "principals">;

const ofNoAccount = (): PolicyConditions => ({});

/**
 * Services that assume a role with a key other than `aws:SourceAccount`, or without one, so that a condition on it
 * would lock them out. Without a key, `iam:PassRole`, which cannot cross accounts, protects the role. Sources:
 * the IAM user guide on passing roles; the false positives reported to Prowler's check of this condition
 * (prowler-cloud/prowler#2810, #4714); the trust policies of the two guides below.
 */
const otherConditions: Readonly<Record<string, (accountId: string) => PolicyConditions>> = {
  "apigateway.amazonaws.com": ofNoAccount,
  "backup.amazonaws.com": ofNoAccount,
  "cloudtrail.amazonaws.com": ofNoAccount,
  "ec2.amazonaws.com": ofNoAccount,
  // ECS acting on infrastructure; its guide gives the role no condition. Tasks have a principal of their own.
  "ecs.amazonaws.com": ofNoAccount,
  // The Firehose guide, "Controlling access", has no condition on a source; public configurations use this one.
  "firehose.amazonaws.com": (accountId) => ({ StringEquals: { "sts:ExternalId": accountId } }),
  "glue.amazonaws.com": ofNoAccount,
  "lambda.amazonaws.com": ofNoAccount,
  // CloudWatch Logs guide, "Log group-level subscription filters".
  "logs.amazonaws.com": (accountId) => ({ ArnLike: { "aws:SourceArn": `arn:aws:logs:*:${accountId}:*` } }),
};

/**
 * A role for one AWS service. Only that service can assume it, and only for a resource of the stage's account
 * (`aws:SourceAccount`, or the service's own key), so that no resource of another account can use it through the service
 * (the "confused deputy").
 * The physical name is `<stage>-<name>`; policies become children of `options.parent`, like the role. Free of charge.
 */
export function serviceRole(name: string, args: ServiceRoleArgs, options: pulumi.CustomResourceOptions): iam.Role {
  const role = new iam.Role(
    name,
    {
      name: physicalName("iamRole", args.stage, name),
      description: args.description,
      assumeRolePolicy: trustPolicy(args),
      permissionsBoundary: permissionsBoundary(args.stage, args.accountId),
    },
    options,
  );
  const child: pulumi.CustomResourceOptions = { ...options, parent: options.parent ?? role };
  for (const policyArn of args.managedPolicyArns ?? []) {
    const policy = policyArn.split("/").pop() ?? policyArn;
    new iam.RolePolicyAttachment(`${name}-${policy}`, { role: role.name, policyArn }, child);
  }
  if (args.statements !== undefined && args.statements.length > 0) {
    const statements = args.statements.map((statement) => ({ effect: "Allow" as const, ...statement }));
    new iam.RolePolicy(`${name}-policy`, { role: role.name, policy: policyDocument(statements) }, child);
  }
  return role;
}

/**
 * The ARN of a role with one managed policy of AWS, known once the policy is attached: the service checks the role's
 * rights at once, and refuses one without them. `attachment` is the logical name of the attachment.
 */
export function managedRoleArn(
  name: string,
  args: Omit<ServiceRoleArgs, "managedPolicyArns" | "statements">,
  { attachment, policyArn }: { readonly attachment: string; readonly policyArn: string },
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const role = serviceRole(name, args, options);
  const attached = new iam.RolePolicyAttachment(
    attachment,
    { role: role.name, policyArn },
    { ...options, parent: options.parent ?? role },
  );
  return pulumi.all([role.arn, attached.policyArn]).apply(([arn]) => arn);
}

function trustPolicy(args: ServiceRoleArgs): pulumi.Output<string> {
  const conditions = trustConditions(args);
  return policyDocument([
    {
      sid: "ServiceOfThisAccount",
      effect: "Allow",
      principals: { Service: [args.service] },
      actions: ["sts:AssumeRole"],
      ...(Object.keys(conditions).length > 0 && { conditions }),
    },
  ]);
}

function trustConditions({ service, accountId, trustConditions: further = {} }: ServiceRoleArgs): PolicyConditions {
  const own = otherConditions[service]?.(accountId) ?? { StringEquals: { "aws:SourceAccount": accountId } };
  return {
    ...own,
    ...further,
    ...Object.fromEntries(Object.entries(own).map(([operator, keys]) => [operator, { ...keys, ...further[operator] }])),
  };
}
