import { createHash } from "node:crypto";

/** The three stages (C-01 of the checklists). */
export type WholeStage = "development" | "staging" | "production";

/**
 * The prefix of physical names: a stage, or a separate stack of one system, `staging-med-platform`
 * (docs/decisions/0025-stacks.md).
 */
export type Stage = WholeStage | `${WholeStage}-${string}`;

/**
 * The longest physical names the services accept, in characters.
 * Sources: each service's API reference (CreateLoadBalancer, CreateTargetGroup, CreateRole, CreateDBInstance,
 * CreateReplicationGroup, CreateBucket, CreateCanary, and so on).
 */
export const nameLimits = {
  loadBalancer: 32,
  targetGroup: 32,
  iamRole: 64,
  databaseInstance: 63,
  databaseParameterGroup: 255,
  databaseSubnetGroup: 255,
  databaseEventSubscription: 255,
  cacheReplicationGroup: 40,
  cacheParameterGroup: 255,
  cacheSubnetGroup: 255,
  cacheUser: 40,
  cacheUserGroup: 40,
  bucket: 63,
  canary: 255,
  lambdaFunction: 64,
  cluster: 255,
  service: 255,
  taskFamily: 255,
  logGroup: 512,
  topic: 256,
  alarm: 255,
  dashboard: 255,
  webAcl: 128,
  backupVault: 50,
  backupPlan: 50,
  repository: 256,
  securityGroup: 255,
  secret: 512,
  keyAlias: 250,
  restoreTestingPlan: 50,
  deliveryStream: 64,
  eventRule: 64,
  cloudFrontFunction: 64,
  originAccessControl: 64,
  cachePolicy: 128,
  responseHeadersPolicy: 128,
  logDelivery: 60,
  scalingPolicy: 256,
  atlasProject: 64,
  // Atlas truncates a cluster's name to this length in its host names.
  atlasCluster: 23,
  trail: 128,
  budget: 100,
  anomalyMonitor: 1024,
  // The value of a Name tag, for resources without a name (AWS general reference, tag values).
  vpc: 256,
  subnet: 256,
  routeTable: 256,
  internetGateway: 256,
  natGateway: 256,
  elasticIp: 256,
  vpcEndpoint: 256,
} as const;

/** A kind of resource with a physical name. */
export type NamedKind = keyof typeof nameLimits;

/** Characters of the digest that replaces the cut part of a name. */
const digestLength = 6;

/**
 * The physical name `<stage>-<parts joined by hyphens>`, at most as long as the kind allows. A longer one is cut and
 * ends in a digest of the whole, so that two long names stay two names; the stage is never cut.
 */
export function physicalName(kind: NamedKind, stage: Stage, ...parts: readonly string[]): string {
  const whole = [stage, ...parts].join("-");
  const limit = nameLimits[kind];
  if (whole.length <= limit) return whole;
  const digest = createHash("sha256").update(whole).digest("hex").slice(0, digestLength);
  return `${whole.slice(0, limit - digestLength - 1).replace(/-+$/, "")}-${digest}`;
}

/** The path-like name `<stage>/<parts joined by slashes>` of secrets (C-05) and repositories. */
export function physicalPath(stage: Stage, ...parts: readonly string[]): string {
  return [stage, ...parts].join("/");
}
