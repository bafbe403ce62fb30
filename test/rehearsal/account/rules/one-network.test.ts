import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { itRefuses } from "./twins";
import type { Twin } from "./twins";
import { canary, listener, loadBalancer, targets, twoNetworks } from "./two-networks";

const service = {
  name: "api",
  cluster: "cluster",
  taskDefinition: "task",
  launchType: "FARGATE",
  networkConfiguration: { subnets: ["subnet-0000000a", "subnet-0000000b"], securityGroups: ["sg-0000aa01"] },
};
const balanced = (name: string) => [{ targetGroupArn: targets(name), containerName: "api", containerPort: 80 }];
const balancer = { name: "new", subnets: ["subnet-0000000a", "subnet-0000000b"], securityGroups: ["sg-0000aa01"] };
const forward = (name: string) => [{ type: "forward", targetGroupArn: targets(name) }];
const conditions = [{ pathPattern: { values: ["/"] } }];
const database = {
  identifier: "records",
  engine: "postgres",
  instanceClass: "db.t4g.medium",
  allocatedStorage: 50,
  username: "platform",
  password: "correcthorsebattery",
  skipFinalSnapshot: true,
  dbSubnetGroupName: "db1",
  vpcSecurityGroupIds: ["sg-0000aa01"],
};
const functionInputs = {
  name: "f",
  role: "arn:aws:iam::000000000000:role/role",
  runtime: "nodejs22.x",
  handler: "index.handler",
  code: "archive",
};
const networkOf = (subnetIds: string[], securityGroupIds: string[]): WireObject => ({
  vpcConfig: { subnetIds, securityGroupIds },
});
const interfaceEndpoint = {
  vpcId: "vpc-00000001",
  vpcEndpointType: "Interface",
  serviceName: "com.amazonaws.eu-west-1.logs",
  subnetIds: ["subnet-0000000a", "subnet-0000000b"],
  securityGroupIds: ["sg-0000aa01"],
};
const gatewayEndpoint = {
  vpcId: "vpc-00000001",
  vpcEndpointType: "Gateway",
  serviceName: "com.amazonaws.eu-west-1.s3",
  routeTableIds: ["rtb-00000001"],
};
const redis = {
  replicationGroupId: "cache",
  description: "cache",
  nodeType: "cache.t4g.small",
  subnetGroupName: "cache1",
  securityGroupIds: ["sg-0000aa01"],
};
const proxy = {
  name: "proxy",
  engineFamily: "POSTGRESQL",
  roleArn: "arn:aws:iam::000000000000:role/role",
  vpcSubnetIds: ["subnet-0000000a", "subnet-0000000b"],
  vpcSecurityGroupIds: ["sg-0000aa01"],
  auths: [{ authScheme: "SECRETS", iamAuth: "DISABLED" }],
};
const ingress = { securityGroupId: "sg-0000aa01", ipProtocol: "tcp", fromPort: 80, toPort: 80 };
const route = { routeTableId: "rtb-00000001", destinationCidrBlock: "0.0.0.0/0" };

