import { AtlasEncryption } from "../../../components/security/atlas-encryption";
import type { AtlasEncryptionArgs } from "../../../components/security/atlas-encryption";
import { AtlasPrivateLink } from "../../../components/network/atlas-private-link";
import type { AtlasPrivateLinkArgs } from "../../../components/network/atlas-private-link";
import { atlasOutputs } from "../atlas-outputs";
import { register, registerBoth } from "../mocks";

const options = { computed: atlasOutputs };

describe("AtlasEncryption", () => {
  const args: AtlasEncryptionArgs = {
    stage: "production",
    accountId: "000000000000",
    projectId: "project-1",
    region: "eu-west-1",
    keyArn: "arn:aws:kms:eu-west-1:000000000000:key/data",
  };
  const build = () => register(() => new AtlasEncryption("encryption", args), options);

  it("consists of exactly these resources, every one below it and named after it", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:security:AtlasEncryption": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "mongodbatlas:index/cloudProviderAccessAuthorization:CloudProviderAccessAuthorization": 1,
      "mongodbatlas:index/cloudProviderAccessSetup:CloudProviderAccessSetup": 1,
      "mongodbatlas:index/encryptionAtRest:EncryptionAtRest": 1,
    });
    const children = account.resources.filter(({ component }) => !component);
    expect(children.every(({ name, parentUrn }) => name.startsWith("encryption-") && parentUrn !== undefined)).toBe(
      true,
    );
  });

  it("lets only Atlas in, only for this project, and only to the one key", async () => {
    const account = await build();
    const role = account.named("encryption-role").inputs;
    expect(role.name).toBe("production-encryption");
    expect(JSON.parse(String(role.assumeRolePolicy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AtlasForThisProject",
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::999999999999:root"] },
          Action: ["sts:AssumeRole"],
          Condition: { StringEquals: { "sts:ExternalId": "external-id" } },
        },
      ],
    });
    const policy = JSON.parse(String(account.named("encryption-role-policy").inputs.policy)) as object;
    expect(policy).toMatchObject({
      Statement: [
        { Effect: "Allow", Action: ["kms:Decrypt", "kms:Encrypt", "kms:DescribeKey"], Resource: [args.keyArn] },
      ],
    });
  });

  it("names the key and the authorized role, after the role may use the key", async () => {
    const account = await build();
    const encryption = account.named("encryption-configuration");
    expect(encryption.inputs).toEqual({
      projectId: "project-1",
      awsKmsConfig: { enabled: true, customerMasterKeyId: args.keyArn, region: "EU_WEST_1", roleId: "role-id" },
    });
    expect(encryption.options.dependencies).toEqual(
      expect.arrayContaining([
        account.named("encryption-role-policy").urn,
        account.named("encryption-authorization").urn,
      ]),
    );
    expect(account.named("encryption-authorization").inputs).toEqual({
      projectId: "project-1",
      roleId: "role-id",
      aws: { iamAssumedRoleArn: await account.value(account.result.roleArn) },
    });
    expect(Object.keys(account.named("encryption").outputs ?? {})).toEqual(["configurationId", "roleArn"]);
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(() => new AtlasEncryption("encryption", args), options);
    expect(preview.names()).toEqual(update.names());
  });
});

describe("AtlasPrivateLink", () => {
  const args: AtlasPrivateLinkArgs = {
    stage: "production",
    projectId: "project-1",
    region: "eu-west-1",
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2"],
    clients: { api: "sg-api" },
  };
  const build = () => register(() => new AtlasPrivateLink("atlas-link", args), options);

  it("leads from an endpoint in the stage's network to Atlas's own service, and back to the project", async () => {
    const account = await build();
    expect(account.counts()).toEqual({
      "care-platform:network:AtlasPrivateLink": 1,
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:ec2/vpcEndpoint:VpcEndpoint": 1,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
      "mongodbatlas:index/privateLinkEndpoint:PrivateLinkEndpoint": 1,
      "mongodbatlas:index/privateLinkEndpointService:PrivateLinkEndpointService": 1,
    });
    expect(account.named("atlas-link-link").inputs).toEqual({
      projectId: "project-1",
      providerName: "AWS",
      region: "EU_WEST_1",
    });
    expect(account.named("atlas-link-endpoint").inputs).toMatchObject({
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-1",
      vpcEndpointType: "Interface",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["atlas-link-access-id"],
      tags: { Name: "production-atlas-link" },
    });
    expect(account.named("atlas-link-connection").inputs).toEqual({
      projectId: "project-1",
      privateLinkId: "link-id",
      endpointServiceId: "atlas-link-endpoint-id",
      providerName: "AWS",
    });
    expect(account.named("atlas-link").outputs).toEqual({
      endpointId: "atlas-link-endpoint-id",
      securityGroupId: "atlas-link-access-id",
      ports: { from: 1024, to: 65_535 },
    });
  });

  it("lets in its clients on the ports of the nodes, and nobody else", async () => {
    const account = await build();
    expect(account.named("atlas-link-access").inputs).not.toHaveProperty("ingress");
    expect(account.only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs).toMatchObject({
      ipProtocol: "tcp",
      fromPort: 1024,
      toPort: 65_535,
      referencedSecurityGroupId: "sg-api",
    });
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(() => new AtlasPrivateLink("atlas-link", args), options);
    expect(preview.names()).toEqual(update.names());
  });
});
