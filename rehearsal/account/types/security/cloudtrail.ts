import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
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
    required: ["s3BucketName"],
    references: [
      {
        property: "s3BucketName",
        to: "aws:s3/bucket:Bucket",
        by: ["id", "bucket"],
        missing: "S3BucketDoesNotExistException",
        anyRegion: true,
      },
    ],
    refuses: (creation) => scope(creation) ?? bucket(creation),
  }),
};
