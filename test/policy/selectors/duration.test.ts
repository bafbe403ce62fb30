import { secondsOf } from "../../../policy/selectors/duration";

it.each([
  ["15m", 900],
  ["900s", 900],
  ["900 seconds", 900],
  ["2 min", 120],
  ["2 minutes", 120],
  ["1h", 3600],
  ["24 hours", 86_400],
  ["7d", 604_800],
  ["1 day", 86_400],
  ["1 week", 604_800],
  ["900", undefined],
  ["", undefined],
  ["soon", undefined],
  ["15 months", undefined],
])("reads %j as %s seconds", (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});
