import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { AtlasAccount, cluster } from "../types/atlas-account";
import { codeOf } from "../types/data-account";

/** A cluster with these regions. */
function clusterOf(regions: readonly WireObject[], changes: WireObject = {}): WireObject {
  const regionConfigs = regions.map((region, index) => ({
    providerName: "AWS",
    regionName: "EU_WEST_1",
    priority: 7 - index,
    ...region,
  }));
  return { ...cluster, replicationSpecs: [{ regionConfigs }], ...changes };
}

const nodes = (instanceSize: string, more: WireObject = {}): WireObject => ({
  electableSpecs: { instanceSize, nodeCount: 3, ...more },
});
const free = (more: WireObject = {}): WireObject => ({
  ...nodes("M0"),
  providerName: "TENANT",
  backingProviderName: "AWS",
  ...more,
});
const off = { backupEnabled: false, pitEnabled: false };
const grows = { diskGbEnabled: true };
const twoRegions = (first: WireObject, second: WireObject): readonly WireObject[] => [
  { electableSpecs: { instanceSize: "M30", nodeCount: 2 }, ...first },
  { electableSpecs: { instanceSize: "M30", nodeCount: 1 }, regionName: "EU_CENTRAL_1", ...second },
];

describe("a cluster of Atlas is refused for", () => {
  it.each<[string, WireObject, WireObject, string]>([
    [
      "a shared size on machines of its own",
      clusterOf([nodes("M10")], off),
      clusterOf([nodes("M5")], off),
      "INVALID_ENUM_VALUE",
    ],
    [
      "a dedicated size among tenants",
      clusterOf([free()], off),
      clusterOf([free(nodes("M10"))], off),
      "INVALID_ENUM_VALUE",
    ],
    [
      "tenants of nobody",
      clusterOf([free()], off),
      clusterOf([free({ backingProviderName: undefined })], off),
      "MISSING_ATTRIBUTE",
    ],
    [
      "backups of the free size",
      clusterOf([free()], off),
      clusterOf([free()], { ...off, backupEnabled: true }),
      "INSUFFICIENT_INSTANCE_SIZE",
    ],
    [
      "a disk too large for its size",
      clusterOf([nodes("M10", { diskSizeGb: 128 })]),
      clusterOf([nodes("M10", { diskSizeGb: 200 })]),
      "CLUSTER_DISK_SIZE_INVALID",
    ],
    [
      "provisioned IOPS of a small size",
      clusterOf([nodes("M30", { ebsVolumeType: "PROVISIONED" })]),
      clusterOf([nodes("M10", { ebsVolumeType: "PROVISIONED" })]),
      "CLUSTER_DISK_IOPS_INVALID",
    ],
    [
      "a region twice",
      clusterOf(twoRegions({}, {})),
      clusterOf(twoRegions({}, { regionName: "EU_WEST_1" })),
      "INVALID_CLUSTER_CONFIGURATION",
    ],
    [
      "regions that grow differently",
      clusterOf(twoRegions({ autoScaling: grows }, { autoScaling: grows })),
      clusterOf(twoRegions({ autoScaling: grows }, {})),
      "INVALID_CLUSTER_CONFIGURATION",
    ],
    [
      "read-only nodes of another size",
      clusterOf([{ ...nodes("M30"), readOnlySpecs: { instanceSize: "M30", nodeCount: 1 } }]),
      clusterOf([{ ...nodes("M30"), readOnlySpecs: { instanceSize: "M40", nodeCount: 1 } }]),
      "INVALID_CLUSTER_CONFIGURATION",
    ],
    [
      "shards of a small size",
      clusterOf([nodes("M30")], { clusterType: "SHARDED" }),
      clusterOf([nodes("M20")], { clusterType: "SHARDED" }),
      "INSUFFICIENT_INSTANCE_SIZE",
    ],
  ])("%s", (_, accepted, refused, code) => {
    expect(codeOf(() => new AtlasAccount().create("AdvancedCluster", refused))).toBe(code);
    expect(codeOf(() => new AtlasAccount().create("AdvancedCluster", accepted))).toBe("accepted");
  });

  it("a second free one in its project", () => {
    const account = new AtlasAccount();
    account.create("AdvancedCluster", clusterOf([free()], off));
    const second = { ...clusterOf([free()], off), name: "another" };
    expect(codeOf(() => account.create("AdvancedCluster", second))).toBe("CANNOT_CREATE_FREE_CLUSTER_VIA_PUBLIC_API");
    const { id: projectId } = account.create("Project", { name: "other", orgId: "aaaaaaaaaaaaaaaaaaaaaaaa" });
    expect(codeOf(() => account.create("AdvancedCluster", { ...second, projectId }))).toBe("accepted");
  });
});

describe("a standing cluster of Atlas is refused for", () => {
  it.each<[string, WireObject, WireObject, WireObject, string]>([
    [
      "a change while it is paused",
      clusterOf([nodes("M10")], { paused: true }),
      clusterOf([nodes("M20")], { paused: false }),
      clusterOf([nodes("M20")], { paused: true }),
      "CANNOT_UPDATE_PAUSED_CLUSTER",
    ],
    [
      "another region of a free one",
      clusterOf([free()], off),
      clusterOf([nodes("M10")], off),
      clusterOf([free({ regionName: "EU_CENTRAL_1" })], off),
      "TENANT_CLUSTER_UPDATE_UNSUPPORTED",
    ],
    [
      "fewer machines than one of its own",
      clusterOf([nodes("M20")], off),
      clusterOf([nodes("M10")], off),
      clusterOf([free()], off),
      "INVALID_CLUSTER_CONFIGURATION",
    ],
    [
      "no more shards",
      clusterOf([nodes("M30")], { clusterType: "SHARDED" }),
      clusterOf([nodes("M40")], { clusterType: "SHARDED" }),
      clusterOf([nodes("M30")]),
      "INVALID_CLUSTER_CONFIGURATION",
    ],
  ])("%s", (_, standing, accepted, refused, code) => {
    const outcome = (wanted: WireObject): string => {
      const account = new AtlasAccount();
      const created = account.create("AdvancedCluster", standing);
      return codeOf(() => account.update("AdvancedCluster", created, standing, wanted));
    };
    expect(outcome(refused)).toBe(code);
    expect(outcome(accepted)).toBe("accepted");
  });
});
