import { z } from "zod";
import { text } from "./field";
import { nearest } from "./nearest";

const secondsPer = { s: 1, m: 60, h: 3600, d: 86400 } as const;

/** The seconds of a duration such as `15m` or `7d`; `undefined` for what is no duration. */
export function secondsOf(duration: string): number | undefined {
  const match = /^([1-9]\d{0,5})([smhd])$/.exec(duration);
  return match === null ? undefined : Number(match[1]) * secondsPer[match[2] as keyof typeof secondsPer];
}

/** A duration between two others, both included, such as `15m` or `7d`. */
export function duration({
  from,
  to,
  because,
}: {
  readonly from: string;
  readonly to: string;
  readonly because: string;
}) {
  const [least = 0, most = 0] = [secondsOf(from), secondsOf(to)];
  return text(
    `a duration from ${from} to ${to}, as a number and s, m, h or d (${because})`,
    (value) => {
      const seconds = secondsOf(value);
      return seconds !== undefined && seconds >= least && seconds <= most;
    },
    (value) => {
      const seconds = secondsOf(value);
      if (seconds === undefined) return undefined;
      return seconds < least ? `set it to ${from} or more` : `set it to ${to} or less`;
    },
  );
}

const knownZones: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** Whether a text is a zone of the IANA database, in its exact spelling; AWS Backup and EventBridge accept no other. */
export function isTimeZone(value: string): boolean {
  if (knownZones.includes(value)) return true;
  const misspelt = knownZones.some((zone) => zone.toLowerCase() === value.toLowerCase());
  if (misspelt || !/^[A-Z][A-Za-z_]+\/[A-Z]/.test(value)) return false;
  try {
    // Node lists one name per zone, but accepts the others (Asia/Kolkata beside Asia/Calcutta).
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** A time zone of the IANA database (AH-VAR-13, C-19). */
export function timeZone() {
  return text("a time zone of the IANA database, such as Africa/Johannesburg", isTimeZone, (value) => {
    const meant = nearest(value, knownZones);
    return meant === undefined ? undefined : `did you mean "${meant}"?`;
  });
}

/** A point in time, as ISO 8601 writes it, with its offset from UTC. */
export function pointInTime() {
  return text(
    'a time in ISO 8601 with its offset, in quotes: "2026-11-22T14:30:00+02:00"',
    (value) => z.iso.datetime({ offset: true }).safeParse(value).success,
    () => "write it in quotes, with T between date and time and Z or +02:00 at the end",
  );
}

/** A time of day, as a clock of 24 hours shows it. */
export function timeOfDay(row: string) {
  return text(
    `a time of day from 00:00 to 23:59, in quotes (the stage's time zone; ${row})`,
    (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
    (value) =>
      /^\d:[0-5]\d$/.test(value)
        ? `write "0${value}"`
        : 'write the hour from 00 to 23 and the minutes from 00 to 59, such as "23:30"',
  );
}

/** A day of the calendar, as ISO 8601 writes it. */
export function day(of: string) {
  return text(
    `the day ${of}, in quotes: "2027-01-31"`,
    (value) => z.iso.date().safeParse(value).success,
    () => "write year, month and day, in quotes",
  );
}
