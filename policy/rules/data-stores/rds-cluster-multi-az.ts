import type { ClusterInstanceState, ClusterState } from "@pulumi/aws/rds";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";

export const rdsClusterMultiAz = stackRule({
  id: "rds-cluster-multi-az",
  title: "Production RDS clusters have at least two instances",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["AH-DB-01", "MP-DB-04"],
  frameworks: ["FSBP RDS.15"],
  remediation: "Add a second rds.ClusterInstance to the cluster; Aurora places it in another zone.",
  example: 'new rds.ClusterInstance("only", { clusterIdentifier: cluster.id }); // and no other',
  types: tokens.databaseClusters,
  check(stack, context) {
    for (const cluster of stack.of<ClusterState>(tokens.databaseClusters)) {
      const about = context.about(cluster);
      about.guard(() => {
        // A Multi-AZ cluster of RDS has three instances in three zones of itself; serverless v1 has none to count.
        if ((cluster.props.dbClusterInstanceClass ?? "") !== "" || cluster.props.engineMode === "serverless") return;
        const { length: count } = stack.pointingAt<ClusterInstanceState>(cluster, tokens.databaseClusterInstances, {
          property: "clusterIdentifier",
          by: ["id", "clusterIdentifier"],
        });
        if (count === 0) {
          about.undecided("the cluster's instances, which are not in this stack");
        } else if (count === 1) {
          about.fails({ found: "1 instance", needed: "at least 2 instances", setting: "aws.rds.ClusterInstance" });
        }
      });
    }
  },
});
