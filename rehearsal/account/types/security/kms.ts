import type * as aws from "@pulumi/aws";
import { endingKey } from "../../outliving";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Plain, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { absentPrincipal, parsePolicy } from "../policy-language";
import { daysAfter } from "../time-windows";
import { textOf, uuid } from "../wire-text";

const malformed = "MalformedPolicyDocumentException";

/** The default key policy, which KMS writes when none is given. */
const defaultPolicy = (accountId: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });

/** What KMS refuses about a key policy: bad JSON, principals that do not exist, and locking oneself out. */
export function keyPolicyRefusal(
  document: unknown,
  account: AccountView,
  bypassLockoutCheck = false,
): Refusal | undefined {
  if (document === undefined) return undefined;
  const statements = parsePolicy(document);
  if (typeof statements === "string") return { code: malformed, message: statements };
  if (absentPrincipal(statements, account) !== undefined) {
    return { code: malformed, message: "Policy contains a statement with one or more invalid principals." };
  }
  const keepsControl = statements.some(
    ({ effect, actions, principals }) =>
      effect === "Allow" &&
      (principals.AWS ?? []).length > 0 &&
      actions.some((action) => ["kms:*", "kms:Put*", "kms:PutKeyPolicy", "*"].includes(action)),
  );
  return keepsControl || bypassLockoutCheck
    ? undefined
    : { code: malformed, message: "The new key policy will not allow you to update the key policy in the future." };
}

/** A range of days that KMS accepts for one of its settings, both ends included. */
function daysRefusal(title: string, days: number | undefined, least: number, most: number): Refusal | undefined {
  return days !== undefined && (days < least || days > most)
    ? { code: "ValidationException", message: `${title} is ${days}; must be between ${least} and ${most}.` }
    : undefined;
}

/** A symmetric key can be rotated, another one cannot. */
function rotationRefusal({ inputs }: Creation<aws.kms.KeyArgs>): Refusal | undefined {
  const symmetric = (inputs.customerMasterKeySpec ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";
  return inputs.enableKeyRotation === true && !symmetric
    ? { code: "UnsupportedOperationException", message: "Automatic rotation is supported for symmetric keys only." }
    : undefined;
}

/** What a key may be used for, by the kind of its material (CreateKey, "KeyUsage"). */
const usages: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^SYMMETRIC_DEFAULT$/, ["ENCRYPT_DECRYPT"]],
  [/^HMAC_/, ["GENERATE_VERIFY_MAC"]],
  [/^RSA_/, ["ENCRYPT_DECRYPT", "SIGN_VERIFY"]],
  [/^ECC_NIST_/, ["SIGN_VERIFY", "KEY_AGREEMENT"]],
  [/^ECC_SECG_|^ML_DSA_/, ["SIGN_VERIFY"]],
  [/^ML_KEM_/, ["ENCAPSULATE_DECAPSULATE"]],
  [/^SM2$/, ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "KEY_AGREEMENT"]],
];

function usageRefusal({ inputs }: Creation<aws.kms.KeyArgs>): Refusal | undefined {
  const { customerMasterKeySpec: spec = "SYMMETRIC_DEFAULT", keyUsage: usage = "ENCRYPT_DECRYPT" } = inputs;
  const allowed = usages.find(([specs]) => specs.test(spec))?.[1];
  return allowed === undefined || allowed.includes(usage)
    ? undefined
    : {
        code: "ValidationException",
        message: `KeyUsage ${usage} is not compatible with KeySpec ${spec}. Allowed: ${allowed.join(", ")}.`,
      };
}

/** What KMS manages about a key can be managed in any of its states. */
const keyReference = {
  to: "aws:kms/key:Key",
  by: ["id", "arn"],
  missing: "NotFoundException",
  anyState: true,
} as const;

/**
 * Why no service encrypts with a key. Sources: KMS developer guide, "Key states of AWS KMS keys" (DisabledException) and
 * "Asymmetric keys" (services of AWS take symmetric encryption keys only; InvalidKeyUsageException).
 */
function keyFault({ isEnabled, keyUsage, customerMasterKeySpec }: Plain<aws.kms.KeyState>): string | undefined {
  if (isEnabled === false) return "is disabled";
  return keyUsage !== undefined && (keyUsage !== "ENCRYPT_DECRYPT" || customerMasterKeySpec !== "SYMMETRIC_DEFAULT")
    ? "is not a symmetric key for encryption"
    : undefined;
}

