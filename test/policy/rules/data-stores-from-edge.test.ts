import { dataStoresNotFromEdge } from "../../../policy/rules/network/data-stores-not-from-edge";
import { inStack, judgedTogether, unknown } from "../harness";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const [edge, tasks, data] = ["sg-edge", "sg-tasks", "sg-data"].map((id) => inStack(groupType, id, { id }));
const stage = [
  ...[edge, tasks, data].flatMap((group) => group ?? []),
  inStack("aws:lb/loadBalancer:LoadBalancer", "edge", { securityGroups: ["sg-edge"] }),
  inStack("aws:rds/instance:Instance", "records", { vpcSecurityGroupIds: ["sg-data"] }),
];
const rule = (from: string, to: string) =>
  inStack("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", {
    securityGroupId: to,
    referencedSecurityGroupId: from,
    ipProtocol: "tcp",
    fromPort: 5432,
    toPort: 5432,
  });
const judge = (...rules: readonly ReturnType<typeof rule>[]) =>
  judgedTogether(dataStoresNotFromEdge, [...stage, ...rules]);

it("refuses the security group of a load balancer on a database", () => {
  expect(judge(rule("sg-edge", "sg-data"))).toEqual([
    "[data-stores-not-from-edge] rule: found tcp port 5432 of a data store open to a load balancer; needed the security group of the tasks. Change referencedSecurityGroupId.",
  ]);
});

it("accepts tasks on a database, a load balancer on tasks, and a group that a preview does not know", () => {
  expect(judge(rule("sg-tasks", "sg-data"), rule("sg-edge", "sg-tasks"), rule(unknown, "sg-data"))).toEqual(["pass"]);
});
