import { scheduleFault } from "../../../../rehearsal/account/types/schedule-expression";

it.each([
  "cron(0 12 * * ? *)",
  "cron(0/15 8-18 ? * MON-FRI *)",
  "cron(0 10 L * ? *)",
  "cron(15 12 3W JAN,JUL ? 2026-2030)",
  "cron(0 8 ? * 2#1 *)",
  "rate(1 minute)",
  "rate(12 hours)",
  "at(2026-11-29T08:00:00)",
])("takes %s", (expression) => {
  expect(scheduleFault(expression, "agreeing")).toBeUndefined();
});

it.each([
  ["cron(0 12 * * ?)", "a cron expression has 6 fields, not 5"],
  ["cron(60 12 * * ? *)", "field 1 of the cron expression is not valid: 60"],
  ["cron(0 12 * JANUARY ? *)", "field 4 of the cron expression is not valid: JANUARY"],
  ["cron(0 12 ? * 8 *)", "field 5 of the cron expression is not valid: 8"],
  ["cron(*/0 12 * * ? *)", "field 1 of the cron expression is not valid: */0"],
  ["cron(0 12 * * * *)", "one of the day of the month and the day of the week must be ?, and the other not"],
  ["cron(0 12 ? * ? *)", "one of the day of the month and the day of the week must be ?, and the other not"],
  ["rate(0 hours)", "a rate is a positive number and minutes, hours or days"],
  ["rate(1 weeks)", "a rate is a positive number and minutes, hours or days"],
  ["rate(1 hours)", "the unit of a rate is in the singular for 1, and in the plural for more"],
  ["rate(2 hour)", "the unit of a rate is in the singular for 1, and in the plural for more"],
])("refuses %s", (expression, fault) => {
  expect(scheduleFault(expression, "agreeing")).toBe(fault);
});

it("takes either form of a unit where a service does", () => {
  expect(scheduleFault("rate(1 hours)", "either")).toBeUndefined();
});
