import fc from "fast-check";
import { AtlasCluster, addressThrough } from "../../../components/data/atlas-cluster";
import type { AtlasClusterArgs } from "../../../components/data/atlas-cluster";
import { AtlasEncryption } from "../../../components/security/atlas-encryption";
import { atlasInstanceSizes, connectionLimit, isLarger } from "../../../components/data/atlas-instance-sizes";
import { AtlasPrivateLink } from "../../../components/network/atlas-private-link";
import { atlasRegion } from "../../../components/data/atlas-region";
import { atlasCalls, atlasOutputs, only } from "../atlas-outputs";
import { register, registerBoth } from "../mocks";
import type { Properties } from "../mocks";

const clusterType = "mongodbatlas:index/advancedCluster:AdvancedCluster";
const options = { computed: atlasOutputs, calls: atlasCalls };
const args: AtlasClusterArgs = {
  stage: "staging",
  projectId: "project-1",
  region: "af-south-1",
  instanceSize: "M10",
  majorVersion: "8.0",
  tags: { owner: "platform" },
};
const build = (changes: Partial<AtlasClusterArgs> = {}) =>
  register(() => new AtlasCluster("patients", { ...args, ...changes }), options);

const regionOf = (inputs: Properties) => only(only(inputs, "replicationSpecs") as Properties, "regionConfigs");

