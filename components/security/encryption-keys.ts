import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { alertSenders } from "../observability/alert-senders";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { policyDocument } from "./policy-document";
import type { PolicyStatement } from "./policy-document";

export interface EncryptionKeysArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The stage's region. */
  region: string;
  /** Days between the deletion of a key and its end, 7 to 30, during which it can be brought back. @default 30 */
  deletionWindowDays?: number;
  /** Whether the engine refuses to delete the keys; without its key all data is lost. @default true */
  protectData?: boolean;
  /** Whether the data key is kept when the stage is destroyed, so that backups stay readable. @default "keep" */
  afterDestroy?: "keep" | "delete";
}

/**
 * The three keys of a stage: one for the data, one for the secrets, one for logs and alerts. A reader of logs must not
 * read patient records, so each has a separate key and policy; KMS rotates their material every year. The
 * data key is retained after the stage, unless an argument changes it.
 *
 * Cost (November 2026, list price, every region): USD 1 a month for each key in its first year, USD 3 at most, and USD
 * 0.03 per 10,000 requests.
 */
export class EncryptionKeys extends pulumi.ComponentResource {
  /** The key of databases, caches, buckets, images and backups. */
  readonly dataKeyArn: pulumi.Output<string>;
  /** The key of Secrets Manager. */
  readonly secretsKeyArn: pulumi.Output<string>;
  /** The key of log groups and alert topics. */
  readonly logsKeyArn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeysArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:security:EncryptionKeys", name, args, options);

    const data = this.key(name, args, "data", "Databases, caches, buckets, images and backups", []);
    const secrets = this.key(name, args, "secrets", "Secrets of the applications", []);
    const logs = this.key(name, args, "logs", "Log groups and alert topics", [logGroups(args), ...alerts(args)]);

    this.dataKeyArn = data.arn;
    this.secretsKeyArn = secrets.arn;
    this.logsKeyArn = logs.arn;
    this.registerOutputs({
      dataKeyArn: this.dataKeyArn,
      secretsKeyArn: this.secretsKeyArn,
      logsKeyArn: this.logsKeyArn,
    });
  }

  private key(
    name: string,
    args: EncryptionKeysArgs,
    role: string,
    description: string,
    statements: readonly PolicyStatement[],
  ): kms.Key {
    const key = new kms.Key(
      `${name}-${role}`,
      {
        description: `${args.stage}: ${description}`,
        enableKeyRotation: true,
        rotationPeriodInDays: 365,
        deletionWindowInDays: args.deletionWindowDays ?? 30,
        policy: policyDocument([ownAccount(args), ...statements]),
      },
      {
        parent: this,
        protect: args.protectData ?? true,
        // Final snapshots, automated backups and the vault are retained after the stage and need this key.
        retainOnDelete: role === "data" && (args.afterDestroy ?? "keep") === "keep",
      },
    );
    new kms.Alias(
      `${name}-${role}-alias`,
      { name: `alias/${physicalName("keyAlias", args.stage, role)}`, targetKeyId: key.keyId },
      { parent: this },
    );
    return key;
  }
}

/** IAM policies of the account decide who may use the key; without this statement the policy could not be changed. */
function ownAccount({ accountId }: EncryptionKeysArgs): PolicyStatement {
  return {
    sid: "PoliciesOfThisAccount",
    effect: "Allow",
    principals: { AWS: [`arn:aws:iam::${accountId}:root`] },
    actions: ["kms:*"],
    resources: ["*"],
  };
}

/** CloudWatch Logs may use the key, for log groups of this account only (its encryption context names the group). */
function logGroups({ accountId, region }: EncryptionKeysArgs): PolicyStatement {
  return {
    sid: "LogGroupsOfThisAccount",
    effect: "Allow",
    principals: { Service: [`logs.${region}.amazonaws.com`] },
    actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    resources: ["*"],
    conditions: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${accountId}:log-group:*` },
    },
  };
}

/** Services that publish alerts may encrypt them; only for this account if they send the account. */
function alerts({ accountId }: EncryptionKeysArgs): PolicyStatement[] {
  const encrypt = (sid: string, services: readonly string[]) => ({
    sid,
    effect: "Allow" as const,
    principals: { Service: services },
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
    resources: ["*"],
  });
  return [
    {
      ...encrypt("AlertsOfThisAccount", alertSenders.namingAccount),
      conditions: { StringEquals: { "aws:SourceAccount": accountId } },
    },
    encrypt("AlertsWithoutAccount", alertSenders.withoutAccount),
  ];
}
