import type { Refusal, WireObject, WireValue } from "./resource-type";
import { isObject, textAt, valuesAt, withoutEnvelopes } from "./wire";

/**
 * Seconds after which a change of IAM counts everywhere: so long does the AWS provider wait where it knows of one.
 * Source: terraform-provider-aws, internal/service/iam/wait.go, propagationTimeout; IAM user guide, "Changes that I make are not
 * always immediately visible".
 */
const settledSeconds = 120;

/** What a service does at once with a role or a principal that it is given. */
interface EarlyUse {
  /** Where the role stands: an input that is its ARN, or a policy that names it. */
  readonly property: string;
  /** For how many seconds the provider repeats the call; 0 where it does not. */
  readonly repeats: number;
  /** The service's error code while it does not count. */
  readonly code: string;
  readonly message: string;
  /** The file of the provider that repeats the call, or does not. */
  readonly source: string;
}

const atlas = "mongodb/terraform-provider-mongodbatlas, internal/service";
const aws = "terraform-provider-aws, internal/service";

/** The calls that check a role at once, by token; of a type that is not here nobody has read it. */
export const earlyUses: Readonly<Record<string, EarlyUse>> = {
  "aws:backup/selection:Selection": {
    property: "iamRoleArn",
    repeats: settledSeconds,
    code: "InvalidParameterValueException",
    message: "cannot be assumed by AWS Backup",
    source: `${aws}/backup/selection.go`,
  },
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": {
    property: "roleArn",
    repeats: 300,
    code: "ValidationException",
    message: "Make sure you have given CloudWatch Logs permission to assume the provided role",
    source: `${aws}/logs/subscription_filter.go`,
  },
  "aws:ec2/flowLog:FlowLog": {
    property: "iamRoleArn",
    repeats: settledSeconds,
    code: "InvalidParameter",
    message: "Unable to assume given IAM role",
    source: `${aws}/ec2/vpc_flow_log.go`,
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    property: "extendedS3Configuration.roleArn",
    repeats: settledSeconds,
    code: "InvalidArgumentException",
    message: "Firehose is unable to assume role",
    source: `${aws}/firehose/delivery_stream.go, retryDeliveryStreamOp`,
  },
  "aws:kms/key:Key": {
    property: "policy",
    repeats: settledSeconds,
    code: "MalformedPolicyDocumentException",
    message: "Policy contains a statement with one or more invalid principals.",
    source: `${aws}/kms/key.go, waitIAMPropagation`,
  },
  "aws:lambda/function:Function": {
    property: "role",
    repeats: settledSeconds,
    code: "InvalidParameterValueException",
    message: "The role defined for the function cannot be assumed by Lambda.",
    source: `${aws}/lambda/function.go, retryFunctionOp`,
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    property: "policy",
    repeats: settledSeconds,
    code: "MalformedPolicy",
    message: "Invalid principal in policy",
    source: `${aws}/s3/bucket_policy.go, bucketPropagationTimeout`,
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    property: "policy",
    repeats: settledSeconds,
    code: "MalformedPolicyDocumentException",
    message: "This resource policy contains an unsupported principal.",
    source: `${aws}/secretsmanager/secret_policy.go`,
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    property: "policy",
    repeats: 0,
    code: "InvalidParameter",
    message: "Invalid parameter: Policy Error: PrincipalNotFound",
    source: `${aws}/sns/topic_policy.go, putTopicPolicy`,
  },
  "aws:synthetics/canary:Canary": {
    property: "executionRoleArn",
    repeats: 2 * settledSeconds,
    code: "ResourceNotReady",
    message: "The role defined for the function cannot be assumed by Lambda.",
    source: `${aws}/synthetics/canary.go`,
  },
  "mongodbatlas:index/cloudProviderAccessAuthorization:CloudProviderAccessAuthorization": {
    property: "aws.iamAssumedRoleArn",
    repeats: 30,
    code: "CANNOT_ASSUME_ROLE",
    message: "Atlas cannot assume the specified role.",
    source: `${atlas}/cloudprovideraccess/resource_cloud_provider_access_authorization.go: three tries, ten seconds apart`,
  },
};

/** Which roles and rights were given so lately that they may not count yet. */
export class Propagation {
  /** When a role, by its name, was made or got other rights. */
  readonly #given = new Map<string, Date>();

  /** Notes what has become of a resource: a role, or a policy of one. */
  changed(type: string, state: WireObject, now: Date): void {
    if (!type.startsWith("aws:iam/")) return;
    const role = textAt(state, type === "aws:iam/role:Role" ? "name" : "role");
    if (role !== undefined) this.#given.set(role, now);
  }

  /** The refusal of a call whose role may not count yet, where the provider does not repeat it. */
  refusal(type: string, inputs: WireObject, now: Date): Refusal | undefined {
    const early = this.#early(type, inputs, now);
    if (early === undefined || early.use.repeats > 0) return undefined;
    const { code, message, source } = early.use;
    return {
      code,
      message: `${message} The role ${early.role} was made or changed ${early.seconds} s ago, and the provider does not repeat the call (${source}).`,
    };
  }

  /** A warning of a call that the provider repeats for a shorter time than a role may take to count. */
  warning(type: string, inputs: WireObject, now: Date): string | undefined {
    const early = this.#early(type, inputs, now);
    if (early === undefined || early.use.repeats === 0 || early.use.repeats >= settledSeconds) return undefined;
    const { property, repeats, code, source } = early.use;
    return `${property}: the role ${early.role} is new; where it takes longer than ${repeats} s to count, this fails with ${code}, and the next "pulumi up" goes on. Source: ${source}.`;
  }

  #early(type: string, inputs: WireObject, now: Date) {
    const use = earlyUses[type];
    if (use === undefined) return undefined;
    const named = valuesAt(withoutEnvelopes(inputs), use.property).flatMap(rolesIn);
    for (const role of named) {
      const seconds = Math.floor((now.getTime() - (this.#given.get(role)?.getTime() ?? -Infinity)) / 1000);
      if (seconds < settledSeconds) return { use, role, seconds };
    }
    return undefined;
  }
}

/** The names of the roles whose ARNs stand in a text or in an object. */
function rolesIn(value: WireValue): readonly string[] {
  const text = isObject(value) ? JSON.stringify(value) : typeof value === "string" ? value : "";
  return [...text.matchAll(/arn:aws:iam::\d{12}:role\/(?:[\w+=,.@/-]*\/)?([\w+=,.@-]+)/g)].map(([, name = ""]) => name);
}
