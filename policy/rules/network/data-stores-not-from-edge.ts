import { namedBy } from "../../selectors/routes";
import { plain, portsOf } from "../../selectors/ingress";
import type { WrittenRule } from "../../selectors/ingress";
import { databaseStores } from "../../selectors/databases";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";

const groupType = "aws:ec2/securityGroup:SecurityGroup";

/** A rule that lets another security group in, in both of its spellings. */
interface IngressState extends WrittenRule {
  readonly referencedSecurityGroupId: string;
  readonly sourceSecurityGroupId: string;
  readonly securityGroupId: string;
}

export const dataStoresNotFromEdge = stackRule({
  id: "data-stores-not-from-edge",
  title: "Security groups of databases and caches let no load balancer in",
  severity: "high",
  enforcement: "deployed",
  rows: ["AH-NET-13", "AH-NET-14", "MP-HST-02"],
  frameworks: [],
  remediation: "Allow the port from the security group of the tasks that need it.",
  example:
    'new vpc.SecurityGroupIngressRule("db", { securityGroupId: db.id, referencedSecurityGroupId: balancer.id, … });',
  types: tokens.loadBalancers,
  check(stack, context) {
    const groupsOf = (resource: StackResource, property: string) =>
      namedBy(stack, resource, [property], groupType).map(({ urn }) => urn);
    const edges = new Set(stack.of(tokens.loadBalancers).flatMap((balancer) => groupsOf(balancer, "securityGroups")));
    const stores = new Set([
      ...stack.of(databaseStores).flatMap((store) => groupsOf(store, "vpcSecurityGroupIds")),
      ...stack.of(tokens.caches).flatMap((cache) => groupsOf(cache, "securityGroupIds")),
    ]);
    for (const rule of stack.of<IngressState>(tokens.ingress)) {
      if (rule.type === groupType) continue;
      const about = context.about(rule);
      about.guard(() => {
        const from = ["referencedSecurityGroupId", "sourceSecurityGroupId"].flatMap((name) => groupsOf(rule, name));
        if (!from.some((urn) => edges.has(urn))) return;
        if (!groupsOf(rule, "securityGroupId").some((urn) => stores.has(urn))) return;
        about.fails({
          found: `${portsOf(plain(rule.props))} of a data store open to a load balancer`,
          needed: "the security group of the tasks",
          setting: "referencedSecurityGroupId",
        });
      });
    }
  },
});
