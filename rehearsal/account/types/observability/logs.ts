import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
import { deliveryStreamType } from "./firehose";
import { mayInvoke } from "../compute/lambda-permissions";
import { firstRefusal } from "../first-refusal";
import { parsePolicy, trusts } from "../policy-language";
import { textOf } from "../wire-text";

const logGroup = "aws:cloudwatch/logGroup:LogGroup";

const invalid = (message: string): Refusal => ({ code: "InvalidParameterException", message });

/** CloudWatch Logs encrypts with a key only when the key's own policy lets its regional service principal use it. */
export function logKeyRefusal({ inputs, name, account }: Creation<aws.cloudwatch.LogGroupArgs>): Refusal | undefined {
  if (inputs.kmsKeyId === undefined) return undefined;
  const key = account.find("aws:kms/key:Key", "arn", inputs.kmsKeyId);
  const ownPolicy = account.find("aws:kms/keyPolicy:KeyPolicy", "keyId", key?.id)?.state.policy;
  const statements = parsePolicy(ownPolicy ?? key?.state.policy);
  const allowed =
    typeof statements !== "string" &&
    statements.some(
      ({ effect, principals }) =>
        effect === "Allow" &&
        [`logs.${account.region}.amazonaws.com`, "logs.amazonaws.com"].some((service) =>
          (principals.Service ?? []).includes(service),
        ),
    );
  return allowed
    ? undefined
    : {
        code: "AccessDeniedException",
        message: `The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:${account.region}:${account.accountId}:log-group:${name}'`,
      };
}

/** At most so many of a kind stand on one log group (CloudWatch Logs quotas). */
const perGroup =
  <Args>(type: string, property: keyof Args & string, limit: number) =>
  ({ inputs, id, account }: Creation<Args>): Refusal | undefined => {
    const wanted = textOf(inputs[property]);
    const others = account.list(type).filter((other) => other.id !== id && other.state[property] === wanted);
    return others.length >= limit ? { code: "LimitExceededException", message: "Resource limit exceeded." } : undefined;
  };

/**
 * CloudWatch Logs sends a test record to a stream before it takes the filter, in a role that it can take on; and a filter
 * for a stream has a role (PutSubscriptionFilter).
 */
function streamRole({ inputs, account }: Creation<aws.cloudwatch.LogSubscriptionFilterArgs>): Refusal | undefined {
  if (!/^arn:aws:(firehose|kinesis):/.test(textOf(inputs.destinationArn))) return undefined;
  const role = account.find("aws:iam/role:Role", "arn", inputs.roleArn);
  if (inputs.roleArn === undefined) return invalid("destinationArn for vendor firehose cannot be used without roleArn");
  if (role === undefined) return undefined;
  const regional = `logs.${account.region}.amazonaws.com`;
  const takesOn = ["logs.amazonaws.com", regional].some((service) => trusts(role.state.assumeRolePolicy, service));
  return takesOn && hasRights(role.id, account)
    ? undefined
    : invalid(
        "Could not deliver test message to specified Firehose stream. Check if the given Firehose stream is in ACTIVE state.",
      );
}

/** CloudWatch Logs calls a function once before it takes the filter (PutSubscriptionFilter). */
function functionRights({ inputs, account }: Creation<aws.cloudwatch.LogSubscriptionFilterArgs>): Refusal | undefined {
  const group = account.find(logGroup, "name", textOf(inputs.logGroup));
  const source = `${textOf(group?.state.arn)}:*`;
  const services = ["logs.amazonaws.com", `logs.${account.region}.amazonaws.com`];
  const answers = services.map((service) => mayInvoke(account, service, inputs.destinationArn, source));
  return answers.every((answer) => answer === false)
    ? invalid(
        "Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.",
      )
    : undefined;
}

/** A group of the class INFREQUENT_ACCESS has no filters (CloudWatch Logs user guide, "Log classes"). */
const classWithFilters =
  <Args>(property: keyof Args & string) =>
  ({ inputs, account }: Creation<Args>): Refusal | undefined => {
    const group = account.find(logGroup, "name", textOf(inputs[property]));
    const name = textOf(group?.state.logGroupClass, "STANDARD");
    return name === "STANDARD"
      ? undefined
      : { code: "InvalidOperationException", message: `This operation is not supported for the log class ${name}.` };
  };

/** Whether a role has any policy at all; what a policy says is not judged here. */
function hasRights(role: string, account: AccountView): boolean {
  return ["aws:iam/rolePolicy:RolePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"].some((type) =>
    account.list(type).some(({ state }) => state.role === role),
  );
}

const groupReference = { to: logGroup, by: ["name", "id"], missing: "ResourceNotFoundException" } as const;

/** The id of what has its name within a log group: the provider's own is the bare name, or a number made from the group's. */
const inGroup = (group: unknown, name: string): string => `${textOf(group)}:${name}`;

