import fc from "fast-check";
import { alarmState } from "../../../../rehearsal/account/alarms/alarm-state";
import type { AlarmState, Evaluation, MissingData } from "../../../../rehearsal/account/alarms/alarm-state";

const treatments: readonly MissingData[] = ["missing", "ignore", "breaching", "notBreaching"];

/** Data points as CloudWatch's guide writes them: "0 - X - X", the newest on the right. */
function pointsOf(written: string): (boolean | undefined)[] {
  return written.split(" ").map((sign) => (sign === "-" ? undefined : sign === "X"));
}

const retained = "retained" as const;
type Expected = AlarmState | typeof retained;

describe("the state of an alarm with missing data", () => {
  // CloudWatch User Guide, "How alarm state is evaluated when data is missing": both tables, in the order of `treatments`.
  it.each<[number, string, Expected[]]>([
    [3, "0 - X - X", ["OK", "OK", "OK", "OK"]],
    [3, "0 - - - -", ["OK", "OK", "OK", "OK"]],
    [3, "- - - - -", ["INSUFFICIENT_DATA", retained, "ALARM", "OK"]],
    [3, "0 X X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    [3, "- - X - -", ["ALARM", retained, "ALARM", "OK"]],
    [2, "0 - X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    [2, "0 0 X 0 X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    [2, "0 - X - -", ["OK", "OK", "ALARM", "OK"]],
    [2, "- - - - 0", ["OK", "OK", "ALARM", "OK"]],
    [2, "- - - X -", ["ALARM", retained, "ALARM", "OK"]],
  ])("%d of 3: %s", (datapointsToAlarm, written, expected) => {
    for (const current of ["OK", "ALARM"] as const) {
      const states = treatments.map((treatMissingData) =>
        alarmState(pointsOf(written), { evaluationPeriods: 3, datapointsToAlarm, treatMissingData }, current),
      );
      expect(states).toEqual(expected.map((state) => (state === retained ? current : state)));
    }
  });

  // The same guide, "Avoiding premature transitions to alarm state".
  it.each(["- - - - X", "- - - X -"])("3 of 3: %s is no alarm yet", (written) => {
    const evaluation: Evaluation = { evaluationPeriods: 3, datapointsToAlarm: 3, treatMissingData: "missing" };
    expect(alarmState(pointsOf(written), evaluation, "OK")).toBe("INSUFFICIENT_DATA");
  });
});

const evaluations = fc
  .record({ evaluationPeriods: fc.integer({ min: 1, max: 8 }), treatMissingData: fc.constantFrom(...treatments) })
  .chain(({ evaluationPeriods, treatMissingData }) =>
    fc.record({
      evaluationPeriods: fc.constant(evaluationPeriods),
      treatMissingData: fc.constant(treatMissingData),
      datapointsToAlarm: fc.integer({ min: 1, max: evaluationPeriods }),
    }),
  );
const ranges = fc.array(fc.constantFrom(true, false, undefined), { minLength: 10, maxLength: 12 });
const states = fc.constantFrom<AlarmState>("OK", "ALARM", "INSUFFICIENT_DATA");

describe("any alarm", () => {
  it("goes by its newest data points as soon as there are enough, whatever missing data means", () => {
    fc.assert(
      fc.property(evaluations, ranges, states, (evaluation, range, current) => {
        const real = range.filter((point) => point !== undefined);
        fc.pre(real.length >= evaluation.evaluationPeriods);
        const breaching = real.slice(-evaluation.evaluationPeriods).filter(Boolean).length;
        expect(alarmState(range, evaluation, current)).toBe(breaching >= evaluation.datapointsToAlarm ? "ALARM" : "OK");
      }),
    );
  });

  it("does not leave ALARM because one more data point breaches", () => {
    fc.assert(
      fc.property(evaluations, ranges, fc.nat(), (evaluation, range, place) => {
        const worse = range.map((point, index) => (index === place % range.length && point === false ? true : point));
        fc.pre(alarmState(range, evaluation, "OK") === "ALARM");
        expect(alarmState(worse, evaluation, "OK")).toBe("ALARM");
      }),
    );
  });
});
