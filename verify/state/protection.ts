import { judged } from "../outcome";
import type { Probe } from "../probe";
import { type Deployed, type DeployedPart, ofType, regionOf, textOf } from "./deployed";
import { stateProbe } from "./state-probe";

const instanceType = "aws:rds/instance:Instance";
const groupType = "aws:elasticache/replicationGroup:ReplicationGroup";
const bucketType = "aws:s3/bucket:Bucket";

const reads: Readonly<Record<string, (part: DeployedPart, deployed: Deployed) => Promise<readonly string[]>>> = {
  [instanceType]: async (part, deployed) => {
    const name = textOf(part, "identifier");
    const found = await deployed.account.find(
      "rds",
      (client, sending) => client.describeDBInstances({ DBInstanceIdentifier: name }, sending),
      regionOf(part, deployed),
    );
    const instance = found?.DBInstances?.[0];
    if (instance === undefined) return [`${name} does not exist`];
    return [
      ...(instance.StorageEncrypted === true ? [] : [`${name} is not encrypted`]),
      ...(instance.PubliclyAccessible === true ? [`${name} has a public address`] : []),
    ];
  },
  [groupType]: async (part, deployed) => {
    const name = textOf(part, "replicationGroupId");
    const found = await deployed.account.find(
      "elasticache",
      (client, sending) => client.describeReplicationGroups({ ReplicationGroupId: name }, sending),
      regionOf(part, deployed),
    );
    const group = found?.ReplicationGroups?.[0];
    if (group === undefined) return [`${name} does not exist`];
    return [
      ...(group.AtRestEncryptionEnabled === true ? [] : [`${name} is not encrypted at rest`]),
      ...(group.TransitEncryptionEnabled === true ? [] : [`${name} takes connections without TLS`]),
    ];
  },
  [bucketType]: async (part, deployed) => {
    const name = textOf(part, "bucket");
    const found = await deployed.account.find(
      "s3",
      (client, sending) => client.getBucketEncryption({ Bucket: name }, sending),
      regionOf(part, deployed),
    );
    const rules = found?.ServerSideEncryptionConfiguration?.Rules ?? [];
    return rules.some(({ ApplyServerSideEncryptionByDefault }) => ApplyServerSideEncryptionByDefault !== undefined)
      ? []
      : [`${name} is not encrypted`];
  },
};

/** What holds data is encrypted. */
export const storesEncrypted: Probe = stateProbe({
  name: "stores-encrypted",
  file: "verify/state/protection.ts",
  title:
    "Databases, Redis and buckets are encrypted at rest; Redis takes TLS only, and no database has a public address",
  rows: [],
  partOf: ["AH-VER-08"],
  actions: ["elasticache:DescribeReplicationGroups", "rds:DescribeDBInstances", "s3:GetEncryptionConfiguration"],
  look: ({ deployed }) => {
    const parts = Object.keys(reads).flatMap((type) => ofType(deployed.own, type));
    if (parts.length === 0) return undefined;
    return {
      address: `${parts.length} data stores and buckets`,
      wanted: "each is encrypted",
      measure: async () => {
        const faults = await Promise.all(parts.map(async (part) => reads[part.type]?.(part, deployed) ?? []));
        return judged(faults.flat(), `${parts.length} are encrypted`);
      },
    };
  },
});

interface Rule {
  readonly name?: string;
  readonly statement?: { readonly rateBasedStatement?: { readonly limit?: number } };
}

/** The firewalls have the rules that the stack gave them. */
export const firewallRules: Probe = stateProbe({
  name: "firewall-rules",
  file: "verify/state/protection.ts",
  title: "Every web firewall has the rules that the stack gave it, and the limits of its rate rules",
  rows: [],
  partOf: ["AH-VER-10", "MP-AUTH-07"],
  actions: ["wafv2:GetWebACL"],
  look: ({ deployed }) => {
    const firewalls = ofType(deployed.own, "aws:wafv2/webAcl:WebAcl");
    if (firewalls.length === 0) return undefined;
    return {
      address: firewalls.map((firewall) => textOf(firewall, "name")).join(", "),
      wanted: "the rules of the stack, each with its limit",
      measure: async () => {
        const faults = await Promise.all(firewalls.map(async (firewall) => firewallFaults(firewall, deployed)));
        return judged(faults.flat(), `${firewalls.length} firewalls have their rules`);
      },
    };
  },
});

async function firewallFaults(firewall: DeployedPart, deployed: Deployed): Promise<readonly string[]> {
  const name = textOf(firewall, "name");
  const found = await deployed.account.find(
    "wafv2",
    (client, sending) => client.getWebACL({ ARN: textOf(firewall, "arn") }, sending),
    regionOf(firewall, deployed),
  );
  if (found?.WebACL === undefined) return [`${name} does not exist`];
  const { Rules = [] } = found.WebACL;
  return ((firewall.properties.rules ?? []) as readonly Rule[]).flatMap((wanted) => {
    const rule = Rules.find(({ Name }) => Name === wanted.name);
    if (rule === undefined) return [`${name} has no rule ${String(wanted.name)}`];
    const limit = wanted.statement?.rateBasedStatement?.limit;
    const has = rule.Statement?.RateBasedStatement?.Limit;
    return limit === has ? [] : [`${name}: rule ${String(wanted.name)} allows ${String(has)} and not ${String(limit)}`];
  });
}
