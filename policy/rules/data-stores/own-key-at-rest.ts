import { isObject } from "../../selectors/json-text";
import { resourceRule } from "../../rule";

/** Where a service names the key it encrypts with, by type. Sources: the inputs of @pulumi/aws 7.48.0. */
const keys: Readonly<Record<string, readonly string[]>> = {
  "aws:ecr/repository:Repository": ["encryptionConfigurations", "0", "kmsKey"],
  "aws:backup/vault:Vault": ["kmsKeyArn"],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": ["serverSideEncryption", "keyArn"],
  "aws:efs/fileSystem:FileSystem": ["kmsKeyId"],
  "aws:dynamodb/table:Table": ["serverSideEncryption", "kmsKeyArn"],
  "aws:opensearch/domain:Domain": ["encryptAtRest", "kmsKeyId"],
  "aws:docdb/cluster:Cluster": ["kmsKeyId"],
  "aws:kinesis/stream:Stream": ["kmsKeyId"],
};

/** The key of AWS that everybody in the account may use. */
const ofAws = "alias/aws/";

export const ownKeyAtRest = resourceRule<Readonly<Record<string, unknown>>>({
  id: "own-key-at-rest",
  title: "Images, backups, log streams and file systems are encrypted with a customer-managed key in production",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["DS-SEC-02", "AH-BAK-05"],
  frameworks: ["FSBP ECR.5", "Checkov CKV_AWS_136", "Checkov CKV_AWS_166", "Checkov CKV_AWS_240"],
  remediation: "Set the key to an aws.kms.Key of the stack.",
  example: 'new ecr.Repository("api"); // and no encryptionConfigurations',
  types: Object.keys(keys),
  check({ type, props }, context) {
    const path = keys[type] ?? [];
    context.requires({
      read: () =>
        path.reduce<unknown>(
          (at, key) => (isObject(at) ? at[key] : Array.isArray(at) ? (at[Number(key)] as unknown) : undefined),
          props,
        ),
      accept: (key) => typeof key === "string" && key !== "" && !key.startsWith(ofAws),
      found: () => "no customer-managed key",
      needed: "the ARN of a key of the stack",
      setting: path.filter((part) => part !== "0").join("."),
    });
  },
});
