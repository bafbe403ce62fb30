import fc from "fast-check";
import type { AccountKind, Counted } from "../../../rehearsal/account/index";
import { quotaSheet, raisesOf, sharedSheet } from "../../../rehearsal/account/index";
import { exceededQuota } from "../../../rehearsal/account/quotas/exceeded";
import type { Quota, Raises } from "../../../rehearsal/account/quotas/quota";
import { limitOf, quotaKey } from "../../../rehearsal/account/quotas/quota";
import { quotas } from "../../../rehearsal/account/quotas/quotas";
import { resourceTypes } from "../../../rehearsal/account/index";
import type { WireObject } from "../../../rehearsal/account/resource-type";

const region = "eu-west-1";
const resource = (type: string, number: number, state: WireObject = {}): Counted => ({
  urn: `urn:${type}:${number}`,
  type,
  state: { region, ...state },
});

/** The quotas that count resources one by one, and what a resource needs to be counted by them. */
const countedStates: Readonly<Record<string, WireObject>> = {
  "NAT gateways per Availability Zone": { subnetId: "subnet-00000001" },
  "Subnets per VPC": { vpcId: "vpc-00000001" },
  "Route tables per VPC": { vpcId: "vpc-00000001" },
  "Routes per route table": { routeTableId: "rtb-00000001" },
  "Interface VPC endpoints per VPC": { vpcId: "vpc-00000001", vpcEndpointType: "Interface" },
  "Gateway VPC endpoints per Region": { vpcEndpointType: "Gateway" },
  "Inbound or outbound rules per security group": { securityGroupId: "sg-00000001", cidrIpv4: "10.0.0.0/8" },
  "Rules per network ACL": { networkAclId: "acl-1", egress: false },
  "Listeners per Application Load Balancer": { loadBalancerArn: "arn:1" },
  "Rules per Application Load Balancer": { listenerArn: "arn:1" },
  "Managed policies per role": { role: "one" },
  "Managed policies per user": { user: "one" },
  "Managed policies per group": { group: "one" },
  "Read replicas per primary": { replicateSourceDb: "primary" },
  "Metric filters per log group": { logGroupName: "one" },
  "Subscription filters per log group": { logGroup: "one" },
  "Targets per rule": { rule: "one" },
  "Custom anomaly monitors per account": { monitorType: "CUSTOM" },
};
/** Lists whose length counts, and numbers that count. */
const amounts: Readonly<Record<string, (amount: number) => WireObject>> = {
  "Security groups per network interface": (amount) => ({ securityGroups: list(amount) }),
  "Alternate domain names (CNAMEs) per distribution": (amount) => ({ aliases: list(amount) }),
  "Domain names per ACM certificate": (amount) => ({ domainName: "0", subjectAlternativeNames: list(amount) }),
  "Origins per distribution": (amount) => ({ origins: list(amount) }),
  "Cache behaviors per distribution": (amount) => ({ orderedCacheBehaviors: list(amount) }),
  "Public keys in a key group": (amount) => ({ items: list(amount) }),
  "Target groups per service": (amount) => ({ loadBalancers: list(amount) }),
  "Actions per alarm": (amount) => ({ alarmActions: list(amount) }),
  "Total storage for all DB instances": (amount) => ({ allocatedStorage: amount }),
  "Nodes per Region": (amount) => ({ numCacheClusters: amount }),
  "Role trust policy length": (amount) => ({ assumeRolePolicy: "x".repeat(amount) }),
  "Size of all inline policies of a role": (amount) => ({ role: "one", policy: "x".repeat(amount) }),
  "Tasks per service": (amount) => ({ desiredCount: amount }),
};
const list = (amount: number) => Array.from({ length: amount }, (_, index) => String(index));

const refused = quotas.filter(({ refusal, name }) => refusal !== undefined && !/^Fargate|^Account verified/.test(name));
const ofOneResource = refused.filter(({ name }) => name in amounts);
// Larger ones are counted in the same way; thousands of resources would only take time.
const ofMany = refused.filter(
  (quota) =>
    !(quota.name in amounts) && quota.default <= 500 && quota.name !== "Certificates per Application Load Balancer",
);

/** The refusal of the resource in an account of the kind in which the others stand. */
function refusalOf(
  added: Counted,
  there: readonly Counted[],
  { kind = "established", raises = {} }: { readonly kind?: AccountKind; readonly raises?: Raises } = {},
) {
  return exceededQuota(added, { kind, raises, standing: (type) => there.filter((each) => each.type === type) });
}

const typeOf = ({ counts }: Quota): string => Object.keys(counts)[0] ?? "";

describe.each(ofMany.map((quota) => [quota.name, quota] as const))("%s", (name, quota) => {
  const one = (number: number) => resource(typeOf(quota), number, countedStates[name]);
  const full = Array.from({ length: quota.default - 1 }, (_, number) => one(number));

  it("is refused one beyond, accepted at the limit, and accepted with a raise", () => {
    const last = one(quota.default - 1);
    const beyond = one(quota.default);
    const refusal = refusalOf(beyond, [...full, last]);

    expect(refusalOf(last, full)).toBeUndefined();
    expect(refusal?.code).toBe(quota.refusal);
    expect(refusal?.message).toContain(`needed ${quota.default + 1} ${quota.unit}`);
    expect(refusal?.message).toContain(`limit ${quota.default}`);
    expect(refusalOf(beyond, [...full, last], { raises: { [quotaKey(quota)]: quota.default + 1 } })).toBeUndefined();
  });
});

it.each(ofOneResource.map((quota) => [quota.name, quota] as const))(
  "%s: refuses one beyond and accepts the limit",
  (name, quota) => {
    const type = typeOf(quota);
    const of = (amount: number) => resource(type, 0, amounts[name]?.(amount));

    expect(refusalOf(of(quota.default), [])).toBeUndefined();
    expect(refusalOf(of(quota.default + 1), [])?.code).toBe(quota.refusal);
  },
);

