import type { ResourceTypes } from "../../resource-type";
import { rdsCluster } from "./rds-cluster";
import { rdsGroups } from "./rds-groups";
import { rdsInstance } from "./rds-instance";
import { rdsProxy } from "./rds-proxy";

/** Every type of Amazon RDS that the account models. */
export const rds: ResourceTypes = { ...rdsInstance, ...rdsGroups, ...rdsCluster, ...rdsProxy };
