import { oneOf } from "../fields/field";
import { type ChangeRefusal, inPlace, onChange } from "./change-rule";

/**
 * When RDS or ElastiCache makes a change that interrupts: in the weekly maintenance window, or at once. A new major version
 * needs the second. @default "in-window"
 */
export function applyChanges() {
  return onChange(oneOf(["in-window", "immediately"]).default("in-window"), inPlace);
}

/**
 * Refuses a new major version where changes wait for the window: the parameter group of the old version would be deleted
 * while it is in use.
 * @param section the data store as it is to be.
 * @param step from which version to which, in words.
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
