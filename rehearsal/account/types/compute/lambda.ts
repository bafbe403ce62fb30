import type * as aws from "@pulumi/aws";
import { createHash } from "node:crypto";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { securityGroupReference } from "../network/ec2-security-groups";
import { firstRefusal } from "../first-refusal";
import { roleAllows } from "../security/role-rights";
import { textOf } from "../wire-text";

const functionType = "aws:lambda/function:Function";

type FunctionCreation = Creation<aws.lambda.FunctionArgs>;

const invalid = (message: string): Refusal => ({ code: "InvalidParameterValueException", message });

/** What a function is made from must be of its package type. */
function code({ inputs }: FunctionCreation): Refusal | undefined {
  const isImage = inputs.packageType === "Image";
  if (isImage === (inputs.imageUri !== undefined)) return undefined;
  return invalid(
    isImage ? "Give imageUri for a function of the package type Image." : "Give code, or s3Bucket with s3Key.",
  );
}

/** Source: Lambda quotas. */
function limits({ inputs }: FunctionCreation): Refusal | undefined {
  const variables = JSON.stringify(inputs.environment?.variables ?? {}).length;
  return variables > 4096
    ? invalid("Lambda was unable to configure your environment variables because they exceed the 4KB limit.")
    : undefined;
}

/** The oldest runtimes that can be started from a snapshot. Source: Lambda Developer Guide, "Lambda SnapStart". */
const snapshotRuntimes: readonly (readonly [RegExp, number])[] = [
  [/^java(\d+)/, 11],
  [/^python3\.(\d+)$/, 12],
  [/^dotnet(\d+)$/, 8],
];

function snapshots({ inputs }: FunctionCreation): Refusal | undefined {
  const { runtime } = inputs;
  if (inputs.snapStart?.applyOn !== "PublishedVersions" || runtime === undefined) return undefined;
  const fits = snapshotRuntimes.some(([names, oldest]) => Number(names.exec(runtime)?.[1] ?? 0) >= oldest);
  if (!fits) return invalid(`${runtime} is not supported for SnapStart enabled functions.`);
  return (inputs.ephemeralStorage?.size ?? 512) > 512 || inputs.fileSystemConfig !== undefined
    ? invalid("SnapStart supports neither a file system nor ephemeral storage above 512 MB.")
    : undefined;
}

