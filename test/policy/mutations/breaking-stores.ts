import { tokens } from "../../../policy/readings/tokens";
import { parameter, without } from "./documents";
import { absent, inJson } from "./mutation";
import type { Line } from "./mutation";

const world = { cidrIpv4: "0.0.0.0/0", referencedSecurityGroupId: undefined };
const ingressRule = ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"];

/** What breaks networks and data stores, property by property, and the rule that is there for it. */
export const breakingStores: readonly Line[] = [
  // Network
  {
    types: ingressRule,
    path: "cidrIpv4",
    values: [world.cidrIpv4, "0.0.0.0/1", "128.0.0.0/1", "203.0.113.0/24"],
    rule: "sg-no-public-internal-ports",
    where: ({ inputs }) => [4000, 5432, 6379].includes(Number(inputs.fromPort)),
  },
  {
    types: ingressRule,
    path: "cidrIpv6",
    values: ["::/0"],
    rule: "sg-no-public-internal-ports",
    where: ({ inputs }) => [4000, 5432, 6379].includes(Number(inputs.fromPort)),
  },
  {
    types: ingressRule,
    path: "ipProtocol",
    values: ["-1"],
    rule: "sg-no-public-internal-ports",
    where: ({ inputs }) => inputs.cidrIpv4 === "0.0.0.0/0",
  },
  {
    types: ingressRule,
    path: "toPort",
    values: [5432, 65535],
    rule: "sg-no-public-internal-ports",
    where: ({ inputs }) => inputs.cidrIpv4 === "0.0.0.0/0",
  },
  {
    types: ingressRule,
    path: "fromPort",
    values: [0, 22],
    rule: "no-ssh-ingress",
    where: ({ inputs }) => inputs.cidrIpv4 === "0.0.0.0/0",
  },
  {
    types: ingressRule,
    path: "description",
    values: [absent, "", " ", "Managed by Pulumi"],
    rule: "sg-rules-described",
  },
  {
    types: ["aws:ec2/securityGroup:SecurityGroup"],
    path: "ingress",
    values: [
      [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"], description: "SSH" }],
      [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["203.0.113.0/24"], description: "All" }],
      [{ protocol: "tcp", fromPort: 3389, toPort: 3389, ipv6CidrBlocks: ["::/0"], description: "RDP" }],
    ],
    rule: "no-ssh-ingress",
  },
  {
    types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    path: "ingress",
    values: [[{ protocol: "-1", fromPort: 0, toPort: 0, self: true }]],
    rule: "default-security-group-closed",
  },
  {
    types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    path: "egress",
    values: [[{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }]],
    rule: "default-security-group-closed",
  },
  {
    types: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    path: "",
    values: [absent],
    rule: "default-security-group-closed",
  },
  {
    types: ["aws:ec2/flowLog:FlowLog"],
    path: "trafficType",
    values: ["REJECT", "ACCEPT", absent],
    rule: "vpc-flow-logs",
  },
  { types: ["aws:ec2/flowLog:FlowLog"], path: "", values: [absent], rule: "vpc-flow-logs" },

  // Data stores
  { types: tokens.databases, path: "storageEncrypted", values: [false, absent], rule: "rds-encrypted" },
  { types: tokens.databases, path: "kmsKeyId", values: [absent, "alias/aws/rds"], rule: "rds-encrypted" },
  { types: tokens.databases, path: "publiclyAccessible", values: [true], rule: "rds-private" },
  { types: tokens.databases, path: "dbSubnetGroupName", values: [absent], rule: "rds-private" },
  { types: tokens.databases, path: "vpcSecurityGroupIds", values: [absent, []], rule: "rds-private" },
  { types: tokens.databases, path: "backupRetentionPeriod", values: [absent, 0, 1, 7, 29], rule: "rds-backups" },
  { types: tokens.databases, path: "backupWindow", values: [absent], rule: "rds-backups" },
  { types: tokens.databases, path: "copyTagsToSnapshot", values: [absent, false], rule: "rds-backups" },
  { types: tokens.databases, path: "deletionProtection", values: [absent, false], rule: "rds-backups" },
  { types: tokens.databases, path: "protect", values: [false], rule: "rds-backups" },
  { types: tokens.databases, path: "skipFinalSnapshot", values: [true], rule: "rds-backups" },
  { types: tokens.databases, path: "finalSnapshotIdentifier", values: [absent], rule: "rds-backups" },
  { types: tokens.databases, path: "multiAz", values: [absent, false], rule: "rds-multi-az" },
  { types: tokens.databases, path: "parameterGroupName", values: [absent], rule: "rds-force-ssl" },
  {
    types: tokens.databaseParameterGroups,
    path: "parameters",
    values: [[], parameter("rds.force_ssl", "0"), without("rds.force_ssl"), absent],
    rule: "rds-force-ssl",
  },
  { types: tokens.bucketAccessBlocks, path: "", values: [absent], rule: "s3-private" },
  { types: tokens.bucketAccessBlocks, path: "blockPublicAcls", values: [absent, false], rule: "s3-private" },
  { types: tokens.bucketAccessBlocks, path: "blockPublicPolicy", values: [absent, false], rule: "s3-private" },
  { types: tokens.bucketAccessBlocks, path: "ignorePublicAcls", values: [absent, false], rule: "s3-private" },
  { types: tokens.bucketAccessBlocks, path: "restrictPublicBuckets", values: [absent, false], rule: "s3-private" },
  { types: tokens.bucketEncryptions, path: "", values: [absent], rule: "s3-private" },
  { types: tokens.bucketVersionings, path: "", values: [absent], rule: "s3-private" },
  {
    types: tokens.bucketVersionings,
    path: "versioningConfiguration.status",
    values: ["Suspended", "Disabled", absent],
    rule: "s3-private",
  },
  { types: tokens.bucketPolicies, path: "", values: [absent], rule: "s3-private" },
  {
    types: tokens.bucketPolicies,
    path: "policy",
    values: [
      inJson<{ Statement: { Effect: string }[] }>("without refusals", (document) => ({
        ...document,
        Statement: document.Statement.filter(({ Effect }) => Effect !== "Deny"),
      })),
    ],
    rule: "s3-private",
  },

  // Cache
  { types: tokens.caches, path: "atRestEncryptionEnabled", values: [absent, false], rule: "redis-secure" },
  { types: tokens.caches, path: "transitEncryptionEnabled", values: [absent, false], rule: "redis-secure" },
  { types: tokens.caches, path: "transitEncryptionMode", values: ["preferred"], rule: "redis-secure" },
  { types: tokens.caches, path: "userGroupIds", values: [absent, []], rule: "redis-secure" },
  { types: tokens.caches, path: "snapshotRetentionLimit", values: [absent, 0, 1, 6], rule: "redis-secure" },
  { types: tokens.caches, path: "snapshotWindow", values: [absent], rule: "redis-secure" },
  { types: tokens.caches, path: "multiAzEnabled", values: [absent, false], rule: "redis-highly-available" },
  { types: tokens.caches, path: "automaticFailoverEnabled", values: [absent, false], rule: "redis-highly-available" },
  { types: tokens.caches, path: "numCacheClusters", values: [absent, 1], rule: "redis-highly-available" },
  { types: tokens.caches, path: "clusterMode", values: ["enabled", "compatible"], rule: "redis-bullmq-safe" },
  { types: tokens.caches, path: "parameterGroupName", values: [absent], rule: "redis-bullmq-safe" },
  {
    types: tokens.cacheParameterGroups,
    path: "parameters",
    values: [
      absent,
      [],
      ...["allkeys-lru", "volatile-lru", "allkeys-random", "volatile-ttl"].map((value) =>
        parameter("maxmemory-policy", value),
      ),
    ],
    rule: "redis-bullmq-safe",
  },
];
