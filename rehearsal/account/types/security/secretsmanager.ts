import type * as aws from "@pulumi/aws";
import { hexOf } from "../../creation";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Displacement, KeptResource, ResourceTypes } from "../../resource-type";
import { absentPrincipal, isPublic, parsePolicy } from "../policy-language";
import { daysAfter } from "../time-windows";

/** Secrets that were deleted with a recovery window: out of reach, but their names are still taken. */
const scheduledForDeletion = "aws:secretsmanager/secret:Secret#scheduledForDeletion";
/** The longest value of a secret, in bytes. */
const longestValue = 65536;

const secret = { to: "aws:secretsmanager/secret:Secret", by: ["arn", "id", "name"] } as const;

export const secretsmanager: ResourceTypes = {
  "aws:secretsmanager/secret:Secret": resourceType<aws.secretsmanager.SecretArgs, aws.secretsmanager.SecretState>({
    title: "Secrets Manager Secret",
    empty: { namePrefix: "" },
    name: {
      property: "name",
      pattern: /[A-Za-z0-9/_+=.@-]+/,
      maxLength: 512,
      allowed: "1 to 512 letters, digits and the characters / _ + = . @ -",
      taken: "ResourceExistsException",
    },
    id: ({ name, hex, arn }) => arn("secretsmanager", `secret:${name}-${hex(6, "suffix")}`),
    taggable: true,
    defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 },
    computed: { arn: ({ id }) => id, policy: () => "" },
    replaces: ["name", "namePrefix"],
    references: [
      {
        property: "kmsKeyId",
        to: "aws:kms/key:Key",
        by: ["arn", "id"],
        missing: "InvalidParameterException",
        except: /alias\/aws\//,
      },
    ],
    refuses: ({ inputs, name, account }) => {
      if ((inputs.replicas ?? []).some(({ region }) => region === account.region)) {
        return { code: "InvalidParameterException", message: "Invalid replica region: it is the secret's own." };
      }
      const days = inputs.recoveryWindowInDays ?? 30;
      if (days !== 0 && (days < 7 || days > 30)) {
        return {
          code: "InvalidParameterException",
          message: `RecoveryWindowInDays value must be between 7 and 30 days (inclusive), or 0 for no window; it is ${days}.`,
        };
      }
      if ((inputs.description?.length ?? 0) > 2048) {
        return { code: "ValidationException", message: "Description must have length less than or equal to 2048" };
      }
      return account.find(scheduledForDeletion, "name", name)
        ? {
            code: "InvalidRequestException",
            message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
          }
        : undefined;
    },
    leaves: ({ name = "", arn = name, recoveryWindowInDays = 30, kmsKeyId }, now) =>
      recoveryWindowInDays === 0
        ? []
        : [
            {
              type: scheduledForDeletion,
              id: arn,
              state: { name, kmsKeyId, expiresAt: daysAfter(now, recoveryWindowInDays) },
            },
          ],
  }),

  "aws:secretsmanager/secretVersion:SecretVersion": resourceType<
    aws.secretsmanager.SecretVersionArgs,
    aws.secretsmanager.SecretVersionState
  >({
    title: "Secrets Manager Secret Version",
    id: (creation) => `${secretArn(creation)}|${versionId(creation)}`,
    secretOutputs: ["secretString", "secretBinary", "secretStringWo"],
    defaults: { versionStages: ["AWSCURRENT"] },
    computed: {
      arn: secretArn,
      secretArn,
      versionId: ({ id }) => id.split("|")[1] ?? "",
      hasSecretStringWo: ({ inputs }) => inputs.secretStringWo !== undefined,
    },
    notes: (creation) => ({ jsonKeys: jsonKeysOf(creation.inputs.secretString).map(digestOf(creation.hex)) }),
    displaces: movedStages,
    replaces: ["secretId", "secretBinary", "secretString", "secretStringWoVersion"],
    references: [{ property: "secretId", ...secret, missing: "ResourceNotFoundException" }],
    partOf: { property: "secretId", ...secret },
    refuses: ({ inputs: { secretString, secretBinary, secretStringWo } }) => {
      const values = [secretString, secretBinary, secretStringWo].filter((value) => value !== undefined);
      if (values.length !== 1) {
        return {
          code: "InvalidParameterException",
          message: "You must provide either SecretString or SecretBinary, and not both.",
        };
      }
      return values.some((value) => value === "" || Buffer.byteLength(value) > longestValue)
        ? { code: "ValidationException", message: `The value of a secret must have 1 to ${longestValue} bytes.` }
        : undefined;
    },
  }),

  "aws:secretsmanager/secretPolicy:SecretPolicy": resourceType<
    aws.secretsmanager.SecretPolicyArgs,
    aws.secretsmanager.SecretPolicyState
  >({
    title: "Secrets Manager Secret Policy",
    puts: true,
    id: ({ inputs }) => inputs.secretArn ?? "",
    replaces: ["secretArn"],
    references: [{ property: "secretArn", ...secret, missing: "ResourceNotFoundException" }],
    partOf: { property: "secretArn", ...secret },
    refuses: ({ inputs: { policy = "", blockPublicPolicy }, account }) => {
      const statements = parsePolicy(policy);
      if (typeof statements === "string") return { code: "MalformedPolicyDocumentException", message: statements };
      if (absentPrincipal(statements, account) !== undefined) {
        return {
          code: "MalformedPolicyDocumentException",
          message: "This resource policy contains an unsupported principal.",
        };
      }
      return blockPublicPolicy === true && isPublic(statements)
        ? {
            code: "PublicPolicyException",
            message: "The resource policy allows broad access to the secret and was blocked.",
          }
        : undefined;
    },
  }),

  "aws:secretsmanager/secretRotation:SecretRotation": resourceType<
    aws.secretsmanager.SecretRotationArgs,
    aws.secretsmanager.SecretRotationState
  >({
    title: "Secrets Manager Secret Rotation",
    puts: true,
    id: ({ inputs }) => inputs.secretId ?? "",
    defaults: { rotateImmediately: true },
    computed: { rotationEnabled: () => true },
    replaces: ["secretId"],
    references: [
      { property: "secretId", ...secret, missing: "ResourceNotFoundException" },
      {
        property: "rotationLambdaArn",
        to: "aws:lambda/function:Function",
        by: "arn",
        missing: "AccessDeniedException",
      },
    ],
    partOf: { property: "secretId", ...secret },
    refuses: ({ inputs: { rotationLambdaArn: arn }, account }) => {
      const called = account.find("aws:lambda/function:Function", "arn", arn);
      const allowed = account
        .list("aws:lambda/permission:Permission")
        .some(
          ({ state }) =>
            [arn, called?.state.name].includes(state.function) && state.principal === "secretsmanager.amazonaws.com",
        );
      // Source: Secrets Manager user guide, "Lambda rotation function execution permissions".
      return called && !allowed
        ? {
            code: "AccessDeniedException",
            message:
              "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.",
          }
        : undefined;
    },
  }),
};

