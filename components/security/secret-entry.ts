import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { physicalPath, type Stage } from "../naming";
import type { SecretKind } from "../../settings/secrets/kind";
import { policyDocument } from "./policy-document";
import { stateProperty, textOf } from "../stated-values";

/**
 * The tag that tells how a secret of a kind gets a new value (C-12): `generated` by adding a generation, `re-encrypt` only
 * together with a rewrite of the data it protects, `vendor` at the vendor and by hand.
 */
export function rotationClass(kind: SecretKind): "generated" | "re-encrypt" | "vendor" {
  if (kind === "vendor") return "vendor";
  return kind === "encryption" ? "re-encrypt" : "generated";
}

export interface SecretEntryArgs {
  stage: Stage;
  /** The system the secret belongs to; the middle part of its name (C-05). */
  system: string;
  /** The environment variable it becomes; the last part of its name. */
  variable: string;
  /** The whole name, where something else demands one of its own (C-05). @default `<stage>/<system>/<variable>` */
  secretName?: string;
  /** The value itself, 1 to 65536 bytes; treated as a secret whatever it was. */
  value: pulumi.Input<string>;
  /** The description in the console, one sentence: what it opens, and what breaks without it. */
  description: string;
  /** What it is, which decides how it is rotated; a tag tells. */
  kind: SecretKind;
  /** The generation the value is from, for generated secrets; a tag tells. @default no tag */
  generation?: number;
  /** The ARN of the customer-managed key that encrypts it. */
  kmsKeyArn: pulumi.Input<string>;
  /** Days a deleted secret can be brought back, 7 to 30; 0 deletes at once and frees the name. @default 30 */
  recoveryWindowDays?: number;
  /** Whether Pulumi refuses to delete it. @default true for encryption keys, false for the others */
  protect?: boolean;
}

/** Whether a version stays when another takes its place: running tasks read it by its id. */
const retainsVersions = true;

/**
 * One Secrets Manager secret named `<stage>/<system>/<VARIABLE>`, unless it is given a name, and its current version.
 * A container takes it by version, so that a rotation is a new revision of its task, and old tasks keep the old value.
 *
 * Cost (November 2026, list price, all regions): USD 0.40 a month and USD 0.05 for 10,000 reads.
 */
export class SecretEntry extends pulumi.ComponentResource {
  /** The secret's ARN, for permissions to read it. */
  readonly arn: pulumi.Output<string>;
  /** The id of the version that holds the value given. */
  readonly versionId: pulumi.Output<string>;
  /** `<arn>:<json key>:<version stage>:<version id>` as ECS reads it, with the version pinned. */
  readonly valueFrom: pulumi.Output<string>;

  constructor(name: string, args: SecretEntryArgs, options?: pulumi.ComponentResourceOptions) {
    // The value is left out of the inputs: one copy of it in the state is enough. Whether versions stay is said there,
    // because the engine tells a policy pack nothing of that option.
    const { value, kind, ...facts } = args;
    super(
      "care-platform:security:SecretEntry",
      name,
      { ...facts, rotationClass: rotationClass(kind), retainsVersions },
      options,
    );

    const secret = this.secret(name, args);
    this.policy(name, secret);
    const version = this.version(name, secret, value);

    this.arn = secret.arn;
    this.versionId = version.versionId;
    this.valueFrom = textOf`${secret.arn}:::${version.versionId}`;
    this.registerOutputs({ arn: this.arn, versionId: this.versionId, valueFrom: this.valueFrom });
  }

  private secret(name: string, args: SecretEntryArgs): secretsmanager.Secret {
    return new secretsmanager.Secret(
      `${name}-secret`,
      {
        name: args.secretName ?? physicalPath(args.stage, args.system, args.variable),
        description: args.description,
        kmsKeyId: args.kmsKeyArn,
        recoveryWindowInDays: args.recoveryWindowDays ?? 30,
        tags: {
          "rotation-class": rotationClass(args.kind),
          ...(args.generation !== undefined && { generation: String(args.generation) }),
        },
      },
      { parent: this, protect: args.protect ?? args.kind === "encryption" },
    );
  }

  /** Who may read is said by the readers' own roles; this only shuts out what no role should be able to open. */
  private policy(name: string, secret: secretsmanager.Secret): void {
    new secretsmanager.SecretPolicy(
      `${name}-policy`,
      {
        secretArn: secret.arn,
        blockPublicPolicy: true,
        policy: policyDocument([
          {
            sid: "EncryptedConnectionsOnly",
            effect: "Deny",
            principals: "*",
            actions: ["secretsmanager:*"],
            resources: ["*"],
            conditions: { Bool: { "aws:SecureTransport": "false" } },
          },
        ]),
      },
      { parent: this },
    );
  }

  private version(
    name: string,
    secret: secretsmanager.Secret,
    value: pulumi.Input<string>,
  ): secretsmanager.SecretVersion {
    const version = new secretsmanager.SecretVersion(
      `${name}-version`,
      {
        secretId: secret.arn,
        secretString: pulumi.secret(value),
        // Named so that a stage moved by hand is seen and put back.
        versionStages: ["AWSCURRENT"],
      },
      // A new value replaces the version. The old one must stay: tasks that still run, and a deployment that is rolled
      // back, read it by its id. AWS removes versions without a stage by itself, oldest first, above one hundred.
      { parent: this, retainOnDelete: retainsVersions },
    );
    stateProperty(version, "secretString", value);
    return version;
  }
}
