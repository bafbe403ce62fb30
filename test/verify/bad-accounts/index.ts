import { backupFaults } from "./backups";
import { dayFaults } from "./day";
import type { BadAccount } from "./faults";
import { protectionFaults } from "./protection";
import { watchingFaults } from "./watching";

/** Each way in which the state of a stage is wrong on its own. */
export const badAccounts: readonly BadAccount[] = [
  ...watchingFaults,
  ...backupFaults,
  ...protectionFaults,
  ...dayFaults,
];