function secretArn({ inputs, account }: Creation<aws.secretsmanager.SecretVersionArgs>): string {
  const secrets = account.list(secret.to);
  const found = secrets.find(({ id, state }) => id === inputs.secretId || state.name === inputs.secretId);
  return found?.id ?? inputs.secretId ?? "";
}

/** The stages of a secret are each at one version: one that is given to another goes, and the current one becomes the previous. */
function movedStages(creation: Creation<aws.secretsmanager.SecretVersionArgs>): readonly Displacement[] {
  const taken = creation.inputs.versionStages ?? ["AWSCURRENT"];
  const others = versionsOf(secretArn(creation), creation.account).filter(({ id }) => id !== creation.id);
  const displaced = others.find((version) => taken.includes("AWSCURRENT") && stagesOf(version).includes("AWSCURRENT"));
  return others.flatMap((resource) => {
    const before = stagesOf(resource);
    const kept = before.filter(
      (stage) => !taken.includes(stage) && !(displaced !== undefined && stage === "AWSPREVIOUS"),
    );
    const after = resource === displaced ? [...kept, "AWSPREVIOUS"] : kept;
    return after.join() === before.join() ? [] : [{ resource, state: { versionStages: after } }];
  });
}

/** The versions of a secret that stand, those that a program no longer names as well. */
export function versionsOf(arn: string, account: Pick<AccountView, "list">): readonly KeptResource[] {
  return account
    .list("aws:secretsmanager/secretVersion:SecretVersion")
    .filter(({ state }) => state.secretId === arn || state.secretArn === arn);
}

/** The stages of a version. */
export function stagesOf({ state }: Pick<KeptResource, "state">): readonly string[] {
  return Array.isArray(state.versionStages) ? (state.versionStages as readonly string[]) : [];
}

/** Whether the value of a version is a JSON object with that key; undefined where nobody has noted its keys. */
export function hasJsonKey({ seed, notes }: Pick<KeptResource, "seed" | "notes">, key: string): boolean | undefined {
  const keys = notes?.jsonKeys;
  if (seed === undefined || !Array.isArray(keys)) return undefined;
  return (keys as readonly unknown[]).includes(digestOf(hexOf(seed))(key));
}

function jsonKeysOf(text: unknown): readonly string[] {
  try {
    const value = JSON.parse(String(text)) as unknown;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return [];
  }
}

/** A key is written down as a digest: nobody can tell what a program puts into the keys of its documents. */
function digestOf(hex: Creation<object>["hex"]): (key: string) => string {
  return (key) => hex(32, `json key ${key}`);
}

/** A version's id: AWS takes the request's token, a random UUID. */
function versionId({ hex }: Creation<aws.secretsmanager.SecretVersionArgs>): string {
  return `${hex(8, "a")}-${hex(4, "b")}-4${hex(3, "c")}-8${hex(3, "d")}-${hex(12, "e")}`;
}
