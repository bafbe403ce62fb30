import type { ResourceTypes } from "../../resource-type";
import { atlasAlerts } from "./atlas-alerts";
import { atlasBackups } from "./atlas-backups";
import { atlasClusters } from "./atlas-clusters";
import { atlasDatabaseUsers } from "./atlas-database-users";
import { atlasEncryption } from "./atlas-encryption";
import { atlasNetwork } from "./atlas-network";
import { atlasProject } from "./atlas-project";

/**
 * MongoDB Atlas, an organisation of its own beside the AWS account and in none of its regions: the two know each other
 * by ARNs and ids alone. The codes of its refusals are those of "Atlas Administration API Error Codes".
 */
export const atlas: ResourceTypes = {
  ...atlasProject,
  ...atlasClusters,
  ...atlasBackups,
  ...atlasDatabaseUsers,
  ...atlasEncryption,
  ...atlasNetwork,
  ...atlasAlerts,
};
