import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { physicalPath, type Stage } from "../naming";
import type { SecretKind } from "../../settings/secrets/kind";
import { policyDocument } from "./policy-document";
import { stateProperty, textOf } from "../stated-values";

/**
 * The rotation tag of a kind of secret (C-12): `generated` by adding a generation, `re-encrypt` only
 * with re-encryption of its data, `vendor` manually at the vendor.
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
  /** A custom full name, if something else requires it (C-05). @default `<stage>/<system>/<variable>` */
  secretName?: string;
  /** The value itself, 1 to 65536 bytes; always treated as a secret. */
  value: pulumi.Input<string>;
  /** The description in the console, one sentence: its purpose, and the effect of its loss. */
  description: string;
  /** Its kind, which decides its rotation; set as a tag. */
  kind: SecretKind;
  /** The generation of the value, for generated secrets; set as a tag. @default no tag */
  generation?: number;
  /** The ARN of the customer-managed key that encrypts it. */
  kmsKeyArn: pulumi.Input<string>;
  /** The recovery window in days, 7 to 30; 0 deletes at once and frees the name. @default 30 */
  recoveryWindowDays?: number;
  /** Whether Pulumi refuses to delete it. @default true for encryption keys, false for the others */
  protect?: boolean;
}

/** Whether replaced versions are retained: running tasks read them by id. */
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
    // The value is not in the inputs: one copy in the state is enough. Whether versions are retained is in the inputs,
    // because the engine does not send that option to a policy pack.
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

  /** Readers are allowed by their own roles; this policy only denies other access. */
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
        // Set explicitly, so that a manually moved staging label is detected and restored.
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
