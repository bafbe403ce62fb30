import type { Addition } from "./mutation";

const keyring = "care-platform:security:Keyring";
const dayInMilliseconds = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * dayInMilliseconds).toISOString();

/**
 * A keyring at rest, in the second generation of its secret. It is as young as the rehearsed stage, or the stage's alarms on
 * the ages of secrets would come too late for it.
 */
const steady = {
  secret: "JWT_SECRET",
  system: "ahava-healthcare",
  stage: "production",
  kind: "signing",
  current: 2,
  phase: "steady",
  currentSince: daysAgo(0.5),
  changedAt: daysAgo(0.2),
  overlapSeconds: 900,
};
const activated = { ...steady, phase: "activated", previous: 1 };
const cluster = { engine: "aurora-postgresql", masterUsername: "owner_of_all", clusterIdentifier: "aurora" };
const instance = { instanceType: "t4g.small", tags: {} };

/** A policy with one action on one role. */
const granting = (Action: string, more: object = {}): string =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Action, Resource: "arn:aws:iam::000000000000:role/production-api", ...more }],
  });

/** What breaks the stage when it is added, for rules about what the program has none of. */
export const breakingAdditions: readonly Addition[] = [
  { type: "aws:ec2/instance:Instance", title: "a host", inputs: instance, rule: "no-ec2-hosts" },
  {
    type: "aws:ec2/keyPair:KeyPair",
    title: "a key pair",
    inputs: { publicKey: "ssh-ed25519 A" },
    rule: "no-ec2-hosts",
  },
  {
    type: "aws:ec2/instance:Instance",
    title: "a password in the script",
    inputs: { ...instance, userData: "#!/bin/sh\nexport DB_PASSWORD=correct-horse\n" },
    rule: "no-secrets-in-user-data",
  },
  {
    type: "care-platform:data:SqlTask",
    title: "a task that may write",
    inputs: { image: `production/med-platform@sha256:${"0".repeat(64)}`, rights: "write", limitSeconds: 480 },
    rule: "sql-task-limited",
  },
  { type: "aws:rds/proxy:Proxy", title: "plain connections", inputs: { requireTls: false }, rule: "rds-proxy-tls" },
  { type: "aws:rds/proxy:Proxy", title: "no word about TLS", inputs: {}, rule: "rds-proxy-tls" },
  { type: "aws:rds/cluster:Cluster", title: "without members", inputs: cluster, rule: "rds-cluster-multi-az" },
  {
    type: "aws:elasticache/cluster:Cluster",
    title: "one node",
    inputs: { engine: "redis", numCacheNodes: 1 },
    rule: "redis-replication-group",
  },
  {
    type: "aws:ec2/networkAclRule:NetworkAclRule",
    title: "Postgres for everybody",
    inputs: {
      egress: false,
      protocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      cidrBlock: "0.0.0.0/0",
      ruleAction: "allow",
    },
    rule: "nacl-no-public-internal-ports",
  },
  {
    type: "aws:ec2/managedPrefixList:ManagedPrefixList",
    title: "the whole internet",
    inputs: { addressFamily: "IPv4", entries: [{ cidr: "0.0.0.0/0" }] },
    rule: "prefix-list-not-world",
  },
  {
    type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
    title: "half of the internet",
    inputs: { cidr: "::/0" },
    rule: "prefix-list-not-world",
  },
  {
    type: "mongodbatlas:index/flexCluster:FlexCluster",
    title: "on shared machines",
    inputs: { projectId: "0", name: "shared" },
    rule: "atlas-dedicated-tier-in-prod",
  },

  // What stands in a stage and nobody watches
  ...Object.entries({
    "aws:rds/instance:Instance": { identifier: "unwatched" },
    "aws:elasticache/replicationGroup:ReplicationGroup": { replicationGroupId: "unwatched" },
    "aws:lb/loadBalancer:LoadBalancer": { arnSuffix: "app/unwatched/0" },
    "aws:ecs/service:Service": { name: "unwatched" },
  }).map(([type, inputs]): Addition => ({ type, title: "without alarms", inputs, rule: "alarms-complete" })),
  {
    type: "mongodbatlas:index/advancedCluster:AdvancedCluster",
    title: "whose backups go with it",
    inputs: { projectId: "0", name: "another", backupEnabled: true },
    rule: "atlas-backups-outlive-cluster",
  },

  { type: "aws:s3/bucket:Bucket", title: "and nothing beside it", inputs: {}, rule: "s3-encrypted" },

  // Rights, other accounts, and secrets in inputs
  {
    type: "aws:iam/policy:Policy",
    title: "that writes policies of roles",
    inputs: { policy: granting("iam:PutRolePolicy") },
    rule: "iam-no-escalation",
  },
  {
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    title: "for another account",
    inputs: {
      policy: JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: { AWS: "222222222222" }, Action: "secretsmanager:GetSecretValue" }],
      }),
    },
    rule: "policies-own-accounts",
  },
  {
    type: "aws:rds/snapshot:Snapshot",
    title: "shared with another account",
    inputs: { sharedAccounts: ["222222222222"] },
    rule: "shares-own-accounts",
  },
  {
    type: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    title: "with another network of the account",
    inputs: { vpcId: "vpc-0", peerVpcId: "vpc-1" },
    rule: "network-not-joined",
  },
  {
    type: "aws:lambda/invocation:Invocation",
    title: "with a password",
    inputs: { input: '{"password":"correct-horse-3"}' },
    rule: "no-plaintext-secrets-in-inputs",
  },

  // Keyrings
  {
    type: "random:index/randomPassword:RandomPassword",
    title: "a short generation of a keyring",
    inputs: { length: 16 },
    under: keyring,
    rule: "keyring-key-strength",
  },
  {
    type: "tls:index/privateKey:PrivateKey",
    title: "a weak generation of a keyring",
    inputs: { algorithm: "RSA", rsaBits: 1024 },
    under: keyring,
    rule: "keyring-key-strength",
  },
  ...Object.entries({
    "two slots with one generation": { ...activated, previous: 2 },
    "activated without what was before": { ...activated, previous: undefined },
    "no overlap": { ...activated, overlapSeconds: 0 },
  }).map(([title, inputs]): Addition => ({ type: keyring, title, inputs, rule: "keyring-overlap" })),
  ...Object.entries({
    "generation 0": { ...steady, current: 0 },
    "a jump ahead": { ...steady, phase: "published", next: 4 },
    "what was before is older than that": { ...activated, current: 4 },
  }).map(([title, inputs]): Addition => ({ type: keyring, title, inputs, rule: "keyring-generation-jump" })),
  ...Object.entries({
    "retired after ten minutes": { ...steady, changedAt: daysAgo(0.5 - 10 / 1440) },
    "retired with rows left": {
      ...steady,
      kind: "encryption",
      reencryption: { generation: 1, rowsLeft: 3, at: daysAgo(2) },
    },
    "retired without a count": { ...steady, kind: "encryption" },
  }).map(([title, inputs]): Addition => ({ type: keyring, title, inputs, rule: "keyring-retire-gate" })),
  {
    type: keyring,
    title: "whose age nobody watches",
    inputs: { ...steady, secret: "SESSION_SECRET" },
    rule: "secret-age-alarms",
  },
  { type: keyring, title: "31 days", inputs: { ...steady, currentSince: daysAgo(31) }, rule: "keyring-age" },
  { type: keyring, title: "400 days", inputs: { ...steady, currentSince: daysAgo(400) }, rule: "keyring-age-limit" },
  {
    type: keyring,
    title: "an emergency without a reason",
    inputs: { ...steady, emergency: { reason: "", at: daysAgo(2) } },
    rule: "keyring-emergency-reason",
  },
  {
    type: keyring,
    title: "an emergency without a moment",
    inputs: { ...steady, emergency: { reason: "The token was in a screenshot." } },
    rule: "keyring-emergency-reason",
  },
];