const cases: readonly Twin[] = [
  [
    "a load balancer with the security group of another network",
    "aws:lb/loadBalancer:LoadBalancer",
    balancer,
    { securityGroups: ["sg-0000aa02"] },
    "InvalidConfigurationRequest",
  ],
  [
    "a load balancer with subnets of two networks",
    "aws:lb/loadBalancer:LoadBalancer",
    balancer,
    { subnets: ["subnet-0000000a", "subnet-0000002b"] },
    "InvalidConfigurationRequest",
  ],
  [
    "a listener that forwards into another network",
    "aws:lb/listener:Listener",
    { loadBalancerArn: loadBalancer, port: 80, protocol: "HTTP", defaultActions: forward("t1") },
    { defaultActions: forward("t2") },
    "InvalidConfigurationRequest",
  ],
  [
    "a listener rule that forwards into another network",
    "aws:lb/listenerRule:ListenerRule",
    { listenerArn: listener, priority: 1, conditions, actions: forward("t1") },
    { actions: forward("t2") },
    "InvalidConfigurationRequest",
  ],
  [
    "a service with the security group of another network",
    "aws:ecs/service:Service",
    service,
    { networkConfiguration: { subnets: ["subnet-0000000a"], securityGroups: ["sg-0000aa02"] } },
    "InvalidParameterException",
  ],
  [
    "a service with subnets of two networks",
    "aws:ecs/service:Service",
    service,
    { networkConfiguration: { subnets: ["subnet-0000000a", "subnet-0000002b"] } },
    "InvalidParameterException",
  ],
  [
    "a service with the target group of another network",
    "aws:ecs/service:Service",
    { ...service, loadBalancers: balanced("t1") },
    { loadBalancers: balanced("t2") },
    "InvalidParameterException",
  ],
  [
    "a database with the security group of another network",
    "aws:rds/instance:Instance",
    database,
    { vpcSecurityGroupIds: ["sg-0000aa02"] },
    "InvalidParameterCombination",
  ],
  [
    "a database cluster with the security group of another network",
    "aws:rds/cluster:Cluster",
    {
      clusterIdentifier: "c",
      engine: "aurora-postgresql",
      dbSubnetGroupName: "db1",
      vpcSecurityGroupIds: ["sg-0000aa01"],
      masterUsername: "platform",
      masterPassword: "correcthorsebattery",
    },
    { dbSubnetGroupName: "db2" },
    "InvalidParameterCombination",
  ],
  [
    "a proxy with subnets of two networks",
    "aws:rds/proxy:Proxy",
    proxy,
    { vpcSubnetIds: ["subnet-0000000a", "subnet-0000002b"] },
    "InvalidSubnet",
  ],
  [
    "a proxy with the security group of another network",
    "aws:rds/proxy:Proxy",
    proxy,
    { vpcSecurityGroupIds: ["sg-0000aa02"] },
    "InvalidSubnet",
  ],
  [
    "a function with the security group of another network",
    "aws:lambda/function:Function",
    { ...functionInputs, ...networkOf(["subnet-0000000a", "subnet-0000000b"], ["sg-0000aa01"]) },
    networkOf(["subnet-0000000a", "subnet-0000000b"], ["sg-0000aa02"]),
    "InvalidParameterValueException",
  ],
  [
    "a canary with the security group of another network",
    "aws:synthetics/canary:Canary",
    { ...canary, ...networkOf(["subnet-0000000a"], ["sg-0000aa01"]) },
    networkOf(["subnet-0000000a"], ["sg-0000aa02"]),
    "ValidationException",
  ],
  [
    "a canary in a subnet that is not there",
    "aws:synthetics/canary:Canary",
    { ...canary, ...networkOf(["subnet-0000000a"], ["sg-0000aa01"]) },
    networkOf(["subnet-0000dddd"], ["sg-0000aa01"]),
    "ValidationException",
  ],
  [
    "an interface endpoint in the subnets of another network",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    interfaceEndpoint,
    { subnetIds: ["subnet-0000002a", "subnet-0000002b"] },
    "InvalidParameter",
  ],
  [
    "an interface endpoint with the security group of another network",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    interfaceEndpoint,
    { securityGroupIds: ["sg-0000aa02"] },
    "InvalidParameter",
  ],
  [
    "a gateway endpoint in the route table of another network",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    gatewayEndpoint,
    { routeTableIds: ["rtb-00000002"] },
    "InvalidParameter",
  ],
  [
    "a route to the gateway of another network",
    "aws:ec2/route:Route",
    { ...route, gatewayId: "igw-00000001" },
    { gatewayId: "igw-00000002" },
    "InvalidParameterValue",
  ],
  [
    "a route to the NAT gateway of another network",
    "aws:ec2/route:Route",
    { ...route, natGatewayId: "nat-00000001" },
    { natGatewayId: "nat-00000002" },
    "InvalidParameterValue",
  ],
  [
    "a route table with a route to the gateway of another network",
    "aws:ec2/routeTable:RouteTable",
    { vpcId: "vpc-00000001", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-00000001" }] },
    { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-00000002" }] },
    "InvalidParameterValue",
  ],
  [
    "a network ACL for the subnet of another network",
    "aws:ec2/networkAcl:NetworkAcl",
    { vpcId: "vpc-00000001", subnetIds: ["subnet-0000000a"] },
    { subnetIds: ["subnet-0000002a"] },
    "InvalidParameterValue",
  ],
  [
    "a rule for the security group of another network",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { ...ingress, referencedSecurityGroupId: "sg-0000bb01" },
    { referencedSecurityGroupId: "sg-0000bb02" },
    "InvalidGroup.NotFound",
  ],
  [
    "a combined rule for the security group of another network",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    {
      securityGroupId: "sg-0000aa01",
      type: "ingress",
      protocol: "tcp",
      fromPort: 80,
      toPort: 80,
      sourceSecurityGroupId: "sg-0000bb01",
    },
    { sourceSecurityGroupId: "sg-0000bb02" },
    "InvalidGroup.NotFound",
  ],
  [
    "a security group with a rule for that of another network",
    "aws:ec2/securityGroup:SecurityGroup",
    {
      name: "api",
      vpcId: "vpc-00000001",
      ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: ["sg-0000bb01"] }],
    },
    { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: ["sg-0000bb02"] }] },
    "InvalidGroup.NotFound",
  ],
  [
    "a cache with the security group of another network",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    redis,
    { securityGroupIds: ["sg-0000aa02"] },
    "InvalidParameterCombination",
  ],
  [
    "a cache cluster in the subnets of another network",
    "aws:elasticache/cluster:Cluster",
    {
      clusterId: "m",
      engine: "memcached",
      nodeType: "cache.t4g.small",
      numCacheNodes: 1,
      subnetGroupName: "cache1",
      securityGroupIds: ["sg-0000aa01"],
    },
    { subnetGroupName: "cache2" },
    "InvalidParameterCombination",
  ],
  [
    "a serverless cache in the subnets of two networks",
    "aws:elasticache/serverlessCache:ServerlessCache",
    { name: "s", engine: "valkey", subnetIds: ["subnet-0000000a", "subnet-0000000b"] },
    { subnetIds: ["subnet-0000000a", "subnet-0000002b"] },
    "InvalidParameterCombination",
  ],
  [
    "a subnet group of caches in two networks",
    "aws:elasticache/subnetGroup:SubnetGroup",
    { name: "g", subnetIds: ["subnet-0000000a", "subnet-0000000b"] },
    { subnetIds: ["subnet-0000000a", "subnet-0000002b"] },
    "InvalidSubnet",
  ],
];

describe("what belongs together stands in one network", () => {
  itRefuses(cases, twoNetworks);
});
