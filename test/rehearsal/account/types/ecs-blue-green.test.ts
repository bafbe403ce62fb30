import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf } from "./service-account";

const container = { name: "api", image: "registry/system:v1.2.3", portMappings: [{ containerPort: 4000 }] };

const ruleArn = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener-rule/app/edge/1/2/${name}`;

/** A service with two target groups, a rule that leads to both, and one that leads elsewhere. */
function prepared() {
  const account = new ServiceAccount();
  const cluster = account.create("aws:ecs/cluster:Cluster", { name: "cluster" });
  const revision = account.create("aws:ecs/taskDefinition:TaskDefinition", {
    family: "system-api",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    executionRoleArn: "arn:aws:iam::000000000000:role/role",
    containerDefinitions: JSON.stringify([container]),
  });
  const group = (name: string) =>
    account.create("aws:lb/targetGroup:TargetGroup", {
      name,
      port: 4000,
      protocol: "HTTP",
      vpcId: "vpc-00000001",
      targetType: "ip",
    }).id;
  const [first, alternate] = [group("first"), group("alternate")];
  const rule = (id: string, ...arns: string[]) => {
    account.put("aws:lb/listenerRule:ListenerRule", id, {
      arn: id,
      actions: [{ type: "forward", forward: { targetGroups: arns.map((arn) => ({ arn })) } }],
    });
    return id;
  };
  const advancedConfiguration = {
    alternateTargetGroupArn: alternate,
    productionListenerRule: rule(ruleArn("rule"), first, alternate),
    testListenerRule: rule(ruleArn("test-rule"), alternate),
    roleArn: "arn:aws:iam::000000000000:role/role",
  };
  rule(ruleArn("other-rule"), group("other"));
  const balancer = { targetGroupArn: first, containerName: "api", containerPort: 4000, advancedConfiguration };
  const service = {
    name: "api",
    cluster: cluster.id,
    taskDefinition: revision.id,
    networkConfiguration: { subnets: ["subnet-0000000a", "subnet-0000000b"], securityGroups: ["sg-00000001"] },
    deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "15" },
    loadBalancers: [balancer],
  };
  const shifting = (changes: WireObject | undefined): WireObject => ({
    ...service,
    loadBalancers: [{ ...balancer, advancedConfiguration: changes && { ...advancedConfiguration, ...changes } }],
  });
  const strategy = (deploymentConfiguration: WireObject): WireObject => ({ ...service, deploymentConfiguration });
  return { account, first, shifting, strategy };
}

type Prepared = ReturnType<typeof prepared>;

it.each<[string, (made: Prepared) => WireObject, string]>([
  ["everything it needs", ({ shifting }) => shifting({}), "accepted"],
  ["no second way in", ({ shifting }) => shifting(undefined), "InvalidParameterException"],
  [
    "one group twice",
    ({ shifting, first }) => shifting({ alternateTargetGroupArn: first }),
    "InvalidParameterException",
  ],
  [
    "a rule that leads elsewhere",
    ({ shifting }) => shifting({ productionListenerRule: ruleArn("other-rule") }),
    "InvalidParameterException",
  ],
  [
    "a rule that is not there",
    ({ shifting }) => shifting({ testListenerRule: ruleArn("none") }),
    "InvalidParameterException",
  ],
  ["a role that is not there", ({ shifting }) => shifting({ roleArn: "arn:none" }), "InvalidParameterException"],
  [
    "a bake time of more than a day",
    ({ strategy }) => strategy({ strategy: "BLUE_GREEN", bakeTimeInMinutes: "1441" }),
    "InvalidParameterException",
  ],
  ["a strategy unheard of", ({ strategy }) => strategy({ strategy: "RAINBOW" }), "InvalidParameterException"],
  ["a rolling deployment", ({ strategy }) => strategy({ strategy: "ROLLING" }), "accepted"],
])("a blue-green service with %s", (_, inputs, code) => {
  const made = prepared();
  expect(refusalOf(() => made.account.create("aws:ecs/service:Service", inputs(made)))).toBe(code);
});
