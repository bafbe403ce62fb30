import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { securityGroupReference } from "../network/ec2-security-groups";
import { textOf, uuid } from "../wire-text";

const canaryType = "aws:synthetics/canary:Canary";

type CanaryCreation = Creation<aws.synthetics.CanaryArgs>;

const validation = (message: string): Refusal => ({ code: "ValidationException", message });

/** Buckets and objects, in the spellings the SDK has had for them. */
const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const objectTypes = ["aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject"];

/** Runtimes AWS no longer creates canaries for. Source: CloudWatch guide, "Runtime versions support policy". */
const retired = /^syn-(1\.0|nodejs-2\.[0-2]|nodejs-puppeteer-([3-6]\.\d+|7\.0)|python-selenium-([1-4]\.\d+|5\.[01]))$/;

const runtime = /^syn-(nodejs|nodejs-puppeteer|nodejs-playwright|python-selenium|java)-\d+\.\d+$/;

function runtimeVersion({ inputs }: CanaryCreation): Refusal | undefined {
  const version = textOf(inputs.runtimeVersion);
  if (retired.test(version)) return validation(`Deprecated runtime version: ${version}. Choose a newer one.`);
  return runtime.test(version) ? undefined : validation(`Invalid runtime version: ${version}.`);
}

/** The script is a local zip file or an object in a bucket, and the handler names a file in it. */
function script({ inputs, account }: CanaryCreation): Refusal | undefined {
  if ((inputs.zipFile === undefined) === (inputs.s3Bucket === undefined)) {
    return validation("Give either zipFile or s3Bucket with s3Key, not both or neither.");
  }
  if (!/^([0-9a-zA-Z_-]+(\/|\.))*[0-9a-zA-Z_\\-]+(\.|::)[^\s]+$/.test(textOf(inputs.handler))) {
    return validation(`Invalid handler: ${textOf(inputs.handler)}; it is of the form file.function.`);
  }
  if (inputs.s3Bucket === undefined) return undefined;
  const found = objectTypes
    .flatMap((type) => account.list(type))
    .some(({ state }) => state.bucket === inputs.s3Bucket && state.key === inputs.s3Key);
  return found ? undefined : validation(`The script s3://${inputs.s3Bucket}/${textOf(inputs.s3Key)} does not exist.`);
}

function artifacts({ inputs, account }: CanaryCreation): Refusal | undefined {
  const bucket = /^(?:s3:\/\/)?([^/]+)/.exec(textOf(inputs.artifactS3Location))?.[1];
  const found = bucketTypes
    .flatMap((type) => account.list(type))
    .some(({ id, state }) => id === bucket || state.bucket === bucket);
  return found ? undefined : validation(`The artifact bucket ${textOf(bucket)} does not exist.`);
}

function run({ inputs }: CanaryCreation): Refusal | undefined {
  const { timeoutInSeconds, memoryInMb } = inputs.runConfig ?? {};
  if (memoryInMb !== undefined && (memoryInMb < 960 || memoryInMb > 3008 || memoryInMb % 64 !== 0)) {
    return validation(`MemoryInMB is ${memoryInMb}; it must be a multiple of 64 between 960 and 3008.`);
  }
  if (timeoutInSeconds !== undefined && (timeoutInSeconds < 3 || timeoutInSeconds > 840)) {
    return validation(`TimeoutInSeconds is ${timeoutInSeconds}; it must be between 3 and 840.`);
  }
  return schedule(textOf(inputs.schedule?.expression));
}

function schedule(expression: string): Refusal | undefined {
  const rate = /^rate\((\d+) (minute|minutes|hour)\)$/.exec(expression);
  const minutes = Number(rate?.[1]) * (rate?.[2] === "hour" ? 60 : 1);
  const fits = rate ? minutes <= 60 : /^cron\(.+\)$/.test(expression);
  return fits ? undefined : validation(`Invalid schedule expression: ${expression}.`);
}

export const synthetics: ResourceTypes = {
  [canaryType]: resourceType<aws.synthetics.CanaryArgs, aws.synthetics.CanaryState>({
    title: "CloudWatch Synthetics Canary",
    empty: { runConfig: {} },
    name: {
      property: "name",
      pattern: /[0-9a-z_-]+/,
      maxLength: 255,
      allowed: "1 to 255 lower-case letters, digits, hyphens and underscores",
      taken: "ConflictException",
    },
    taggable: true,
    defaults: { failureRetentionPeriod: 31, successRetentionPeriod: 31, deleteLambda: false, startCanary: false },
    computed: {
      arn: ({ name, arn }) => arn("synthetics", `canary:${name}`),
      engineArn: (creation) => creation.arn("lambda", `function:cwsyn-${creation.name}-${uuid(creation)}:1`),
      sourceLocationArn: (creation) => creation.arn("lambda", `layer:cwsyn-${creation.name}-${uuid(creation)}:1`),
      status: ({ inputs }) => (inputs.startCanary === true ? "RUNNING" : "READY"),
      timelines: () => [],
    },
    replaces: ["name"],
    references: [
      {
        property: "executionRoleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "ValidationException",
        // A canary runs as a function (CloudWatch guide, "Required roles and permissions for canaries").
        assumedBy: "lambda.amazonaws.com",
      },
      {
        property: "vpcConfig.subnetIds[]",
        to: "aws:ec2/subnet:Subnet",
        by: "id",
        missing: "ValidationException",
        inUse: "DependencyViolation",
      },
      {
        ...securityGroupReference,
        property: "vpcConfig.securityGroupIds[]",
        missing: "ValidationException",
        inUse: "DependencyViolation",
      },
    ],
    oneNetwork: [
      { properties: ["vpcConfig.subnetIds[]", "vpcConfig.securityGroupIds[]"], code: "ValidationException" },
    ],
    refuses: firstRefusal(runtimeVersion, script, artifacts, run),
  }),
};