/** A replica stands in another Region than its primary (ReplicateKey, "ReplicaRegion"). */
function replicaRefusal({ inputs, account }: Creation<aws.kms.ReplicaKeyArgs>): Refusal | undefined {
  return textOf(inputs.primaryKeyArn).split(":")[3] === account.region
    ? { code: "AlreadyExistsException", message: `There is a related multi-Region key in ${account.region}.` }
    : undefined;
}

export const kms: ResourceTypes = {
  "aws:kms/key:Key": resourceType<aws.kms.KeyArgs, aws.kms.KeyState>({
    title: "KMS Key",
    id: uuid,
    taggable: true,
    defaults: {
      keyUsage: "ENCRYPT_DECRYPT",
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      isEnabled: true,
      multiRegion: false,
      enableKeyRotation: false,
    },
    computed: {
      keyId: ({ id }) => id,
      arn: ({ id, arn }) => arn("kms", `key/${id}`),
      description: () => "",
      policy: ({ account }) => defaultPolicy(account.accountId),
      rotationPeriodInDays: () => 365,
    },
    unusable: keyFault,
    // What is encrypted with it can be read until then (KMS developer guide, "Deleting AWS KMS keys").
    leaves: ({ keyId = "", arn = "", deletionWindowInDays = 30 }, now) => [
      { type: endingKey, id: keyId, state: { arn, endsAt: daysAfter(now, deletionWindowInDays) } },
    ],
    replaces: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId", "xksKeyId"],
    refuses: firstRefusal<aws.kms.KeyArgs>(
      ({ inputs }) => daysRefusal("PendingWindowInDays", inputs.deletionWindowInDays, 7, 30),
      ({ inputs }) => daysRefusal("RotationPeriodInDays", inputs.rotationPeriodInDays, 90, 2560),
      rotationRefusal,
      usageRefusal,
      ({ inputs, account }) => keyPolicyRefusal(inputs.policy, account, inputs.bypassPolicyLockoutSafetyCheck),
    ),
  }),
  "aws:kms/alias:Alias": resourceType<aws.kms.AliasArgs, aws.kms.AliasState>({
    title: "KMS Alias",
    empty: { namePrefix: "" },
    name: {
      property: "name",
      pattern: /alias\/(?!aws\/)[a-zA-Z0-9/_-]+/,
      maxLength: 256,
      beginsWith: "alias/",
      allowed: "alias/ and up to 250 letters, digits, slashes, underscores and hyphens, not beginning alias/aws/",
      taken: "AlreadyExistsException",
    },
    computed: {
      arn: ({ name, arn }) => arn("kms", name),
      targetKeyArn: ({ inputs, account }) =>
        textOf(account.find("aws:kms/key:Key", "id", inputs.targetKeyId)?.state.arn, inputs.targetKeyId),
    },
    recomputed: ["targetKeyArn"],
    replaces: ["name"],
    references: [{ property: "targetKeyId", ...keyReference }],
  }),
  "aws:kms/keyPolicy:KeyPolicy": resourceType<aws.kms.KeyPolicyArgs, aws.kms.KeyPolicyState>({
    title: "KMS Key Policy",
    puts: true,
    id: ({ inputs }) => inputs.keyId ?? "",
    replaces: ["keyId"],
    references: [{ property: "keyId", ...keyReference }],
    refuses: ({ inputs, account }) => keyPolicyRefusal(inputs.policy, account, inputs.bypassPolicyLockoutSafetyCheck),
  }),
  "aws:kms/replicaKey:ReplicaKey": resourceType<aws.kms.ReplicaKeyArgs, aws.kms.ReplicaKeyState>({
    title: "KMS Replica Key",
    empty: { policy: "" },
    id: ({ inputs }) => inputs.primaryKeyArn?.split("/").pop() ?? "",
    taggable: true,
    defaults: { enabled: true },
    computed: {
      keyId: ({ id }) => id,
      arn: ({ id, arn }) => arn("kms", `key/${id}`),
      keyUsage: () => "ENCRYPT_DECRYPT",
      keySpec: () => "SYMMETRIC_DEFAULT",
      keyRotationEnabled: () => false,
    },
    replaces: ["primaryKeyArn"],
    references: [{ property: "primaryKeyArn", ...keyReference, anyRegion: true }],
    refuses: firstRefusal<aws.kms.ReplicaKeyArgs>(
      replicaRefusal,
      ({ inputs }) => daysRefusal("PendingWindowInDays", inputs.deletionWindowInDays, 7, 30),
      ({ inputs, account }) => keyPolicyRefusal(inputs.policy, account, inputs.bypassPolicyLockoutSafetyCheck),
    ),
  }),
};