/** Names that Lambda sets itself. */
function reservedVariables({ inputs }: FunctionCreation): Refusal | undefined {
  const reserved = Object.keys(inputs.environment?.variables ?? {}).find((name) =>
    /^(AWS_(REGION|DEFAULT_REGION|ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|LAMBDA_.+|EXECUTION_ENV)|_HANDLER|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/.test(
      name,
    ),
  );
  return reserved === undefined
    ? undefined
    : invalid(`Lambda was unable to configure your environment variables because ${reserved} is reserved.`);
}

/** Lambda makes interfaces with the function's own role (Lambda developer guide, "Giving functions access to a VPC"). */
function networkRights({ inputs, account }: FunctionCreation): Refusal | undefined {
  const inNetwork = (inputs.vpcConfig?.subnetIds ?? []).length > 0;
  return inNetwork && roleAllows(account, inputs.role, "ec2:CreateNetworkInterface") === false
    ? invalid("The provided execution role does not have permissions to call CreateNetworkInterface on EC2")
    : undefined;
}

/** Lambda tries the rights for what it sends failed events to (Lambda developer guide, "Adding a dead-letter queue"). */
function deadLetterRights({ inputs, account }: FunctionCreation): Refusal | undefined {
  const [, service = ""] = /^arn:[^:]*:(sns|sqs):/.exec(textOf(inputs.deadLetterConfig?.targetArn)) ?? [];
  const action = service === "sns" ? "sns:Publish" : "sqs:SendMessage";
  return service !== "" && roleAllows(account, inputs.role, action) === false
    ? invalid(
        `The provided execution role does not have permissions to call ${action.slice(4)} on ${service.toUpperCase()}`,
      )
    : undefined;
}

/** The inputs of which a change makes a function another one, so that it publishes a version. */
const versioned = [
  "code",
  "handler",
  "imageUri",
  "memorySize",
  "runtime",
  "s3Key",
  "s3ObjectVersion",
  "timeout",
] as const;

/** The version a function has after the operation: the next number when it publishes, and what it publishes changes. */
function publishedVersion({ inputs, name, account }: FunctionCreation): string {
  const content = versioned.map((property) => inputs[property]);
  if (inputs.publish !== true || content.every((value) => value === undefined)) return "$LATEST";
  const last = Number(account.find(functionType, "name", name)?.state.version);
  return String((Number.isNaN(last) ? 0 : last) + 1);
}

/** Stands for the digest of the code: the same for the same code, another for another. */
function codeDigest({ inputs }: FunctionCreation): string {
  const { code: archive, imageUri, s3Bucket, s3Key, s3ObjectVersion } = inputs;
  const source = JSON.stringify([archive, imageUri, s3Bucket, s3Key, s3ObjectVersion]);
  return createHash("sha256").update(source).digest("base64");
}

function samePermission({ inputs, id, account }: Creation<aws.lambda.PermissionArgs>): Refusal | undefined {
  const taken = account
    .list("aws:lambda/permission:Permission")
    .some(
      (other) =>
        other.id !== id &&
        inputs.statementId !== undefined &&
        other.state.statementId === inputs.statementId &&
        other.state.function === inputs.function,
    );
  return taken
    ? {
        code: "ResourceConflictException",
        message: `The statement id (${textOf(inputs.statementId)}) provided already exists.`,
      }
    : undefined;
}

const functionReference = {
  to: functionType,
  by: ["arn", "name", "qualifiedArn"],
  missing: "ResourceNotFoundException",
} as const;

export const lambda: ResourceTypes = {
  [functionType]: resourceType<aws.lambda.FunctionArgs, aws.lambda.FunctionState>({
    title: "Lambda Function",
    empty: { signingJobArn: "", signingProfileVersionArn: "" },
    name: {
      property: "name",
      pattern: /[a-zA-Z0-9-_]+/,
      maxLength: 64,
      allowed: "1 to 64 letters, digits, hyphens and underscores",
      taken: "ResourceConflictException",
    },
    taggable: true,
    defaults: { memorySize: 128, timeout: 3, packageType: "Zip", reservedConcurrentExecutions: -1, publish: false },
    computed: {
      arn: ({ name, arn }) => arn("lambda", `function:${name}`),
      invokeArn: ({ name, arn, account }) => invokeArn(account.region, arn("lambda", `function:${name}`)),
      qualifiedArn: (creation) => creation.arn("lambda", `function:${creation.name}:${publishedVersion(creation)}`),
      qualifiedInvokeArn: (creation) =>
        invokeArn(
          creation.account.region,
          creation.arn("lambda", `function:${creation.name}:${publishedVersion(creation)}`),
        ),
      version: publishedVersion,
      codeSha256: codeDigest,
      sourceCodeHash: codeDigest,
      responseStreamingInvokeArn: ({ name, arn, account }) =>
        invokeArn(account.region, arn("lambda", `function:${name}`)).replace(
          "/invocations",
          "/response-streaming-invocations",
        ),
      lastModified: () => "2026-11-01T00:00:00.000+0000",
      architectures: () => ["x86_64"],
      ephemeralStorage: () => ({ size: 512 }),
      loggingConfig: ({ name }) => ({ logFormat: "Text", logGroup: `/aws/lambda/${name}` }),
      tracingConfig: () => ({ mode: "PassThrough" }),
      sourceCodeSize: () => 0,
    },
    replaces: ["name", "packageType"],
    references: [
      {
        property: "role",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "InvalidParameterValueException",
        assumedBy: "lambda.amazonaws.com",
      },
      {
        property: "vpcConfig.subnetIds[]",
        to: "aws:ec2/subnet:Subnet",
        by: "id",
        missing: "InvalidParameterValueException",
        inUse: "DependencyViolation",
      },
      {
        ...securityGroupReference,
        property: "vpcConfig.securityGroupIds[]",
        missing: "InvalidParameterValueException",
        inUse: "DependencyViolation",
      },
      { property: "kmsKeyArn", to: "aws:kms/key:Key", by: ["arn", "id"], missing: "InvalidParameterValueException" },
    ],
    oneNetwork: [
      {
        properties: ["vpcConfig.subnetIds[]", "vpcConfig.securityGroupIds[]"],
        code: "InvalidParameterValueException",
      },
    ],
    refuses: firstRefusal(code, limits, snapshots, reservedVariables, networkRights, deadLetterRights),
  }),
  "aws:lambda/permission:Permission": resourceType<aws.lambda.PermissionArgs, aws.lambda.PermissionState>({
    title: "Lambda Permission",
    empty: { statementIdPrefix: "" },
    id: ({ inputs, hex }) => `${textOf(inputs.function)}/${textOf(inputs.statementId, `terraform-${hex(26)}`)}`,
    computed: { statementId: ({ id }) => id.slice(id.lastIndexOf("/") + 1) },
    replaces: [
      "action",
      "eventSourceToken",
      "function",
      "functionUrlAuthType",
      "invokedViaFunctionUrl",
      "principal",
      "principalOrgId",
      "qualifier",
      "sourceAccount",
      "sourceArn",
      "statementId",
      "statementIdPrefix",
    ],
    references: [{ ...functionReference, property: "function" }],
    partOf: { property: "function", to: functionType, by: ["arn", "name", "qualifiedArn"] },
    refuses: samePermission,
  }),
  "aws:lambda/functionUrl:FunctionUrl": resourceType<aws.lambda.FunctionUrlArgs, aws.lambda.FunctionUrlState>({
    title: "Lambda Function URL",
    id: ({ inputs }) => [bareName(inputs.functionName), inputs.qualifier].filter(Boolean).join("/"),
    defaults: { invokeMode: "BUFFERED" },
    computed: {
      functionArn: ({ inputs, arn }) => arn("lambda", `function:${bareName(inputs.functionName)}`),
      functionUrl: ({ hex, account }) => `https://${hex(32, "url")}.lambda-url.${account.region}.on.aws/`,
      urlId: ({ hex }) => hex(32, "url"),
    },
    replaces: ["functionName", "qualifier"],
    references: [{ ...functionReference, property: "functionName" }],
    partOf: { property: "functionName", to: functionType, by: ["arn", "name"] },
  }),
};

/** The address by which API Gateway calls a function. */
function invokeArn(region: string, functionArn: string): string {
  return `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}

/** A function's name, also out of its ARN. */
function bareName(reference: unknown): string {
  const text = textOf(reference);
  return text.startsWith("arn:") ? (text.split(":")[6] ?? text) : text;
}
