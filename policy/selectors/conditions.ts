import { isObject } from "./json-text";

/** The condition of a statement, by operator and key, as written. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One test of a condition: an operator, a key, and the values one of which must fit. */
interface Test {
  /** Without its prefix and suffix, small: "stringlike". */
  readonly operator: string;
  readonly quantifier: "" | "forallvalues" | "foranyvalue";
  readonly ifExists: boolean;
  /** Small, for IAM compares keys in any case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Whether a value of a key restricts the condition. */
export type NarrowValue = (key: string, value: string) => boolean;

/** Operators that match a request only if its value is one of those listed. */
const positive: ReadonlySet<string> = new Set([
  ...["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"],
  ...["ipaddress", "bool", "numericequals", "dateequals", "binaryequals"],
]);

/** Their opposites: in a Deny they exempt the requests that a positive one admits in an Allow. */
const negative: ReadonlySet<string> = new Set([
  ...["stringnotequals", "stringnotequalsignorecase", "stringnotlike", "arnnotequals", "arnnotlike", "notipaddress"],
]);

/** Whether a value has the form of a condition: operators with keys, keys with values. */
export function isCondition(value: unknown): value is Conditions {
  return (
    isObject(value) &&
    Object.values(value).every(
      (keys) => isObject(keys) && Object.values(keys).every((values) => [values].flat().every(isPlain)),
    )
  );
}

function isPlain(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/**
 * Whether a condition of an Allow admits only some requests: a positive test all of whose values are narrow. Tests
 * that exclude some ("Not"), that a request without the key passes ("IfExists", "ForAllValues:", unless a Null test requires the
 * key) or that only require the key do not restrict. (IAM User Guide, condition operators.)
 */
export function narrows(conditions: Conditions, isNarrow: NarrowValue): boolean {
  const tests = testsOf(conditions);
  const demanded = new Set(
    tests.filter(({ operator, values }) => operator === "null" && values.every(isFalse)).map(({ key }) => key),
  );
  return tests.some(
    (test) =>
      positive.has(test.operator) &&
      ((!test.ifExists && test.quantifier !== "forallvalues") || demanded.has(test.key)) &&
      areNarrow(test, isNarrow),
  );
}

/** Whether the condition of a Deny refuses all but some requests: a negative test whose values are all narrow. */
export function spares(conditions: Conditions, isNarrow: NarrowValue): boolean {
  const tests = testsOf(conditions);
  // With a second test the Deny does not cover all others.
  return tests.length === 1 && tests.every((test) => negative.has(test.operator) && isPlainTest(test, isNarrow));
}

function isPlainTest(test: Test, isNarrow: NarrowValue): boolean {
  return test.quantifier === "" && areNarrow(test, isNarrow);
}

function areNarrow({ key, values }: Test, isNarrow: NarrowValue): boolean {
  return values.length > 0 && values.every((value) => isNarrow(key, value));
}

function testsOf(conditions: Conditions): readonly Test[] {
  return Object.entries(conditions).flatMap(([written, keys]) => {
    const [, quantifier = "", operator = "", ifExists] =
      /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(written.toLowerCase()) ?? [];
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      quantifier: quantifier as Test["quantifier"],
      ifExists: ifExists !== undefined,
      key: key.toLowerCase(),
      values: [values].flat().map(String),
    }));
  });
}

function isFalse(value: string): boolean {
  return value.toLowerCase() === "false";
}
