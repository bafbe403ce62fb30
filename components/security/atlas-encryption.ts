import * as iam from "@pulumi/aws/iam";
import * as authorizations from "@pulumi/mongodbatlas/cloudProviderAccessAuthorization";
import * as setups from "@pulumi/mongodbatlas/cloudProviderAccessSetup";
import * as mongodbatlas from "@pulumi/mongodbatlas/encryptionAtRest";
import * as pulumi from "@pulumi/pulumi";
import { atlasRegion } from "../data/atlas-region";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { permissionsBoundary } from "./permissions-boundary";
import { policyDocument } from "./policy-document";

export interface AtlasEncryptionArgs {
  stage: Stage;
  /** The stage's own account, twelve digits. */
  accountId: string;
  /** The project whose clusters are encrypted. */
  projectId: pulumi.Input<string>;
  /** The region of the key, in AWS's spelling. */
  region: string;
  /** The ARN of the stage's key; its policy must leave its use to IAM policies of the account. */
  keyArn: pulumi.Input<string>;
}

/**
 * Encryption at rest with the stage's key: Atlas assumes a role in the stage's account, which allows it to use this
 * key. Without the role or the key, no cluster of the project can be read, not even by Atlas.
 *
 * Cost (November 2026, list price, every region): none for the role; Atlas calls KMS a few thousand times a month, USD
 * 0.03 per 10,000 requests.
 */
export class AtlasEncryption extends pulumi.ComponentResource {
  /** The configuration's id, by which a cluster waits for it. */
  readonly configurationId: pulumi.Output<string>;
  /** The role Atlas takes on. */
  readonly roleArn: pulumi.Output<string>;

  /** Throws a RangeError for an invalid region. */
  constructor(name: string, args: AtlasEncryptionArgs, options?: pulumi.ComponentResourceOptions) {
    const region = atlasRegion(args.region);
    super("care-platform:security:AtlasEncryption", name, { ...args }, options);

    const setup = this.setup(name, args);
    const role = this.role(name, args, setup);
    const policy = this.policy(name, args, role);
    const authorization = this.authorization(name, args, setup, role, policy);
    const encryption = this.encryption(name, { ...args, region }, authorization, policy);

    this.configurationId = encryption.id;
    this.roleArn = role.arn;
    this.registerOutputs({ configurationId: this.configurationId, roleArn: this.roleArn });
  }

  /** Atlas's AWS principal and external ID. */
  private setup(name: string, { projectId }: AtlasEncryptionArgs): setups.CloudProviderAccessSetup {
    return new setups.CloudProviderAccessSetup(`${name}-access`, { projectId, providerName: "AWS" }, { parent: this });
  }

  private role(name: string, args: AtlasEncryptionArgs, setup: setups.CloudProviderAccessSetup): iam.Role {
    const config = setup.awsConfigs.apply(([first]) => ({
      accountArn: first?.atlasAwsAccountArn ?? "",
      externalId: first?.atlasAssumedRoleExternalId ?? "",
    }));
    return new iam.Role(
      `${name}-role`,
      {
        name: physicalName("iamRole", args.stage, name),
        description: "MongoDB Atlas uses the key of this stage's cluster",
        permissionsBoundary: permissionsBoundary(args.stage, args.accountId),
        assumeRolePolicy: policyDocument([
          {
            sid: "AtlasForThisProject",
            effect: "Allow",
            principals: { AWS: [config.accountArn] },
            actions: ["sts:AssumeRole"],
            // Atlas's account serves all its customers; the external ID identifies this project.
            conditions: { StringEquals: { "sts:ExternalId": config.externalId } },
          },
        ]),
      },
      { parent: this },
    );
  }

  private policy(name: string, { keyArn }: AtlasEncryptionArgs, role: iam.Role): iam.RolePolicy {
    return new iam.RolePolicy(
      `${name}-role-policy`,
      {
        role: role.name,
        policy: policyDocument([
          {
            sid: "UseTheKey",
            effect: "Allow",
            actions: ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"],
            resources: [keyArn],
          },
        ]),
      },
      { parent: this },
    );
  }

  private authorization(
    name: string,
    { projectId }: AtlasEncryptionArgs,
    setup: setups.CloudProviderAccessSetup,
    role: iam.Role,
    policy: iam.RolePolicy,
  ): authorizations.CloudProviderAccessAuthorization {
    return new authorizations.CloudProviderAccessAuthorization(
      `${name}-authorization`,
      { projectId, roleId: setup.roleId, aws: { iamAssumedRoleArn: role.arn } },
      // Atlas tries the key a while after the policy: a policy takes time to count, and its provider repeats the call for a minute.
      { parent: this, dependsOn: policy },
    );
  }

  private encryption(
    name: string,
    { projectId, region, keyArn }: AtlasEncryptionArgs,
    authorization: authorizations.CloudProviderAccessAuthorization,
    policy: iam.RolePolicy,
  ): mongodbatlas.EncryptionAtRest {
    return new mongodbatlas.EncryptionAtRest(
      `${name}-configuration`,
      {
        projectId,
        awsKmsConfig: {
          enabled: true,
          customerMasterKeyId: keyArn,
          region,
          roleId: authorization.roleId,
        },
      },
      // Atlas tests the key at once, and the policy is not an input of this.
      { parent: this, dependsOn: policy },
    );
  }
}
