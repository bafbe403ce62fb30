import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { parsePolicy } from "../policy-language";
import { textOf } from "../wire-text";

type TrailCreation = Creation<aws.cloudtrail.TrailArgs>;

/** CloudTrail writes a test file at once, so the bucket's policy must let it before there is a trail (CreateTrail). */
function bucket({ inputs, account }: TrailCreation): Refusal | undefined {
  const name = inputs.s3BucketName;
  if (name === undefined) return undefined;
  return mayWrite(name, account)
    ? undefined
    : {
        code: "InsufficientS3BucketPolicyException",
        message: `Incorrect S3 bucket policy is detected for bucket: ${name}`,
      };
}

function mayWrite(name: string, account: AccountView): boolean {
  const policy = account.find("aws:s3/bucketPolicy:BucketPolicy", "bucket", name)?.state.policy;
  const statements = parsePolicy(policy);
  if (typeof statements === "string") return false;
  return ["s3:GetBucketAcl", "s3:PutObject"].every((action) =>
    statements.some(
      ({ effect, actions, principals }) =>
        effect === "Allow" &&
        (principals.Service ?? []).includes("cloudtrail.amazonaws.com") &&
        actions.some((each) => each.toLowerCase() === action.toLowerCase()),
    ),
  );
}

/** Source: CreateTrail, "IsMultiRegionTrail" and "IncludeGlobalServiceEvents"; Service Quotas, trails per region. */
function scope({ inputs, account, name }: TrailCreation): Refusal | undefined {
  if (inputs.isMultiRegionTrail === true && inputs.includeGlobalServiceEvents === false) {
    return {
      code: "InvalidParameterCombinationException",
      message: "Multi-Region trail must include global service events.",
    };
  }
  const others = account.list("aws:cloudtrail/trail:Trail").filter(({ state }) => textOf(state.name) !== name);
  return others.length >= 5
    ? { code: "MaximumNumberOfTrailsExceededException", message: "User already has 5 trails in the region." }
    : undefined;
}

/** CloudTrail wants the ARN with `:*` behind it, of a group that is there (CreateTrail, "CloudWatchLogsLogGroupArn"). */
function logGroup({ inputs, account }: TrailCreation): Refusal | undefined {
  const { cloudWatchLogsGroupArn: arn, cloudWatchLogsRoleArn: role } = inputs;
  if (arn === undefined) return undefined;
  if (role === undefined) {
    return {
      code: "InvalidCloudWatchLogsRoleArnException",
      message: "CloudTrail needs a role, in cloudWatchLogsRoleArn, to deliver to a log group.",
    };
  }
  return arn.endsWith(":*") && account.find("aws:cloudwatch/logGroup:LogGroup", "arn", arn.slice(0, -2))
    ? undefined
    : {
        code: "InvalidCloudWatchLogsLogGroupArnException",
        message: `CloudTrail cannot validate the specified log group ARN: ${arn}; it ends in ":*".`,
      };
}

/** The policy of the key must let CloudTrail encrypt (CreateTrail, InsufficientEncryptionPolicyException). */
function keyPolicy({ inputs, account }: TrailCreation): Refusal | undefined {
  const key = ["id", "arn"].map((by) => account.find("aws:kms/key:Key", by, inputs.kmsKeyId)).find(Boolean);
  const own = account.find("aws:kms/keyPolicy:KeyPolicy", "keyId", key?.id)?.state.policy ?? key?.state.policy;
  const statements = parsePolicy(own);
  if (inputs.kmsKeyId === undefined || own === undefined || typeof statements === "string") return undefined;
  const allowed = statements.some(
    ({ effect, actions, principals }) =>
      effect === "Allow" &&
      (principals.Service ?? []).includes("cloudtrail.amazonaws.com") &&
      actions.some((each) => /^(kms:)?(GenerateDataKey.*|\*)$/i.test(each)),
  );
  return allowed
    ? undefined
    : {
        code: "InsufficientEncryptionPolicyException",
        message: `The policy of the key ${inputs.kmsKeyId} does not let cloudtrail.amazonaws.com use it.`,
      };
}

export const cloudtrail: ResourceTypes = {
  "aws:cloudtrail/trail:Trail": resourceType<aws.cloudtrail.TrailArgs, aws.cloudtrail.TrailState>({
    title: "CloudTrail Trail",
    name: {
      property: "name",
      pattern: /[A-Za-z0-9](?:[._-]?[A-Za-z0-9])*/,
      minLength: 3,
      maxLength: 128,
      allowed: "3 to 128 letters, digits, dots, hyphens and underscores, letters or digits at both ends",
      taken: "TrailAlreadyExistsException",
    },
    id: ({ name, arn }) => arn("cloudtrail", `trail/${name}`),
    taggable: true,
    defaults: {
      enableLogging: true,
      enableLogFileValidation: false,
      includeGlobalServiceEvents: true,
      isMultiRegionTrail: false,
      isOrganizationTrail: false,
    },
    empty: { snsTopicArn: "" },
    computed: { arn: ({ id }) => id, homeRegion: ({ account }) => account.region },
    replaces: ["name"],
    references: [
      {
        property: "s3BucketName",
        to: "aws:s3/bucket:Bucket",
        by: ["id", "bucket"],
        missing: "S3BucketDoesNotExistException",
        anyRegion: true,
      },
      {
        property: "cloudWatchLogsRoleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "InvalidCloudWatchLogsRoleArnException",
        assumedBy: "cloudtrail.amazonaws.com",
      },
      {
        property: "kmsKeyId",
        to: ["aws:kms/key:Key", "aws:kms/alias:Alias"],
        by: ["id", "arn", "name"],
        missing: "KmsKeyNotFoundException",
        unusable: "KmsException",
      },
    ],
    refuses: firstRefusal(scope, bucket, logGroup, keyPolicy),
  }),
};
