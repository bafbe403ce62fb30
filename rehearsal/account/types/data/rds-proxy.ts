import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { ResourceTypes } from "../../resource-type";

/** RDS Proxy: the proxy, its one target group and what the group points at. */
export const rdsProxy: ResourceTypes = {
  "aws:rds/proxy:Proxy": resourceType<aws.rds.ProxyArgs, aws.rds.ProxyState>({
    title: "RDS DB Proxy",
    empty: { defaultAuthScheme: "", endpointNetworkType: "", targetConnectionNetworkType: "", vpcSecurityGroupIds: [] },
    name: {
      property: "name",
      pattern: /[A-Za-z](?:-?[A-Za-z0-9])*/,
      maxLength: 60,
      allowed: "1 to 60 letters, digits and single hyphens, beginning with a letter and not ending in a hyphen",
      taken: "DBProxyAlreadyExistsFault",
      lowerCase: true,
    },
    taggable: true,
    defaults: { debugLogging: false, idleClientTimeout: 1800, requireTls: false },
    computed: {
      arn: ({ arn, hex }) => arn("rds", `db-proxy:prx-${hex(17, "proxy")}`),
      endpoint: ({ name, hex, account }) => `${name}.proxy-c${hex(11, "endpoint")}.${account.region}.rds.amazonaws.com`,
    },
    replaces: ["engineFamily", "vpcSubnetIds"],
    references: [
      {
        property: "roleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "InvalidParameterValue",
        assumedBy: "rds.amazonaws.com",
      },
      { property: "vpcSubnetIds[]", to: "aws:ec2/subnet:Subnet", by: "id", missing: "InvalidSubnet" },
      {
        property: "vpcSecurityGroupIds[]",
        to: "aws:ec2/securityGroup:SecurityGroup",
        by: "id",
        missing: "InvalidParameterValue",
        inUse: "DependencyViolation",
      },
      {
        property: "auths[].secretArn",
        to: "aws:secretsmanager/secret:Secret",
        by: "arn",
        missing: "InvalidParameterValue",
      },
    ],
    oneNetwork: [{ properties: ["vpcSubnetIds[]", "vpcSecurityGroupIds[]"], code: "InvalidSubnet" }],
    refuses: ({ inputs: { engineFamily = "" } }) =>
      ["MYSQL", "POSTGRESQL", "SQLSERVER"].includes(engineFamily)
        ? undefined
        : {
            code: "InvalidParameterValue",
            message: `Engine family ${engineFamily} is not MYSQL, POSTGRESQL or SQLSERVER.`,
          },
  }),

  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": resourceType<
    aws.rds.ProxyDefaultTargetGroupArgs,
    aws.rds.ProxyDefaultTargetGroupState
  >({
    title: "RDS DB Proxy Default Target Group",
    puts: true,
    empty: { connectionPoolConfig: {} },
    id: ({ inputs }) => inputs.dbProxyName ?? "",
    defaults: { name: "default" },
    computed: { arn: ({ arn, hex }) => arn("rds", `target-group:prx-tg-${hex(17, "group")}`) },
    replaces: ["dbProxyName"],
    references: [{ property: "dbProxyName", to: "aws:rds/proxy:Proxy", by: "name", missing: "DBProxyNotFoundFault" }],
    partOf: { property: "dbProxyName", to: "aws:rds/proxy:Proxy", by: "name" },
  }),

  "aws:rds/proxyTarget:ProxyTarget": resourceType<aws.rds.ProxyTargetArgs, aws.rds.ProxyTargetState>({
    title: "RDS DB Proxy Target",
    empty: { targetArn: "", trackedClusterId: "" },
    id: ({ inputs }) =>
      inputs.dbInstanceIdentifier === undefined
        ? `${inputs.dbProxyName ?? ""}/${inputs.targetGroupName ?? ""}/TRACKED_CLUSTER/${inputs.dbClusterIdentifier ?? ""}`
        : `${inputs.dbProxyName ?? ""}/${inputs.targetGroupName ?? ""}/RDS_INSTANCE/${inputs.dbInstanceIdentifier}`,
    computed: {
      endpoint: ({ inputs, account }) =>
        account.find("aws:rds/instance:Instance", "identifier", inputs.dbInstanceIdentifier)?.state.address as string,
      port: ({ inputs, account }) =>
        account.find("aws:rds/instance:Instance", "identifier", inputs.dbInstanceIdentifier)?.state.port as number,
      rdsResourceId: ({ inputs }) => inputs.dbInstanceIdentifier ?? inputs.dbClusterIdentifier ?? "",
      type: ({ inputs }) => (inputs.dbInstanceIdentifier === undefined ? "TRACKED_CLUSTER" : "RDS_INSTANCE"),
    },
    replaces: ["dbClusterIdentifier", "dbInstanceIdentifier", "dbProxyName", "targetGroupName"],
    references: [
      { property: "dbProxyName", to: "aws:rds/proxy:Proxy", by: "name", missing: "DBProxyNotFoundFault" },
      {
        property: "dbInstanceIdentifier",
        to: "aws:rds/instance:Instance",
        by: "identifier",
        missing: "DBInstanceNotFound",
      },
      {
        property: "dbClusterIdentifier",
        to: "aws:rds/cluster:Cluster",
        by: "clusterIdentifier",
        missing: "DBClusterNotFoundFault",
      },
    ],
  }),
};
