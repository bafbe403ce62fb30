import { compareWithStanding } from "../../../stacks/settings/standing/comparison";
import { recordedSettings, type StandingRecord } from "../../../stacks/settings/standing/record";
import type { Changes } from "../complete";
import { settingsOfThree } from "../three-systems";

/** What staging records when it is deployed with changes. */
export function standing(changes: Changes = {}, measured: StandingRecord["measured"] = {}): StandingRecord {
  return { settings: recordedSettings(settingsOfThree("staging", changes)), measured };
}

/** What is said of settings against what stands, by key. */
export function said(changes: Changes, before: StandingRecord = standing()): Record<string, string> {
  const { faults } = compareWithStanding(settingsOfThree("staging", changes), before);
  return Object.fromEntries(faults.map(({ path, allowed, fix }) => [path.join("."), `${allowed}; fix: ${fix}`]));
}
