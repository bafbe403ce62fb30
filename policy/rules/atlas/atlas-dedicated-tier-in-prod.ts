import { atlas } from "../../selectors/atlas";
import type { AtlasClusterArgs } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

/** The provider and the size of a cluster's nodes. */
interface Machines {
  readonly provider: string;
  readonly size: string;
}

export const atlasDedicatedTierInProd = resourceRule<AtlasClusterArgs>({
  id: "atlas-dedicated-tier-in-prod",
  title: "Production Atlas clusters use a dedicated tier, M10 or larger",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["DS-DB-02"],
  frameworks: [],
  settings: {
    tier: { description: "Minimum node size: 10 for M10, 30 for M30.", default: 10, minimum: 10, maximum: 700 },
  },
  remediation:
    "Set instanceSize to M10 or larger in every region; M0, Flex and serverless have no point-in-time restore.",
  example: 'new mongodbatlas.FlexCluster("data", { projectId, providerSettings });',
  types: [...atlas.clusters, ...atlas.sharedClusters],
  check({ type, props }, context) {
    const needed = `a dedicated tier, M${context.setting("tier")} or larger`;
    const setting = "instanceSize";
    if (!(atlas.clusters as readonly string[]).includes(type)) {
      context.fails({ found: "a cluster on a shared tier", needed, setting: "the type" });
      return;
    }
    context.guard(() => {
      const { providerInstanceSizeName: size, providerName: provider = "" } = props;
      if (size !== undefined) requiresDedicated({ provider, size });
    });
    context.guard(() => {
      const size = props.providerAutoScalingComputeMinInstanceSize;
      if (size !== undefined) requiresDedicated({ provider: "", size });
    });
    context.each(
      () => props.replicationSpecs?.flatMap(({ regionConfigs = [] }) => regionConfigs),
      (region) => {
        const provider = region.providerName ?? "";
        if (/^(TENANT|FLEX)$/.test(provider)) requiresDedicated({ provider, size: "" });
        const { electableSpecs, readOnlySpecs, analyticsSpecs, autoScaling } = region;
        for (const specs of [electableSpecs, readOnlySpecs, analyticsSpecs]) {
          if (specs?.instanceSize !== undefined && specs.nodeCount !== 0) {
            requiresDedicated({ provider, size: specs.instanceSize });
          }
        }
        const smallest = autoScaling?.computeMinInstanceSize;
        if (smallest !== undefined) requiresDedicated({ provider, size: smallest });
      },
    );

    function requiresDedicated({ provider, size }: Machines): void {
      // M40, the low-CPU R40 and the fast-disk M40_NVME are sizes of dedicated machines.
      const tier = Number(/^[MR](\d+)(_NVME|_LOW_CPU)?$/.exec(size)?.[1] ?? 0);
      if (!/^(TENANT|FLEX)$/.test(provider) && tier >= context.setting("tier")) return;
      context.fails({ found: size === "" ? `the provider ${provider}` : `the tier ${size}`, needed, setting });
    }
  },
});