/** What may be added without breaking anything. */
export const harmlessAdditions: readonly Addition[] = [
  {
    type: "aws:iam/policy:Policy",
    title: "that passes one role to ECS",
    inputs: {
      policy: granting("iam:PassRole", {
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      }),
    },
  },
  { type: "aws:rds/snapshot:Snapshot", title: "shared with nobody", inputs: { sharedAccounts: [] } },
  { type: "aws:lambda/invocation:Invocation", title: "with a date", inputs: { input: '{"day":"2026-11-29"}' } },
  { type: keyring, title: "at rest", inputs: steady },
  { type: keyring, title: "the first generation", inputs: { ...steady, current: 1 } },
  { type: keyring, title: "published", inputs: { ...steady, phase: "published", next: 3 } },
  { type: keyring, title: "activated", inputs: activated },
  {
    type: keyring,
    title: "an emergency",
    inputs: { ...activated, emergency: { reason: "The token was in a screenshot.", at: daysAgo(2) } },
  },
  {
    type: "aws:ec2/managedPrefixList:ManagedPrefixList",
    title: "one office",
    inputs: { addressFamily: "IPv4", entries: [{ cidr: "203.0.113.7/32" }] },
  },
  { type: "aws:rds/proxy:Proxy", title: "over TLS only", inputs: { requireTls: true } },
];
