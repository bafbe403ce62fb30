import { parseExpression } from "./expression";
import type { Expression, Operator } from "./expression";

/** A time series: the value at each timestamp, the oldest first, or undefined where there is none. */
export type Series = readonly (number | undefined)[];

/** What an expression may be: a number, a series, or several series. */
export type Value = number | Series | SeriesList;

interface SeriesList {
  readonly list: readonly Series[];
}

/** What an expression is reckoned from. */
export interface MathInputs {
  /** When each period begins, in seconds since 1970. */
  readonly times: readonly number[];
  /** The series of an id. */
  readonly series: (id: string) => Series;
}

type Point = number | undefined;

/** An alarm is evaluated each minute of a day. */
const parsedBefore = new Map<string, Expression>();

/** An expression that the evaluator has no rule for; none of it is guessed. */
export class NotReckoned extends Error {}

/**
 * The series that an expression makes, by the rules of the CloudWatch User Guide ("Metric math syntax and functions"): missing
 * values of arithmetic and comparisons count as 0 where the other side has one, a division by zero drops the point. Throws
 * {@link NotReckoned} for what it has no rule for, and ExpressionFault for a text that is no expression.
 */
export function reckon(expression: string, inputs: MathInputs): Series {
  const parsed = parsedBefore.get(expression) ?? parseExpression(expression);
  parsedBefore.set(expression, parsed);
  const value = valueOf(parsed, inputs);
  if (isSeries(value)) return value;
  throw new NotReckoned(`"${expression}" is no single time series.`);
}

function isSeries(value: Value): value is Series {
  return Array.isArray(value);
}

function valueOf(expression: Expression, inputs: MathInputs): Value {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "id":
      return inputs.series(expression.id);
    case "list":
      return { list: expression.items.map((item) => seriesOf(item, inputs)) };
    case "minus":
      return both("-", 0, valueOf(expression.of, inputs));
    case "operation":
      return both(expression.operator, valueOf(expression.left, inputs), valueOf(expression.right, inputs));
    case "call":
      return call(expression.name, expression.args, inputs);
    case "word":
    case "text":
      throw new NotReckoned("A word is the argument of a function and has no value of its own.");
  }
}

function seriesOf(expression: Expression, inputs: MathInputs): Series {
  const value = valueOf(expression, inputs);
  if (typeof value === "number") return inputs.times.map(() => value);
  if (isSeries(value)) return value;
  throw new NotReckoned("A list of series is used where one series is required.");
}

const operations: Readonly<Record<Operator, (left: number, right: number) => Point>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => (right === 0 ? undefined : left / right),
  "^": (left, right) => left ** right,
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
  "<=": (left, right) => Number(left <= right),
  ">=": (left, right) => Number(left >= right),
  "<": (left, right) => Number(left < right),
  ">": (left, right) => Number(left > right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
};

function both(operator: Operator, left: Value, right: Value): Value {
  const operation = operations[operator];
  if (typeof left === "number" && typeof right === "number") {
    const result = operation(left, right);
    if (result === undefined) throw new NotReckoned("A number is divided by zero.");
    return result;
  }
  if (typeof left === "object" && "list" in left) {
    return { list: left.list.map((series) => pointwise(operation, series, oneOf(right))) };
  }
  if (typeof right === "object" && "list" in right) {
    return { list: right.list.map((series) => pointwise(operation, oneOf(left), series)) };
  }
  return pointwise(operation, left, right);
}

function oneOf(value: Value): number | Series {
  if (typeof value === "object" && "list" in value) throw new NotReckoned("An operation between two lists of series.");
  return value;
}

function pointwise(
  operation: (left: number, right: number) => Point,
  left: number | Series,
  right: number | Series,
): Series {
  const [shape] = [left, right].filter((side) => typeof side !== "number");
  return (shape ?? []).map((_, index) => {
    const [one, other] = [left, right].map((side) => (typeof side === "number" ? side : side[index]));
    const scalar = typeof left === "number" ? other : typeof right === "number" ? one : 0;
    return scalar === undefined || (one === undefined && other === undefined)
      ? undefined
      : operation(one ?? 0, other ?? 0);
  });
}

type Reckoning = (args: readonly Expression[], inputs: MathInputs) => Value;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** One series of several: at each timestamp what a function makes of the values there are. */
function across(combine: (values: readonly number[]) => number): Reckoning {
  return ([of], inputs) => {
    const value = of === undefined ? undefined : valueOf(of, inputs);
    if (typeof value !== "object" || !("list" in value)) {
      throw new NotReckoned("Over one series this depends on how many periods CloudWatch retrieves.");
    }
    return inputs.times.map((_, index) => {
      const there = value.list.flatMap((series) => series[index] ?? []);
      return there.length === 0 ? undefined : combine(there);
    });
  };
}

function each(change: (value: number) => number): Reckoning {
  return ([of], inputs) => argument(of, inputs).map((value) => (value === undefined ? undefined : change(value)));
}

const reckonings: Readonly<Record<string, Reckoning>> = {
  SUM: across(sum),
  MAX: across((values) => Math.max(...values)),
  MIN: across((values) => Math.min(...values)),
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  // Not sparse: each value is made from its timestamp.
  EPOCH: (_, inputs) => inputs.times,
  FILL: ([of, filler], inputs) => filled(argument(of, inputs), filler, inputs),
  IF: ([condition, whenTrue, whenFalse], inputs) => {
    const otherwise = whenFalse === undefined ? undefined : seriesOf(whenFalse, inputs);
    const then = argument(whenTrue, inputs);
    return argument(condition, inputs).map((value, index) => {
      if (value === undefined) return undefined;
      return value === 0 ? otherwise?.[index] : (then[index] ?? 0);
    });
  },
};

function call(name: string, args: readonly Expression[], inputs: MathInputs): Value {
  const reckoning = reckonings[name];
  if (reckoning === undefined) throw new NotReckoned(`The evaluator has no rule for ${name}.`);
  return reckoning(args, inputs);
}

function argument(expression: Expression | undefined, inputs: MathInputs): Series {
  if (expression === undefined) throw new NotReckoned("An argument is missing.");
  return seriesOf(expression, inputs);
}

function filled(series: Series, filler: Expression | undefined, inputs: MathInputs): Series {
  if (filler?.kind === "word") {
    if (filler.word !== "REPEAT") throw new NotReckoned(`The evaluator has no rule for FILL with ${filler.word}.`);
    return series.map((_, index) => series.slice(0, index + 1).findLast((value) => value !== undefined));
  }
  const values = argument(filler, inputs);
  return series.map((value, index) => value ?? values[index]);
}
