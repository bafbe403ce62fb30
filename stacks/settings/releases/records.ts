import * as fs from "node:fs";
import * as path from "node:path";
import { lacksOf, type Lack, recordFile, type RememberedRecord } from "../../../settings/release/gate";
import { isRehearsalKey } from "../../../settings/release/keys";
import { readRecord, type ReadRecord } from "../../../settings/release/record";
import type { Settings } from "../schema";
import { sections, type StackName, stackNamed, stackNames, type System } from "../systems";

/** The text of the record of a system on a stack; `undefined` if there is none. */
export type RecordText = (stack: StackName, system: System) => string | undefined;

/** The records that are kept in a folder as the project has them. */
export function recordsIn(directory: string): RecordText {
  return (stack, system) => {
    const file = path.join(directory, recordFile(stack, system));
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  };
}

/** The release of a system in its settings. */
export interface WantedRelease {
  readonly version: string;
  readonly digest?: string;
  readonly status: string;
}

/** The release of a system in the settings. An image with only a digest has the digest as its version. */
export function wantedRelease(settings: Settings, system: System): WantedRelease | undefined {
  const section = settings[sections[system]];
  if (section === undefined) return undefined;
  const { image, release } = section;
  const digest = release?.digest ?? (image.startsWith("sha256:") ? image : undefined);
  return {
    version: release?.version ?? image,
    ...(digest !== undefined && { digest }),
    status: release?.status ?? "ready",
  };
}

/** The record of a system on the stack of these settings; empty if there is none. */
export function ownRecord({ stack, release }: Settings, system: System, textOf: RecordText): ReadRecord {
  return readRecord(textOf(stack, system) ?? "", release.keys, { stack, system });
}

/** The records of a system on the stacks of staging that production relies on. */
export function stagingRecords({ release }: Settings, system: System, textOf: RecordText): readonly ReadRecord[] {
  const stacks = stackNames.filter((name) => {
    const named = stackNamed(name);
    return named.stage === "staging" && (named.system ?? system) === system;
  });
  return stacks.flatMap((stack) => {
    const text = textOf(stack, system);
    return text === undefined ? [] : [readRecord(text, { pipeline: release.keys.staging ?? [] }, { stack, system })];
  });
}

/** No account of AWS has this number: a stage that has it is simulated. */
const simulatedAccount = "000000000000";

/** The missing requirements of a system's production release; none on the other stages. */
export function releaseLacks(
  settings: Settings,
  system: System,
  textOf: RecordText,
  remembered?: RememberedRecord,
): readonly Lack[] {
  const wanted = wantedRelease(settings, system);
  if (settings.stage !== "production" || wanted === undefined) return [];
  const { stack, aws, release } = settings;
  const everyones = Object.entries(release.keys).filter(([, keys]) => keys.some(isRehearsalKey));
  if (aws.accountId !== simulatedAccount && everyones.length > 0) {
    return everyones.map(([role]) => ({
      what: `a key of ${role} that is not the rehearsal's, which everyone can make`,
      who: role,
      fix: `set release.keys.${role} to the public key of the stage's own KMS key`,
    }));
  }
  return lacksOf({
    system,
    stack,
    ...wanted,
    own: ownRecord(settings, system, textOf),
    staging: stagingRecords(settings, system, textOf),
    ...(remembered && { remembered }),
    samePerson: !release.separatePersons,
  });
}
