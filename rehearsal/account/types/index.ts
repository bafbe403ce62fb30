import { withReads } from "../read";
import type { ResourceTypes } from "../resource-type";
import type { TypeFiles } from "../type-files";
import { kms } from "./security/kms";
import { atlas } from "./atlas/atlas";
import { elasticache } from "./data/elasticache";
import { random } from "./random/random";
import { rds } from "./data/rds";
import { secretsmanager } from "./security/secretsmanager";
import { tls } from "./random/tls";
import { backup } from "./data/backup";
import { ec2 } from "./network/ec2";
import { ecr } from "./compute/ecr";
import { iam } from "./security/iam";
import { logs } from "./observability/logs";
import { s3 } from "./data/s3";
import { sns } from "./observability/sns";
import { acm } from "./edge/acm";
import { appautoscaling } from "./compute/appautoscaling";
import { cloudfront } from "./edge/cloudfront";
import { cloudwatch } from "./observability/cloudwatch";
import { ecs } from "./compute/ecs";
import { firehose } from "./observability/firehose";
import { lambda } from "./compute/lambda";
import { lb } from "./edge/lb";
import { logDelivery } from "./observability/log-delivery";
import { route53 } from "./edge/route53";
import { scheduler } from "./compute/scheduler";
import { ssm } from "./security/ssm";
import { synthetics } from "./compute/synthetics";
import { wafv2 } from "./edge/wafv2";
import { atlasAlerts } from "./atlas/atlas-alerts";
import { atlasBackups } from "./atlas/atlas-backups";
import { atlasClusters } from "./atlas/atlas-clusters";
import { atlasDatabaseUsers } from "./atlas/atlas-database-users";
import { atlasEncryption } from "./atlas/atlas-encryption";
import { atlasNetwork } from "./atlas/atlas-network";
import { atlasProject } from "./atlas/atlas-project";
import { addressTypes } from "./network/ec2-addresses";
import { endpointTypes } from "./network/ec2-endpoints";
import { networkAclTypes } from "./network/ec2-network-acls";
import { routingTypes } from "./network/ec2-routing";
import { securityGroupTypes } from "./network/ec2-security-groups";
import { vpcTypes } from "./network/ec2-vpc";
import { budgets } from "./observability/budgets";
import { cloudtrail } from "./security/cloudtrail";
import { costexplorer } from "./observability/costexplorer";
import { elasticacheUsers } from "./data/elasticache-users";
import { iamPolicyTypes } from "./security/iam-policies";
import { lambdaInvocation } from "./compute/lambda-invocation";
import { rdsCluster } from "./data/rds-cluster";
import { rdsGroups } from "./data/rds-groups";
import { rdsInstance } from "./data/rds-instance";
import { rdsProxy } from "./data/rds-proxy";
import { bucketConfigurationTypes } from "./data/s3-configurations";

/** The types by the file that describes them; those of a service in several files stand under each of them. */
export const typeFiles: TypeFiles = {
  "security/kms": kms,
  "atlas/atlas": atlas,
  "data/elasticache": elasticache,
  "random/random": random,
  "data/rds": rds,
  "security/secretsmanager": secretsmanager,
  "random/tls": tls,
  "data/backup": backup,
  "network/ec2": ec2,
  "compute/ecr": ecr,
  "security/iam": iam,
  "observability/logs": logs,
  "data/s3": s3,
  "observability/sns": sns,
  "edge/acm": acm,
  "compute/appautoscaling": appautoscaling,
  "edge/cloudfront": cloudfront,
  "observability/cloudwatch": cloudwatch,
  "compute/ecs": ecs,
  "observability/firehose": firehose,
  "compute/lambda": lambda,
  "edge/lb": lb,
  "observability/log-delivery": logDelivery,
  "edge/route53": route53,
  "compute/scheduler": scheduler,
  "security/ssm": ssm,
  "compute/synthetics": synthetics,
  "edge/wafv2": wafv2,
  "observability/budgets": budgets,
  "security/cloudtrail": cloudtrail,
  "observability/costexplorer": costexplorer,
  "atlas/atlas-alerts": atlasAlerts,
  "atlas/atlas-backups": atlasBackups,
  "atlas/atlas-clusters": atlasClusters,
  "atlas/atlas-database-users": atlasDatabaseUsers,
  "atlas/atlas-encryption": atlasEncryption,
  "atlas/atlas-network": atlasNetwork,
  "atlas/atlas-project": atlasProject,
  "network/ec2-addresses": addressTypes,
  "network/ec2-endpoints": endpointTypes,
  "network/ec2-network-acls": networkAclTypes,
  "network/ec2-routing": routingTypes,
  "network/ec2-security-groups": securityGroupTypes,
  "network/ec2-vpc": vpcTypes,
  "data/elasticache-users": elasticacheUsers,
  "security/iam-policies": iamPolicyTypes,
  "compute/lambda-invocation": lambdaInvocation,
  "data/rds-cluster": rdsCluster,
  "data/rds-groups": rdsGroups,
  "data/rds-instance": rdsInstance,
  "data/rds-proxy": rdsProxy,
  "data/s3-configurations": bucketConfigurationTypes,
};

/** Every resource type the account models, one file per service. */
export const resourceTypes: ResourceTypes = withReads(Object.assign({}, ...Object.values(typeFiles)) as ResourceTypes);