describe("AtlasCluster", () => {
  it("is one replica set in the stage's region, encrypted, backed up and guarded", async () => {
    const account = await build();
    expect(account.counts()).toEqual({ "care-platform:data:AtlasCluster": 1, [clusterType]: 1 });
    const cluster = account.named("patients-cluster");
    expect(cluster.inputs).toEqual({
      projectId: "project-1",
      name: "staging-patients",
      clusterType: "REPLICASET",
      replicationSpecs: [
        {
          regionConfigs: [
            {
              providerName: "AWS",
              regionName: "AF_SOUTH_1",
              priority: 7,
              electableSpecs: { instanceSize: "M10", nodeCount: 3 },
              autoScaling: { diskGbEnabled: true, computeEnabled: false },
            },
          ],
        },
      ],
      mongoDbMajorVersion: "8.0",
      versionReleaseSystem: "LTS",
      advancedConfiguration: {
        minimumEnabledTlsProtocol: "TLS1_2",
        javascriptEnabled: false,
        defaultWriteConcern: "majority",
      },
      backupEnabled: true,
      pitEnabled: true,
      retainBackupsEnabled: true,
      terminationProtectionEnabled: true,
      redactClientLogData: true,
      encryptionAtRestProvider: "NONE",
      tags: { owner: "platform", stage: "staging", "data-class": "patient" },
    });
    expect(cluster.options).toMatchObject({ protect: true, ignoreChanges: [], dependencies: [] });
    expect(cluster.parentType).toBe("care-platform:data:AtlasCluster");
  });

  it("grows up to the largest size, and the program does not shrink it again", async () => {
    const { inputs, options: given } = (await build({ maximumInstanceSize: "M40" })).only(clusterType);
    expect(regionOf(inputs)).toMatchObject({
      electableSpecs: { instanceSize: "M10" },
      autoScaling: {
        diskGbEnabled: true,
        computeEnabled: true,
        computeScaleDownEnabled: true,
        computeMinInstanceSize: "M10",
        computeMaxInstanceSize: "M40",
      },
    });
    expect(given.ignoreChanges).toEqual(["replicationSpecs[0].regionConfigs[0].electableSpecs.instanceSize"]);
  });

  it("refuses a largest size below the first, and a region that is none", async () => {
    await expect(build({ instanceSize: "M30", maximumInstanceSize: "M20" })).rejects.toThrow("smaller than M30");
    await expect(build({ region: "AF_SOUTH_1" })).rejects.toThrow("is not an AWS region");
  });

  it("can be deleted where the stage's data may be", async () => {
    const { inputs, options: given } = (await build({ protectData: false })).only(clusterType);
    expect(inputs).toMatchObject({ terminationProtectionEnabled: false, retainBackupsEnabled: false });
    expect(given.protect).toBe(false);
  });

  it("waits for the key and the endpoint that it is given, and is reached through the endpoint", async () => {
    const common = { stage: "staging", projectId: "project-1", region: "af-south-1" } as const;
    const account = await register(
      () => {
        const encryption = new AtlasEncryption("encryption", {
          ...common,
          accountId: "000000000000",
          keyArn: "arn:aws:kms:key",
        });
        const link = new AtlasPrivateLink("link", { ...common, vpcId: "vpc-1", subnetIds: ["subnet-1"] });
        return new AtlasCluster("patients", {
          ...args,
          encryptionConfigurationId: encryption.configurationId,
          privateEndpointId: link.endpointId,
        });
      },
      {
        computed: { ...atlasOutputs, "aws:ec2/vpcEndpoint:VpcEndpoint": () => ({ id: "vpce-1" }) },
        calls: atlasCalls,
      },
    );
    const { inputs, options: given } = account.only(clusterType);
    expect(inputs.encryptionAtRestProvider).toBe("AWS");
    expect(given.dependencies).toEqual(
      expect.arrayContaining([account.named("encryption-configuration").urn, account.named("link-connection").urn]),
    );
    expect(await account.value(account.result.srvAddress)).toBe(
      "mongodb+srv://staging-patients-pl-0.abcde.mongodb.net",
    );
  });

  it("says what to do while Atlas lists no address behind its endpoint", () => {
    const known = [{ srvConnectionString: "mongodb+srv://one", endpoints: [{ endpointId: "vpce-1" }] }];
    expect(addressThrough("vpce-1", known)).toBe("mongodb+srv://one");
    expect(() => addressThrough("vpce-2", known)).toThrow('then run "pulumi up" again');
  });

  it("is reached over the internet without an endpoint", async () => {
    const account = await build();
    expect(account.named("patients").outputs).toEqual({
      clusterName: "staging-patients",
      clusterId: "abcdef0123456789abcdef01",
      instanceSize: "M10",
      srvAddress: "mongodb+srv://staging-patients.abcde.mongodb.net",
    });
  });

  it("keeps its name within what Atlas puts into host names", async () => {
    const account = await register(
      () => new AtlasCluster("doctor-system-database", { ...args, stage: "production" }),
      options,
    );
    const name = String(account.only(clusterType).inputs.name);
    expect(name).toMatch(/^production-docto-[0-9a-f]{6}$/);
    expect(name.length).toBeLessThanOrEqual(23);
  });

  it("registers the same set in a preview and in an update", async () => {
    const { preview, update } = await registerBoth(() => new AtlasCluster("patients", args), options);
    expect(preview.names()).toEqual(update.names());
  });
});

describe("Atlas's regions", () => {
  it.each([
    ["af-south-1", "AF_SOUTH_1"],
    ["eu-west-1", "EU_WEST_1"],
    ["ap-southeast-2", "AP_SOUTHEAST_2"],
    ["us-gov-west-1", "US_GOV_WEST_1"],
  ])("are AWS's in capitals: %s is %s", (aws, atlas) => {
    expect(atlasRegion(aws)).toBe(atlas);
  });

  it("are nothing but regions", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let region = "";
        try {
          region = atlasRegion(text);
        } catch (error) {
          return error instanceof RangeError;
        }
        return region.toLowerCase().replaceAll("_", "-") === text;
      }),
    );
  });
});

describe("Atlas's dedicated sizes", () => {
  it("begin at M10, and a larger one never takes fewer connections", () => {
    expect(atlasInstanceSizes[0]).toBe("M10");
    const limits = atlasInstanceSizes.map(connectionLimit);
    expect(limits).toEqual([...limits].sort((one, other) => one - other));
    expect(isLarger("M40", "M30")).toBe(true);
    expect(isLarger("M30", "M30")).toBe(false);
  });
});
