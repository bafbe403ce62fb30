import { oneOf } from "../fields/field";
import { type ChangeRefusal, inPlace, onChange } from "./change-rule";

/**
 * When RDS or ElastiCache applies a disruptive change: in the weekly maintenance window, or at once. A new major version
 * needs `immediately`. @default "in-window"
 */
export function applyChanges() {
  return onChange(oneOf(["in-window", "immediately"]).default("in-window"), inPlace);
}

/**
 * Refuses a new major version if changes wait for the window: the parameter group of the old version would be deleted
 * while it is in use.
 * @param section the new settings of the data store.
 * @param step the versions from and to, in words.
 */
export function onlyImmediately(section: Readonly<Record<string, unknown>>, step: string): ChangeRefusal | undefined {
  return section.applyChanges === "immediately"
    ? undefined
    : {
        kind: "impossible",
        allowed: `the upgrade ${step} with applyChanges: immediately, which causes downtime and also changes the parameter group`,
        fix: "follow docs/runbooks/procedures/upgrade-a-database.md: take a snapshot, set applyChanges to immediately at a time of low load, and back to in-window afterwards",
      };
}
