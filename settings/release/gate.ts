import type { ReadRecord } from "./record";
import { stateOf, validSignatures, wasVerified } from "./state";
import { isSame, type Release, signatories } from "./statement";

/** What a stack recorded of a release record at its last deployment; an older copy of the record lacks one of these. */
export interface RememberedRecord {
  /** The last step. */
  readonly last?: string | undefined;
  /** Every revocation of a signature. */
  readonly revocations: readonly string[];
}

/** The inputs of the release check of production. */
export interface ReleaseToJudge {
  readonly system: string;
  readonly stack: string;
  /** The release in the settings. */
  readonly version: string;
  /** @default the settings name no digest */
  readonly digest?: string;
  /** The release as the settings describe its status. */
  readonly status: string;
  /** The record of the system on this stack. */
  readonly own: ReadRecord;
  /** The records of the system on the stacks of staging. */
  readonly staging: readonly ReadRecord[];
  /** What this stack recorded of its release record. @default it was never deployed with one */
  readonly remembered?: RememberedRecord;
  /** Whether one person may sign for several roles. @default false */
  readonly samePerson?: boolean;
}

/** Something that a release lacks. */
export interface Lack {
  /** In words, without the system's name. */
  readonly what: string;
  /** Who can give it. */
  readonly who: string;
  /** The command, or the setting to change. */
  readonly fix: string;
}

/**
 * The missing requirements of a production release: a digest, an intact record, a verification of that digest on staging, and the four
 * signatures. A rollback to a version that was verified on this stack needs neither of the last two.
 */
export function lacksOf(judged: ReleaseToJudge): readonly Lack[] {
  const { system, stack, version, digest, own } = judged;
  const command = (words: string) => `npm run release -- ${words} --stage ${stack} --system ${system}`;
  if (digest === undefined) {
    return [
      {
        what: `the digest of ${version}`,
        who: "the person who deploys",
        fix: `set ${system}.release.digest to the digest of the image that staging verified`,
      },
    ];
  }
  const damage = damageOf(judged);
  if (damage.length > 0) return damage;
  const state = stateOf(own.entries);
  const release = { version, digest };
  const { current } = state;
  if (current === undefined || !isSame(current, release)) {
    const recorded = current === undefined ? "nothing" : `${current.version} (${current.digest})`;
    return [
      {
        what: `a proposal of ${version} (${digest}): the record has ${recorded}`,
        who: "the pipeline",
        fix: command(`propose --release ${version} --digest ${digest}`),
      },
    ];
  }
  return [
    ...statusLacks(current.status, judged, command),
    ...(current.isRollback && wasVerified(state.history, release)
      ? []
      : [...stagingLacks(judged, release), ...signatureLacks(judged, release, command)]),
  ];
}

function damageOf({ own, stack, system, remembered }: ReleaseToJudge): Lack[] {
  const file = recordFile(stack, system);
  const fix = `restore ${file} from version control, from the newest commit`;
  const who = "the person who deploys";
  const state = stateOf(own.entries);
  const faults = [...own.faults, ...state.faults];
  if (faults.length > 0) return faults.map((fault) => ({ what: `an intact record: ${file}: ${fault}`, who, fix }));
  const ids = new Set(own.entries.map(({ id }) => id));
  const known = [...(remembered?.last === undefined ? [] : [remembered.last]), ...(remembered?.revocations ?? [])];
  return known
    .filter((id) => !ids.has(id))
    .map((id) => ({ what: `the newest record: ${file} is an older copy, without the entry ${id}`, who, fix }));
}

/** The settings may not be further than the record. */
function statusLacks(recorded: string, { status, system }: ReleaseToJudge, command: (words: string) => string): Lack[] {
  const order = ["ready", "in progress", "deployed", "verified"];
  const who = "the pipeline";
  if (recorded === "ready" || recorded === "stopped")
    return [{ what: `a start: the record says "${recorded}"`, who, fix: command("start") }];
  return order.indexOf(status) <= order.indexOf(recorded)
    ? []
    : [
        {
          what: `evidence of the status "${status}": the record says "${recorded}"`,
          who,
          fix: `set ${system}.release.status to ${recorded}`,
        },
      ];
}

function stagingLacks({ staging, system }: ReleaseToJudge, release: Release): Lack[] {
  const verified = staging.some((record) => {
    const { history, faults } = stateOf(record.entries);
    return record.faults.length + faults.length === 0 && wasVerified(history, release);
  });
  if (verified) return [];
  const damaged = staging.flatMap(({ faults }) => faults);
  return [
    {
      what: `a verification of ${release.digest} on staging${damaged.length === 0 ? "" : ` in an intact record (${damaged.join("; ")})`}`,
      who: "the pipeline of staging",
      fix: `npm run release -- verified --stage staging --system ${system} --verification <file>`,
    },
  ];
}

function signatureLacks(
  { own, samePerson = false }: ReleaseToJudge,
  release: Release,
  command: (words: string) => string,
): Lack[] {
  const state = stateOf(own.entries);
  const valid = validSignatures(state, release);
  const missing = signatories
    .filter((role) => !valid.some((one) => one.role === role))
    .map((role): Lack => {
      const revoked = state.signatures.findLast((one) => one.role === role && isSame(one, release))?.revoked;
      const because = revoked === undefined ? "" : `, revoked by ${revoked.by}: ${revoked.reason}`;
      return { what: `the signature of ${role}${because}`, who: role, fix: command(`sign --role ${role}`) };
    });
  const persons = valid.map(({ by }) => personOf(by));
  const twice = samePerson ? [] : [...new Set(persons.filter((by, index) => persons.indexOf(by) !== index))];
  return [
    ...missing,
    ...twice.map((by) => ({
      what: `signatures of different people: ${by} signed for ${valid
        .filter((one) => personOf(one.by) === by)
        .map(({ role }) => role)
        .join(" and ")}`,
      who: "another person with one of these roles",
      fix: command("revoke --signature <id>"),
    })),
  ];
}

/**
 * The person behind an ARN of AWS. IAM Identity Center names the session of a role after the person, whichever role it is; an IAM
 * user is the person. A person who may choose the session name can impersonate another, which CloudTrail shows.
 */
export function personOf(arn: string): string {
  return /^arn:[\w-]+:sts::\d+:assumed-role\/[^/]+\/(.+)$/.exec(arn)?.[1] ?? arn;
}

/** What a stack records of a release record. */
export function rememberedOf({ entries }: ReadRecord): RememberedRecord {
  const { last } = stateOf(entries);
  return {
    ...(last !== undefined && { last }),
    revocations: entries.filter(({ statement }) => statement.kind === "revoked").map(({ id }) => id),
  };
}

/** The path of the record of a system on a stack, from the root of the project. */
export function recordFile(stack: string, system: string): string {
  return `releases/${stack}.${system}.jsonl`;
}
