import type { ResourceTypes } from "../resource-type";
import type { TypeFiles } from "../type-files";
import { kms } from "./kms";
import { atlas } from "./atlas";
import { elasticache } from "./elasticache";
import { random } from "./random";
import { rds } from "./rds";
import { secretsmanager } from "./secretsmanager";
import { tls } from "./tls";
import { backup } from "./backup";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { iam } from "./iam";
import { logs } from "./logs";
import { s3 } from "./s3";
import { sns } from "./sns";
import { acm } from "./acm";
import { appautoscaling } from "./appautoscaling";
import { cloudfront } from "./cloudfront";
import { cloudwatch } from "./cloudwatch";
import { ecs } from "./ecs";
import { firehose } from "./firehose";
import { lambda } from "./lambda";
import { lb } from "./lb";
import { logDelivery } from "./log-delivery";
import { route53 } from "./route53";
import { scheduler } from "./scheduler";
import { ssm } from "./ssm";
import { synthetics } from "./synthetics";
import { wafv2 } from "./wafv2";
import { atlasAlerts } from "./atlas-alerts";
import { atlasBackups } from "./atlas-backups";
import { atlasClusters } from "./atlas-clusters";
import { atlasDatabaseUsers } from "./atlas-database-users";
import { atlasEncryption } from "./atlas-encryption";
import { atlasNetwork } from "./atlas-network";
import { atlasOrganization } from "./atlas-organization";
import { atlasProject } from "./atlas-project";
import { addressTypes } from "./ec2-addresses";
import { endpointTypes } from "./ec2-endpoints";
import { networkAclTypes } from "./ec2-network-acls";
import { routingTypes } from "./ec2-routing";
import { securityGroupTypes } from "./ec2-security-groups";
import { vpcTypes } from "./ec2-vpc";
import { budgets } from "./budgets";
import { cloudtrail } from "./cloudtrail";
import { costexplorer } from "./costexplorer";
import { elasticacheUsers } from "./elasticache-users";
import { iamPolicyTypes } from "./iam-policies";
import { lambdaInvocation } from "./lambda-invocation";
import { rdsCluster } from "./rds-cluster";
import { rdsGroups } from "./rds-groups";
import { rdsInstance } from "./rds-instance";
import { rdsProxy } from "./rds-proxy";
import { bucketConfigurationTypes } from "./s3-configurations";

/** The types by the file that describes them; those of a service in several files stand under each of them. */
export const typeFiles: TypeFiles = {
  kms,
  atlas,
  elasticache,
  random,
  rds,
  secretsmanager,
  tls,
  backup,
  ec2,
  ecr,
  iam,
  logs,
  s3,
  sns,
  acm,
  appautoscaling,
  cloudfront,
  cloudwatch,
  ecs,
  firehose,
  lambda,
  lb,
  "log-delivery": logDelivery,
  route53,
  scheduler,
  ssm,
  synthetics,
  wafv2,
  budgets,
  cloudtrail,
  costexplorer,
  "atlas-alerts": atlasAlerts,
  "atlas-backups": atlasBackups,
  "atlas-clusters": atlasClusters,
  "atlas-database-users": atlasDatabaseUsers,
  "atlas-encryption": atlasEncryption,
  "atlas-network": atlasNetwork,
  "atlas-organization": atlasOrganization,
  "atlas-project": atlasProject,
  "ec2-addresses": addressTypes,
  "ec2-endpoints": endpointTypes,
  "ec2-network-acls": networkAclTypes,
  "ec2-routing": routingTypes,
  "ec2-security-groups": securityGroupTypes,
  "ec2-vpc": vpcTypes,
  "elasticache-users": elasticacheUsers,
  "iam-policies": iamPolicyTypes,
  "lambda-invocation": lambdaInvocation,
  "rds-cluster": rdsCluster,
  "rds-groups": rdsGroups,
  "rds-instance": rdsInstance,
  "rds-proxy": rdsProxy,
  "s3-configurations": bucketConfigurationTypes,
};

/** Every resource type the account models, one file per service. */
export const resourceTypes: ResourceTypes = Object.assign({}, ...Object.values(typeFiles)) as ResourceTypes;
