/** A time for display, to the minute: `2026-11-22 14:30 UTC`. */
export function minuteOf(moment: Date): string {
  const text = moment.toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

/** The first whole minute at or after a time. */
export function minuteFrom(moment: Date): string {
  return minuteOf(new Date(Math.ceil(moment.getTime() / 60_000) * 60_000));
}
