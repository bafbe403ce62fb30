import fc from "fast-check";
import { dailyWindow, weeklyWindow, windowsOverlap } from "../../../../rehearsal/account/types/time-windows";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const week = 7 * 24 * 60;

const clock = (minutes: number) =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
const weekly = (start: number, length: number) =>
  [start, (start + length) % week].map((at) => `${days[Math.floor(at / 1440)] ?? ""}:${clock(at % 1440)}`).join("-");
const daily = (start: number, length: number) => `${clock(start)}-${clock((start + length) % 1440)}`;

describe("windowsOverlap", () => {
  it.each([
    ["03:00-03:30", "sun:04:00-sun:05:00", false],
    ["03:00-04:00", "sun:04:00-sun:05:00", false],
    ["03:30-04:30", "sun:04:00-sun:05:00", true],
    ["04:15-04:45", "sun:04:00-sun:05:00", true],
    ["23:30-00:30", "mon:00:00-mon:01:00", true],
    ["00:00-00:30", "sun:23:30-mon:00:15", true],
    ["12:00-12:30", "sun:23:30-mon:00:15", false],
    ["03:30-04:30", "SUN:04:00-SUN:05:00", true],
  ])("of %s and %s is %s", (everyDay, onceAWeek, expected) => {
    expect(windowsOverlap(everyDay, onceAWeek)).toBe(expected);
  });

  it("agrees with looking at every minute of the week", () => {
    const start = fc.integer({ min: 0, max: week - 1 });
    const minute = fc.integer({ min: 0, max: 1439 });
    const length = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(minute, length, start, length, (dailyStart, dailyLength, weeklyStart, weeklyLength) => {
        const inDaily = (at: number) => (at - dailyStart + week) % 1440 < dailyLength;
        const inWeekly = Array.from({ length: weeklyLength }, (_, offset) => (weeklyStart + offset) % week);
        expect(windowsOverlap(daily(dailyStart, dailyLength), weekly(weeklyStart, weeklyLength))).toBe(
          inWeekly.some(inDaily),
        );
      }),
    );
  });

  it("reads no window where there is none", () => {
    expect(dailyWindow("3:00-4:00")).toBeUndefined();
    expect(weeklyWindow("day:03:00-day:04:00")).toBeUndefined();
    expect(windowsOverlap("nightly", "sun:04:00-sun:05:00")).toBe(false);
  });
});
