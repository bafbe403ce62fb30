import type { ResourceTypes } from "../resource-type";
import { kms } from "./kms";
import { elasticache } from "./elasticache";
import { random } from "./random";
import { rds } from "./rds";
import { secretsmanager } from "./secretsmanager";
import { tls } from "./tls";

/** Every resource type the account models, one file per service. */
export const resourceTypes: ResourceTypes = {
  ...kms,
  ...elasticache,
  ...random,
  ...rds,
  ...secretsmanager,
  ...tls,
};
