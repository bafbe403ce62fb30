import { refusal } from "../fields/field";

/**
 * RDS's backup and maintenance windows of a stage, UTC. House values: at night in Africa and Europe, after the nightly
 * backup, without overlap (C-19).
 */
export const databaseWindows = {
  /** The daily half hour of the automated snapshot. */
  backup: "03:00-03:30",
  /** The weekly hour of upgrades. */
  maintenance: "sun:04:00-sun:05:00",
} as const;

/** Minutes before a window of RDS in which AWS Backup starts no backup either (AWS Backup, backup plan options). */
const lead = 60;
const dayMinutes = 1440;

/** Minutes since midnight: from, and to, which is no part of it. */
interface Range {
  readonly from: number;
  readonly to: number;
}

const blocked: readonly Range[] = Object.values(databaseWindows).map((window) => {
  const [from = 0, to = 0] = Array.from(window.matchAll(/(\d\d):(\d\d)/g), ([, hour, minute]) => minutes(hour, minute));
  return { from: from - lead, to };
});

function minutes(hour: string | undefined, minute: string | undefined): number {
  return Number(hour) * 60 + Number(minute);
}

/** Weekly samples cover every change of daylight saving time, for two years, because later time zone rules are unknown. */
const sampled = { count: 104, stepMilliseconds: 7 * 86_400_000 } as const;

/** The minutes by which the clocks of a time zone are ahead of UTC, in summer and in winter. */
export function offsetsOf(timeZone: string, now: Date = new Date()): readonly number[] {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const offsets = Array.from({ length: sampled.count }, (_, index) => {
    const text = format.format(now.getTime() + index * sampled.stepMilliseconds);
    const [, sign, hour, minute] = /GMT([+-])(\d\d):(\d\d)/.exec(text) ?? [];
    return (sign === "-" ? -1 : 1) * (sign === undefined ? 0 : minutes(hour, minute));
  });
  return [...new Set(offsets)];
}

/** The times of day in a time zone at which AWS Backup may fail to start the backup of a database. */
export function blockedTimes(timeZone: string, now?: Date): readonly Range[] {
  const local = offsetsOf(timeZone, now).flatMap((offset) =>
    blocked.map(({ from, to }) => {
      const start = (from + offset + dayMinutes) % dayMinutes;
      return { from: start, to: start + to - from };
    }),
  );
  return local
    .sort((one, other) => one.from - other.from)
    .reduce<Range[]>((merged, range) => {
      const last = merged.at(-1);
      if (last === undefined || range.from > last.to) return [...merged, range];
      return [...merged.slice(0, -1), { from: last.from, to: Math.max(last.to, range.to) }];
    }, []);
}

function clock(minute: number): string {
  const [hours, rest] = [Math.floor((minute % dayMinutes) / 60), minute % 60];
  return `${String(hours).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

/** The blocked times that a time of day falls into; they may run past midnight. */
function hitBy(at: number, ranges: readonly Range[]): Range | undefined {
  return ranges.find(({ from, to }) => (at >= from && at < to) || (at + dayMinutes >= from && at + dayMinutes < to));
}

/** The default start of the nightly backup: 02:00, or as near to it as the databases allow. */
export function usualBackupTime(timeZone: string): string {
  const usual = 120;
  const hit = hitBy(usual, blockedTimes(timeZone));
  if (hit === undefined) return clock(usual);
  const before = hit.from - 60;
  return clock(usual - before <= hit.to - usual ? (before + dayMinutes) % dayMinutes : hit.to);
}

/** Why the nightly backup of the databases may not start at a time, in summer or in winter; undefined if it may. */
export function backupTimeRefusal(databasesAt: string, timeZone: string): string | undefined {
  const [hour, minute] = databasesAt.split(":");
  const ranges = blockedTimes(timeZone);
  const hit = hitBy(minutes(hour, minute), ranges);
  if (hit === undefined) return undefined;
  const times = ranges.map(({ from, to }) => `from ${clock(from)} to ${clock(to)}`).join(" and ");
  return refusal(
    `a time in ${timeZone} that is not ${times}: AWS Backup starts no backup of a database during its backup window (${databaseWindows.backup} UTC) and its maintenance window (${databaseWindows.maintenance} UTC), nor within an hour before them`,
    `set it before ${clock(hit.from)}, or to ${clock(hit.to)} or later`,
  );
}
