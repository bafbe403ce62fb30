import type { Rule } from "../../rule";
import { redisAuthToken } from "./redis-auth-token";
import { redisBullmqSafe } from "./redis-bullmq-safe";
import { redisCustomerManagedKey } from "./redis-customer-managed-key";
import { redisHighlyAvailable } from "./redis-highly-available";
import { redisMinorUpgrades } from "./redis-minor-upgrades";
import { redisReplicationGroup } from "./redis-replication-group";
import { redisSecure } from "./redis-secure";
import { redisSubnetGroup } from "./redis-subnet-group";
import { redisUsersAuthenticated } from "./redis-users-authenticated";

/** The rules of the cache, in evaluation order. */
export const cacheRules: readonly Rule[] = [
  redisSecure,
  redisCustomerManagedKey,
  redisAuthToken,
  redisSubnetGroup,
  redisHighlyAvailable,
  redisBullmqSafe,
  redisReplicationGroup,
  redisMinorUpgrades,
  redisUsersAuthenticated,
];
