import type * as aws from "@pulumi/aws";
import { resourceType } from "../resource-type";
import type { ResourceTypes } from "../resource-type";

export const kms: ResourceTypes = {
  "aws:kms/key:Key": resourceType<aws.kms.KeyArgs, aws.kms.KeyState>({
    title: "KMS Key",
    id: ({ hex }) =>
      `${hex(8, "a")}-${hex(4, "b")}-${hex(4, "c")}-${hex(4, "d")}-${hex(12, "e")}`,
    taggable: true,
    defaults: { keyUsage: "ENCRYPT_DECRYPT", customerMasterKeySpec: "SYMMETRIC_DEFAULT", isEnabled: true },
    computed: {
      keyId: ({ id }) => id,
      arn: ({ id, arn }) => arn("kms", `key/${id}`),
    },
    replaces: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId", "xksKeyId"],
    refuses: ({ inputs }) => {
      const days = inputs.deletionWindowInDays;
      return days !== undefined && (days < 7 || days > 30)
        ? { code: "ValidationException", message: `PendingWindowInDays is ${days}; must be between 7 and 30.` }
        : undefined;
    },
  }),
  "aws:kms/alias:Alias": resourceType<aws.kms.AliasArgs, aws.kms.AliasState>({
    title: "KMS Alias",
    name: {
      property: "name",
      pattern: /alias\/[a-zA-Z0-9/_-]+/,
      maxLength: 256,
      allowed: "alias/ and up to 250 letters, digits, slashes, underscores and hyphens, not beginning alias/aws/",
      taken: "AlreadyExistsException",
    },
    computed: {
      arn: ({ name, arn }) => arn("kms", name),
      targetKeyArn: ({ inputs, account }) =>
        String(account.find("aws:kms/key:Key", "id", inputs.targetKeyId)?.state["arn"] ?? inputs.targetKeyId),
    },
    references: [
      {
        property: "targetKeyId",
        to: "aws:kms/key:Key",
        by: ["id", "arn"],
        missing: "NotFoundException",
      },
    ],
  }),
};
