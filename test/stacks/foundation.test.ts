import { Foundation } from "../../stacks/foundation";
import { register, registerBoth } from "../components/mocks";
import { settings } from "../settings/complete";

const build = (stage: "development" | "staging" | "production") => () => new Foundation(settings(stage));

describe("the foundation", () => {
  it.each(["development", "staging", "production"] as const)("of %s is the same set in a preview", async (stage) => {
    const { preview, update } = await registerBoth(build(stage));
    expect(preview.names()).toEqual(update.names());
  });

  it("has one way out and no interface endpoints in staging, one for each zone and all of them in production", async () => {
    const [staging, production] = [await register(build("staging")), await register(build("production"))];
    const counted = (counts: Record<string, number>) => [
      counts["aws:ec2/natGateway:NatGateway"],
      counts["aws:ec2/eip:Eip"],
      counts["aws:ec2/vpcEndpoint:VpcEndpoint"],
    ];
    expect(counted(staging.counts())).toEqual([1, 1, 1]);
    expect(counted(production.counts())).toEqual([3, 3, 6]);
  });

  it("guards in production whatever holds data or an address, and nothing in staging", async () => {
    const guarded = (await register(build("production"))).resources.filter(({ options }) => options.protect);
    expect(guarded.map(({ name }) => name).sort()).toEqual([
      "backups",
      "front-ends-key",
      "images-ahava-healthcare",
      "keys-data",
      "keys-logs",
      "keys-secrets",
      "log-archive",
      "network-egress-af-south-1a",
      "network-egress-af-south-1b",
      "network-egress-af-south-1c",
    ]);
    const staging = await register(build("staging"));
    expect(staging.resources.filter(({ options }) => options.protect)).toEqual([]);
  });

  it("hands every system what it needs", async () => {
    const account = await register(build("production"));
    const { outputs } = account.named("foundation", "care-platform:stack:Foundation");
    expect(Object.keys(outputs ?? {}).sort()).toEqual([
      "backupVaultName",
      "cacheEventsTopicArn",
      "canaryBucketArn",
      "canaryBucketName",
      "cloudFront",
      "clusterArn",
      "clusterName",
      "dataKeyArn",
      "dataSubnetIds",
      "egressAddresses",
      "logArchiveBucketArn",
      "logArchiveBucketName",
      "logDestination",
      "logsKeyArn",
      "privateSubnetIds",
      "publicSubnetIds",
      "repositoryArns",
      "repositoryUrls",
      "routing",
      "secretsKeyArn",
      "vpcId",
    ]);
  });

  it("names every child after the component it belongs to", async () => {
    const account = await register(build("production"));
    const components = account.resources.filter(({ component }) => component);
    for (const { parentUrn, name } of account.resources) {
      const parent = components.find(({ urn }) => urn === parentUrn);
      if (parent === undefined || parent.name === "foundation") continue;
      expect(name.startsWith(parent.name)).toBe(true);
    }
  });
});