it("covers at least 25 quotas, each with its source and types that are modelled", () => {
  expect(ofMany.length + ofOneResource.length).toBeGreaterThanOrEqual(25);
  expect(new Set(quotas.map(quotaKey)).size).toBe(quotas.length);
  for (const { source, code } of quotas) {
    expect(source.length).toBeGreaterThan(10);
    expect(code ?? "L-00000000").toMatch(/^L-[0-9A-F]{8}$/);
  }
  const types = quotas.flatMap(({ counts }) => Object.keys(counts));
  expect(types.filter((type) => type in resourceTypes).length).toBeGreaterThan(50);
});

describe("Fargate", () => {
  const definition = (name: string, cpu: string) =>
    resource("aws:ecs/taskDefinition:TaskDefinition", 0, { family: name, arn: `arn:definition/${name}:1`, cpu });
  const service = (name: string, desiredCount: number) =>
    resource("aws:ecs/service:Service", 0, { name, desiredCount, taskDefinition: `arn:definition/${name}:1` });
  const target = (name: string, maxCapacity: number) =>
    resource("aws:appautoscaling/target:Target", 0, { resourceId: `service/cluster/${name}`, maxCapacity });

  it("refuses more than 6 vCPU and accepts 6, in a new account as in an older one", () => {
    for (const kind of ["new", "established", "member"] as const) {
      expect(refusalOf(service("api", 6), [definition("api", "1024")], { kind })).toBeUndefined();
      expect(refusalOf(service("api", 7), [definition("api", "1024")], { kind })?.message).toContain(
        "--quota-code L-3032A538 --desired-value 7",
      );
    }
  });

  it("is counted at rest, twice while replaced with one-off tasks, and at the maximum of autoscaling", () => {
    const sheet = quotaSheet([
      definition("api", "2048"),
      service("api", 3),
      target("api", 9),
      definition("migration", "512"),
    ]);
    const need = sheet.find(({ name }) => name.startsWith("Fargate"));

    expect(need).toMatchObject({ atRest: 6, whileReplaced: 12.5, atMost: 18, needed: 18, limit: 6, raise: true });
  });

  it("is refused without the raises of the sheet, and accepted with exactly them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.constantFrom(256, 512, 1024, 2048, 4096), (count, cpu) => {
        const resources = [definition("api", String(cpu)), service("api", count)];
        const need = quotaSheet(resources).find(({ name }) => name.startsWith("Fargate"));
        const raises = raisesOf(quotaSheet(resources));
        expect(need?.atRest).toBe((count * cpu) / 1024);
        expect(need?.whileReplaced).toBe((2 * count * cpu) / 1024);
        expect(refusalOf(service("api", count), resources.slice(0, 1), { kind: "new", raises })).toBeUndefined();
        expect(refusalOf(service("api", count), resources.slice(0, 1), { kind: "new" }) !== undefined).toBe(
          (count * cpu) / 1024 > 6,
        );
      }),
    );
  });
});

it("adds up stages in one account where the account is counted, and not what each has of its own", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }), (counts) => {
      const sheets = counts.map((count, stage) =>
        quotaSheet(
          Array.from({ length: count }, (_, number) => [
            resource("aws:ec2/eip:Eip", number),
            resource("aws:ec2/subnet:Subnet", number, { vpcId: `vpc-${stage}` }),
          ]).flat(),
        ),
      );
      const shared = sharedSheet(sheets);
      const total = counts.reduce((sum, count) => sum + count, 0);
      expect(shared.find(({ name }) => name.startsWith("EC2-VPC"))).toMatchObject({ needed: total, raise: total > 5 });
      expect(shared.find(({ name }) => name.startsWith("Subnets"))?.needed).toBe(Math.max(...counts));
    }),
  );
});

it("refuses CloudFront in a new account that is not verified, and counts Regions apart", () => {
  const distribution = resource("aws:cloudfront/distribution:Distribution", 0);
  expect(refusalOf(distribution, [], { kind: "new" })?.code).toBe("AccessDenied");
  expect(refusalOf(distribution, [])).toBeUndefined();
  const vpcs = Array.from({ length: 5 }, (_, number) => resource("aws:ec2/vpc:Vpc", number));
  expect(refusalOf(resource("aws:ec2/vpc:Vpc", 6, { region: "af-south-1" }), vpcs)).toBeUndefined();
});

it("counts the rules that are written into a group like those beside it", () => {
  const ranges = (count: number) => Array.from({ length: count }, (_, number) => `10.0.${number}.0/24`);
  const group = (count: number): Counted => ({
    ...resource("aws:ec2/securityGroup:SecurityGroup", 0, {
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ranges(count), self: true }],
    }),
    id: "sg-1",
  });
  const beside = resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", 0, {
    securityGroupId: "sg-1",
    cidrIpv4: "10.1.0.0/16",
  });
  expect(refusalOf(group(59), [])).toBeUndefined();
  expect(refusalOf(group(60), [])?.code).toBe("RulesPerSecurityGroupLimitExceeded");
  expect(refusalOf(beside, [group(58)])).toBeUndefined();
  expect(refusalOf(beside, [group(59)])?.code).toBe("RulesPerSecurityGroupLimitExceeded");
});

it("never has less in an older account, nor after a raise", () => {
  for (const quota of quotas) {
    expect(limitOf(quota, "established")).toBeGreaterThanOrEqual(limitOf(quota, "new"));
    expect(limitOf(quota, "new", { [quotaKey(quota)]: 1 })).toBeGreaterThanOrEqual(limitOf(quota, "new"));
  }
});
