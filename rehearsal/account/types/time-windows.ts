const minutesPerDay = 24 * 60;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A stretch of time as minutes from its start, half open. */
interface Stretch {
  readonly start: number;
  readonly length: number;
}

/** A daily window `hh:mm-hh:mm` (UTC), or undefined when the text is none. It may reach over midnight. */
export function dailyWindow(text: string): Stretch | undefined {
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [start, end] = [minutes(match[1], match[2]), minutes(match[3], match[4])];
  return { start, length: (end - start + minutesPerDay) % minutesPerDay };
}

/** A weekly window `ddd:hh:mm-ddd:hh:mm` (UTC), or undefined when the text is none. It may reach over Sunday. */
export function weeklyWindow(text: string): Stretch | undefined {
  const match = /^([a-z]{3}):(\d\d):(\d\d)-([a-z]{3}):(\d\d):(\d\d)$/.exec(text.toLowerCase());
  if (!match) return undefined;
  const [from, to] = [days.indexOf(match[1] ?? ""), days.indexOf(match[4] ?? "")];
  if (from < 0 || to < 0) return undefined;
  const week = minutesPerDay * days.length;
  const start = from * minutesPerDay + minutes(match[2], match[3]);
  const end = to * minutesPerDay + minutes(match[5], match[6]);
  return { start, length: (end - start + week) % week };
}

/** When a weekly window (UTC) begins next after a moment; undefined when the text is none. */
export function nextWindow(text: string, now: Date): Date | undefined {
  const window = weeklyWindow(text);
  if (!window) return undefined;
  // Weeks begin on Monday here, on Sunday in JavaScript.
  const monday = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - ((now.getUTCDay() + 6) % 7));
  const begins = monday + window.start * 60_000;
  return new Date(begins > now.getTime() ? begins : begins + minutesPerDay * days.length * 60_000);
}

/** Whether a daily and a weekly window share a minute on any day of the week; false when either is malformed. */
export function windowsOverlap(daily: string, weekly: string): boolean {
  const everyDay = dailyWindow(daily);
  const onceAWeek = weeklyWindow(weekly);
  if (!everyDay || !onceAWeek) return false;
  const week = minutesPerDay * days.length;
  return days.some((_, day) => {
    const start = day * minutesPerDay + everyDay.start;
    const untilWeekly = (onceAWeek.start - start + week) % week;
    const untilDaily = (start - onceAWeek.start + week) % week;
    return untilWeekly < everyDay.length || untilDaily < onceAWeek.length;
  });
}

function minutes(hours: string | undefined, rest: string | undefined): number {
  return Number(hours) * 60 + Number(rest);
}

/** The time some days after another, as ISO 8601; undefined where the number of days is none. */
export function daysAfter(now: Date, count: number): string | undefined {
  const time = new Date(now.getTime() + count * minutesPerDay * 60_000);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
