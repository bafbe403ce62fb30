import type { ServiceAccount } from "../types/service-account";

export const loadBalancer = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/edge/1";
export const listener = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/edge/1/2";
export const targets = (name: string) => `arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/${name}/1`;

/** Beside the account's own network another one with one of everything. */
export function twoNetworks(account: ServiceAccount): void {
  account.put("aws:ec2/vpc:Vpc", "vpc-00000002", {});
  account.put("aws:ec2/subnet:Subnet", "subnet-0000002a", { vpcId: "vpc-00000002", availabilityZone: "eu-west-1a" });
  account.put("aws:ec2/subnet:Subnet", "subnet-0000002b", { vpcId: "vpc-00000002", availabilityZone: "eu-west-1b" });
  for (const [vpcId, suffix] of [
    ["vpc-00000001", "1"],
    ["vpc-00000002", "2"],
  ] as const) {
    account.put("aws:ec2/securityGroup:SecurityGroup", `sg-0000aa0${suffix}`, { vpcId });
    account.put("aws:ec2/securityGroup:SecurityGroup", `sg-0000bb0${suffix}`, { vpcId });
    account.put("aws:ec2/routeTable:RouteTable", `rtb-0000000${suffix}`, { vpcId });
    account.put("aws:ec2/internetGateway:InternetGateway", `igw-0000000${suffix}`, { vpcId });
    account.put("aws:ec2/natGateway:NatGateway", `nat-0000000${suffix}`, { vpcId });
    account.put("aws:ec2/vpcEndpoint:VpcEndpoint", `vpce-0000000${suffix}`, { vpcId });
    account.put("aws:rds/subnetGroup:SubnetGroup", `db${suffix}`, { name: `db${suffix}`, vpcId });
    account.put("aws:elasticache/subnetGroup:SubnetGroup", `cache${suffix}`, { name: `cache${suffix}`, vpcId });
    account.put("aws:lb/targetGroup:TargetGroup", targets(`t${suffix}`), {
      arn: targets(`t${suffix}`),
      vpcId,
      protocol: "HTTP",
      targetType: "ip",
    });
  }
  account.put("aws:lb/loadBalancer:LoadBalancer", loadBalancer, {
    arn: loadBalancer,
    vpcId: "vpc-00000001",
    loadBalancerType: "application",
  });
  account.put("aws:lb/listener:Listener", listener, { arn: listener, loadBalancerArn: loadBalancer });
  account.put("aws:lb/listenerRule:ListenerRule", "rule", {
    actions: [{ targetGroupArn: targets("t1") }, { targetGroupArn: targets("t2") }],
  });
  account.put("aws:ecs/cluster:Cluster", "cluster", { name: "cluster", arn: "cluster" });
  account.put("aws:ecs/taskDefinition:TaskDefinition", "task", {
    arn: "task",
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: JSON.stringify([{ name: "api", portMappings: [{ containerPort: 80 }] }]),
  });
  account.put("aws:rds/proxy:Proxy", "none", {});
}

/** A canary that the account takes. */
export const canary = {
  name: "home",
  artifactS3Location: "s3://logs/",
  executionRoleArn: "arn:aws:iam::000000000000:role/role",
  handler: "index.handler",
  runtimeVersion: "syn-nodejs-puppeteer-13.1",
  schedule: { expression: "rate(5 minutes)" },
  zipFile: "canary.zip",
};
