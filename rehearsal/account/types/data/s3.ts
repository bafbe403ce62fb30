import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceType, ResourceTypes, WireObject } from "../../resource-type";
import { bucketConfigurationTypes, bucketReference, websiteDomain } from "./s3-configurations";
import { textOf } from "../wire-text";

const objectTypes = ["aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject"];

/** The hosted zones of S3's own names, by region (AWS general reference, Amazon S3 website endpoints). */
const hostedZones: Readonly<Record<string, string>> = {
  "af-south-1": "Z83WF9RJE8B12",
  "eu-central-1": "Z21DNDUVLTQW6Q",
  "eu-west-1": "Z1BKCTXD74EZPE",
  "eu-west-2": "Z3GKZC51ZF0DB4",
  "us-east-1": "Z3AQBSTGFYJSTF",
};

/** Beginnings and ends that S3 keeps for itself, and names that look like an address. */
const reserved = /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3)$|^\d{1,3}(\.\d{1,3}){3}$|\.\./;

/** A bucket is deleted when it is empty, or when the program said that its objects may go with it. */
export function bucketDeletionRefusal(
  state: { readonly bucket?: unknown; readonly forceDestroy?: unknown },
  account: AccountView,
): Refusal | undefined {
  const holds = objectTypes.some((type) => account.find(type, "bucket", textOf(state.bucket)));
  return holds && state.forceDestroy !== true
    ? { code: "BucketNotEmpty", message: "The bucket you tried to delete is not empty" }
    : undefined;
}

function bucketNameRefusal({ name, id }: Creation<aws.s3.BucketArgs>): Refusal | undefined {
  return id === "" && reserved.test(name)
    ? { code: "InvalidBucketName", message: `The specified bucket is not valid: ${name}` }
    : undefined;
}

/** Whether the bucket is a website by its own inputs, in either spelling. */
function hasWebsite({ inputs }: Creation<aws.s3.BucketArgs>): boolean {
  const { website, websites } = inputs as WireObject;
  return website !== undefined || (Array.isArray(websites) && websites.length > 0);
}

/** The configurations of a bucket that the older spelling has as lists. */
const older = {
  accelerationStatus: "",
  acl: "",
  corsRules: [],
  grants: [],
  lifecycleRules: [],
  loggings: [],
  objectLockConfiguration: {},
  replicationConfigurations: [],
  serverSideEncryptionConfigurations: [],
  versionings: [],
  websites: [],
} as const;

const bucket: ResourceType<aws.s3.BucketArgs, aws.s3.BucketState> = {
  title: "S3 Bucket",
  empty: {
    accelerationStatus: "",
    acl: "",
    bucketNamespace: "",
    bucketPrefix: "",
    corsRules: [],
    grants: [],
    lifecycleRules: [],
    logging: {},
    objectLockConfiguration: {},
    policy: "",
    replicationConfiguration: {},
    serverSideEncryptionConfiguration: {},
    versioning: {},
    website: {},
  },
  name: {
    property: "bucket",
    pattern: /[a-z0-9][a-z0-9.-]*[a-z0-9]/,
    minLength: 3,
    maxLength: 63,
    allowed: "3 to 63 lower-case letters, digits, hyphens and periods, beginning and ending with a letter or digit",
    uniqueIn: "world",
    taken: "BucketAlreadyOwnedByYou",
    lowerCase: true,
  },
  taggable: true,
  defaults: { forceDestroy: false, objectLockEnabled: false },
  computed: {
    arn: ({ name, arn }) => arn("s3", name, { region: "", account: "" }),
    bucketDomainName: ({ name }) => `${name}.s3.amazonaws.com`,
    bucketRegion: ({ account }) => account.region,
    bucketRegionalDomainName: ({ name, account }) => `${name}.s3.${account.region}.amazonaws.com`,
    hostedZoneId: ({ account }) => hostedZones[account.region] ?? "Z3AQBSTGFYJSTF",
    requestPayer: () => "BucketOwner",
    websiteDomain: (creation) => (hasWebsite(creation) ? websiteDomain(creation.account.region) : ""),
    websiteEndpoint: (creation) =>
      hasWebsite(creation) ? `${creation.name}.${websiteDomain(creation.account.region)}` : "",
  },
  replaces: ["bucket", "bucketPrefix", "objectLockEnabled", "bucketNamespace"],
  refuses: bucketNameRefusal,
  refusesDeletion: bucketDeletionRefusal,
};

/** What S3 refuses about an object: several sources of its content, and encryption by a key named without saying so. */
export function objectRefusal({ inputs }: Creation<aws.s3.BucketObjectv2Args>): Refusal | undefined {
  const sources = [inputs.content, inputs.contentBase64, inputs.source].filter((source) => source !== undefined);
  if (sources.length > 1) {
    return { code: "InvalidRequest", message: "content, contentBase64 and source exclude each other" };
  }
  return inputs.kmsKeyId !== undefined && (inputs.serverSideEncryption ?? "aws:kms") === "AES256"
    ? { code: "InvalidArgument", message: "Server Side Encryption with AWS KMS managed key requires aws:kms" }
    : undefined;
}

const object: ResourceType<aws.s3.BucketObjectv2Args, aws.s3.BucketObjectv2State> = {
  title: "S3 Object",
  empty: { bucketKeyEnabled: false, kmsKeyId: "" },
  name: {
    property: "key",
    pattern: /[\s\S]+/,
    maxLength: 1024,
    allowed: "1 to 1024 bytes",
    uniqueIn: "none",
    taken: "PreconditionFailed",
  },
  id: ({ inputs, name }) => `${textOf(inputs.bucket)}/${name}`,
  taggable: true,
  defaults: { forceDestroy: false, storageClass: "STANDARD" },
  computed: {
    arn: ({ inputs, name, arn }) => arn("s3", `${textOf(inputs.bucket)}/${name}`, { region: "", account: "" }),
    contentType: () => "application/octet-stream",
    etag: ({ hex }) => hex(32, "etag"),
    serverSideEncryption: () => "AES256",
    versionId: ({ hex }) => hex(32, "version"),
  },
  recomputed: ["etag", "versionId"],
  replaces: ["bucket", "key"],
  references: [{ property: "bucket", ...bucketReference }],
  refuses: objectRefusal,
};

/** What S3 computes of an object only when it is asked to. */
const unasked = {
  acl: "",
  checksumCrc32: "",
  checksumCrc32c: "",
  checksumCrc64nvme: "",
  checksumSha1: "",
  checksumSha256: "",
} as const;

export const s3: ResourceTypes = {
  "aws:s3/bucket:Bucket": resourceType(bucket),
  "aws:s3/bucketV2:BucketV2": resourceType<aws.s3.BucketV2Args, aws.s3.BucketV2State>({
    ...(bucket as unknown as ResourceType<aws.s3.BucketV2Args, aws.s3.BucketV2State>),
    empty: { ...older, policy: "", bucketPrefix: "", bucketNamespace: "" },
  }),
  ...bucketConfigurationTypes,
  "aws:s3/bucketObjectv2:BucketObjectv2": resourceType({ ...object, empty: { ...object.empty, ...unasked } }),
  "aws:s3/bucketObject:BucketObject": resourceType(object),
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": resourceType<
    aws.s3.AccountPublicAccessBlockArgs,
    aws.s3.AccountPublicAccessBlockState
  >({
    title: "S3 Account Public Access Block",
    puts: true,
    global: true,
    id: ({ account }) => account.accountId,
    computed: { accountId: ({ account }) => account.accountId },
    replaces: ["accountId"],
  }),
};