/** The name of a filter, a stream or a query. */
const filterName = {
  property: "name",
  pattern: /[^:*]+/,
  maxLength: 512,
  allowed: "1 to 512 characters without colons and asterisks",
  taken: "ResourceAlreadyExistsException",
} as const;

export const logs: ResourceTypes = {
  [logGroup]: resourceType<aws.cloudwatch.LogGroupArgs, aws.cloudwatch.LogGroupState>({
    title: "CloudWatch Logs Log Group",
    empty: { namePrefix: "" },
    name: {
      property: "name",
      pattern: /(?!aws\/)[.\-_/#A-Za-z0-9]+/,
      maxLength: 512,
      allowed: "1 to 512 letters, digits and . - _ / #, not beginning aws/",
      taken: "ResourceAlreadyExistsException",
    },
    taggable: true,
    defaults: { retentionInDays: 0, skipDestroy: false, logGroupClass: "STANDARD", deletionProtectionEnabled: false },
    computed: { arn: ({ name, arn }) => arn("logs", `log-group:${name}`) },
    replaces: ["name", "namePrefix", "logGroupClass"],
    references: [{ property: "kmsKeyId", to: "aws:kms/key:Key", by: "arn", missing: "InvalidParameterException" }],
    refuses: logKeyRefusal,
    refusesDeletion: ({ deletionProtectionEnabled }) =>
      deletionProtectionEnabled === true
        ? { code: "ValidationException", message: "The log group has deletion protection and cannot be deleted." }
        : undefined,
  }),
  "aws:cloudwatch/logStream:LogStream": resourceType<aws.cloudwatch.LogStreamArgs, aws.cloudwatch.LogStreamState>({
    title: "CloudWatch Logs Log Stream",
    name: { ...filterName, uniqueIn: "logGroupName" },
    id: ({ inputs, name }) => inGroup(inputs.logGroupName, name),
    computed: {
      arn: ({ inputs, name, arn }) => arn("logs", `log-group:${inputs.logGroupName ?? ""}:log-stream:${name}`),
    },
    replaces: ["name", "logGroupName"],
    references: [{ property: "logGroupName", ...groupReference }],
  }),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": resourceType<
    aws.cloudwatch.LogMetricFilterArgs,
    aws.cloudwatch.LogMetricFilterState
  >({
    title: "CloudWatch Logs Metric Filter",
    empty: { applyOnTransformedLogs: false },
    name: { ...filterName, uniqueIn: "logGroupName" },
    id: ({ inputs, name }) => inGroup(inputs.logGroupName, name),
    replaces: ["name", "logGroupName"],
    references: [{ property: "logGroupName", ...groupReference }],
    refuses: firstRefusal(
      perGroup("aws:cloudwatch/logMetricFilter:LogMetricFilter", "logGroupName", 100),
      classWithFilters("logGroupName"),
    ),
  }),
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": resourceType<
    aws.cloudwatch.LogSubscriptionFilterArgs,
    aws.cloudwatch.LogSubscriptionFilterState
  >({
    title: "CloudWatch Logs Subscription Filter",
    empty: { applyOnTransformedLogs: false, roleArn: "" },
    name: { ...filterName, uniqueIn: "logGroup" },
    id: ({ inputs, name }) => inGroup(inputs.logGroup, name),
    defaults: { distribution: "ByLogStream" },
    replaces: ["name", "logGroup", "destinationArn"],
    references: [
      { property: "logGroup", ...groupReference },
      { property: "roleArn", to: "aws:iam/role:Role", by: "arn", missing: "InvalidParameterException" },
      {
        property: "destinationArn",
        to: deliveryStreamType,
        by: "arn",
        missing: "InvalidParameterException",
        // Functions, streams of Kinesis and destinations of other accounts are not looked for.
        except: /^arn:aws:(?!firehose:)/,
      },
    ],
    refuses: firstRefusal(
      perGroup("aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter", "logGroup", 2),
      classWithFilters("logGroup"),
      streamRole,
      functionRights,
    ),
  }),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": resourceType<
    aws.cloudwatch.LogResourcePolicyArgs,
    aws.cloudwatch.LogResourcePolicyState
  >({
    title: "CloudWatch Logs Resource Policy",
    puts: true,
    empty: { policyScope: "", revisionId: "" },
    id: ({ inputs, hex }) => inputs.policyName ?? inputs.resourceArn ?? hex(20),
    replaces: ["policyName", "resourceArn"],
    refuses: ({ inputs, id, account }) => {
      const type = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
      if (id === "" && account.list(type).length >= 10) {
        return { code: "LimitExceededException", message: "Resource limit exceeded." };
      }
      const document = textOf(inputs.policyDocument);
      const statements = parsePolicy(document);
      if (typeof statements === "string") return invalid(statements);
      return document.length > 5120 ? invalid("The policy document is longer than 5120 characters.") : undefined;
    },
  }),
};
