/** A moment as a person reads it, by the minute in which it lies: `2026-11-22 14:30 UTC`. */
export function minuteOf(moment: Date): string {
  const text = moment.toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

/** The first whole minute by which a moment is reached for sure. */
export function minuteFrom(moment: Date): string {
  return minuteOf(new Date(Math.ceil(moment.getTime() / 60_000) * 60_000));
}
