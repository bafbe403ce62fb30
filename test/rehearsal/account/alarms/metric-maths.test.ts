import fc from "fast-check";
import { ExpressionFault, parseExpression } from "../../../../rehearsal/account/alarms/expression";
import { NotReckoned, reckon } from "../../../../rehearsal/account/alarms/metric-maths";
import type { Series } from "../../../../rehearsal/account/alarms/metric-maths";

const none = undefined;

function reckoned(expression: string, series: Readonly<Record<string, Series>>): Series {
  const { length } = Object.values(series)[0] ?? [];
  const times = Array.from({ length }, (_, index) => 1_800_000_000 + index * 60);
  return reckon(expression, { times, series: (id) => series[id] ?? [] });
}

describe("an expression of metric math", () => {
  const metric1 = [30, 20, 0, 0];
  const metric2 = [20, none, 20, none];

  // CloudWatch User Guide, "Comparison and logical operators".
  it.each<[string, Series]>([
    ["metric1 < metric2", [0, 0, 1, 0]],
    ["metric1 >= 30", [1, 0, 0, 0]],
    ["metric1 > 15 AND metric2 > 15", [1, 0, 0, 0]],
    ["metric1 > 15 && metric2 > 15", [1, 0, 0, 0]],
  ])("%s", (expression, expected) => {
    expect(reckoned(expression, { metric1, metric2 })).toEqual(expected);
  });

  // The same guide, "Using IF expressions".
  it.each<[string, Series]>([
    ["IF(metric1, metric2, metric3)", [30, 0, 20, none, none]],
    ["IF(metric1, 5, metric3)", [5, 5, 20, none, none]],
    ["IF(metric1, metric2, 5)", [30, 0, 5, 5, none]],
  ])("%s", (expression, expected) => {
    const series = { metric1: [1, 1, 0, 0, none], metric2: [30, none, 0, 0, 30], metric3: [0, 0, 20, none, 20] };
    expect(reckoned(expression, series)).toEqual(expected);
  });

  it.each<[string, Series]>([
    ["1 + 2 * a", [5, none]],
    ["-a ^ 2", [-4, none]],
    ["(1 + 2) * a", [6, none]],
    ["a / b", [none, 0]],
    ["a + b", [2, 3]],
    ["SUM([a, b])", [2, 3]],
    ["MAX([a, b]) - MIN([a, b])", [2, 0]],
    ["FILL(a, 7)", [2, 7]],
    ["FILL(a, REPEAT)", [2, 2]],
    ["EPOCH(a)", [1_800_000_000, 1_800_000_060]],
  ])("%s", (expression, expected) => {
    expect(reckoned(expression, { a: [2, none], b: [0, 3] })).toEqual(expected);
  });

  it.each(["100 * [a, b]", "SUM(a)", "5", "STDDEV([a, b])"])("%s is not reckoned", (expression) => {
    expect(() => reckoned(expression, { a: [2, none], b: [0, 3] })).toThrow(NotReckoned);
  });

  it.each(["", "a +", "(a", "a b", "[a, b", "FILL(a, 0", "a ! b", "IF(a,,b)", "§"])("is none: %j", (text) => {
    expect(() => parseExpression(text)).toThrow(ExpressionFault);
  });

  it("is read alike whatever the spaces", () => {
    const part = fc.constantFrom("a", "b", "3", "FILL(a, 0)", "SUM([a, b])", "IF(a > 2, b, 0)");
    const operator = fc.constantFrom("+", "-", "*", "/", ">=", "AND", "||");
    fc.assert(
      fc.property(part, fc.array(fc.tuple(operator, part), { maxLength: 6 }), (first, rest) => {
        const spaced = [first, ...rest.flat()].join("  ");
        const tight = spaced.replace(/ {2}(?=[^A])/g, " ").replace(/, /g, ",");
        expect(parseExpression(tight)).toEqual(parseExpression(spaced));
      }),
    );
  });
});
