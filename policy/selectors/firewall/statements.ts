import { isWorld } from "../address-range";
import { isObject } from "../json-text";
import type { JsonObject } from "../json-text";
import { tokens } from "../tokens";
import type { StackResource, StackView } from "../../stack-view";
import { known } from "../../unknown-value";
import type { ProbeRequest } from "./requests";

/** The sets that statements of a web ACL refer to by ARN, as far as the stack holds them. */
export interface FirewallSets {
  /** Whether an IP set contains a large part of the internet. */
  isWorld(statement: JsonObject): boolean;
  /** The expressions of a pattern set; undefined where the stack does not hold it. */
  patterns(statement: JsonObject): readonly string[] | undefined;
}

/** An IP set or a pattern set, as far as rules read them. */
interface SetState {
  readonly arn: string;
  readonly addresses: readonly string[];
  readonly regularExpressions: readonly { readonly regexString?: string }[];
}

/** The IP sets of a stack. While ARNs are unknown, the origin of a web ACL's properties decides which sets it may mean. */
export function firewallSets(stack: StackView, acl: StackResource): FirewallSets {
  const made = new Set(
    ["rules", "statement"].flatMap((property) => (acl.propertyDependencies[property] ?? []).map(({ urn }) => urn)),
  );
  const meant = (types: readonly string[], arn: unknown) => {
    const sets = stack.of<SetState>(types);
    const named = sets.filter((set) => known(() => set.props.arn) === arn && arn !== undefined);
    return named.length > 0 ? named : arn === undefined ? sets.filter(({ urn }) => made.has(urn)) : [];
  };
  return {
    isWorld: (statement) =>
      meant(
        tokens.ipSets,
        known(() => statement.arn),
      ).some((set) => (set.props.addresses ?? []).some(isWorld)),
    patterns: (statement) => {
      const sets = meant(
        tokens.patternSets,
        known(() => statement.arn),
      );
      if (sets.length === 0) return undefined;
      return sets.flatMap(({ props }) =>
        (props.regularExpressions ?? []).flatMap(({ regexString }) => regexString ?? []),
      );
    },
  };
}

/**
 * Whether a statement of a web ACL matches a request. A statement about something outside the stack, such as another
 * IP set, matches no sample request; neither does a search for attacks.
 */
export function matches(statement: unknown, request: ProbeRequest, sets: FirewallSets): boolean {
  if (!isObject(statement)) return false;
  const [kind, body] = Object.entries(statement).find(([, value]) => isObject(value)) ?? [];
  if (kind === undefined || !isObject(body)) return false;
  return tests[kind]?.(body, request, sets) ?? false;
}

type Test = (body: JsonObject, request: ProbeRequest, sets: FirewallSets) => boolean;

const tests: Readonly<Record<string, Test>> = {
  andStatement: ({ statements }, request, sets) =>
    Array.isArray(statements) && statements.every((one) => matches(one, request, sets)),
  orStatement: ({ statements }, request, sets) =>
    Array.isArray(statements) && statements.some((one) => matches(one, request, sets)),
  // The provider has had a list of one here as well.
  notStatement: ({ statement, statements }, request, sets) =>
    !matches(Array.isArray(statements) ? statements[0] : statement, request, sets),
  byteMatchStatement: (body, request) =>
    textsOf(body, request).some((text) => isAt(text, wordOf(body.searchString), String(body.positionalConstraint))),
  regexMatchStatement: (body, request) => textsOf(body, request).some((text) => fits(text, wordOf(body.regexString))),
  regexPatternSetReferenceStatement: (body, request, sets) =>
    (sets.patterns(body) ?? []).some((pattern) => textsOf(body, request).some((text) => fits(text, pattern))),
  sizeConstraintStatement: (body, request) =>
    textsOf(body, request).some((text) => compares(text.length, String(body.comparisonOperator), Number(body.size))),
  geoMatchStatement: ({ countryCodes }, request) =>
    Array.isArray(countryCodes) && countryCodes.includes(request.country),
  ipSetReferenceStatement: (body, _, sets) => sets.isWorld(body),
  labelMatchStatement: ({ scope, key }, request) =>
    typeof key === "string" && request.labels.some((rule) => isLabelOf(rule, key, scope)),
  rateBasedStatement: ({ scopeDownStatement }, request, sets) =>
    scopeDownStatement === undefined || matches(scopeDownStatement, request, sets),
  managedRuleGroupStatement: ({ scopeDownStatement }, request, sets) =>
    scopeDownStatement === undefined || matches(scopeDownStatement, request, sets),
};

/**
 * Whether a label of a managed group is meant: `awswaf:managed:aws:core-rule-set:SizeRestrictions_Body` ends with the name
 * of the rule that puts it on a request, in other capitals.
 */
function isLabelOf(rule: string, key: string, scope: unknown): boolean {
  return scope === "NAMESPACE"
    ? key.startsWith("awswaf:managed:aws:")
    : key.split(":").pop()?.toLowerCase() === rule.toLowerCase();
}

function wordOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isAt(text: string, search: string, where: string): boolean {
  switch (where) {
    case "EXACTLY":
      return text === search;
    case "STARTS_WITH":
      return text.startsWith(search);
    case "ENDS_WITH":
      return text.endsWith(search);
    case "CONTAINS_WORD":
      return text.split(/\W+/).includes(search);
    default:
      return text.includes(search);
  }
}

function fits(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern.replace("(?i)", ""), "i").test(text);
  } catch {
    // AWS refuses it.
    return false;
  }
}

function compares(length: number, operator: string, size: number): boolean {
  switch (operator) {
    case "EQ":
      return length === size;
    case "NE":
      return length !== size;
    case "LE":
      return length <= size;
    case "LT":
      return length < size;
    case "GE":
      return length >= size;
    case "GT":
      return length > size;
    default:
      return false;
  }
}

/** The texts that a statement inspects, in lower case if it has that transformation; none for a missing part of a request. */
function textsOf({ fieldToMatch, textTransformations }: JsonObject, request: ProbeRequest): readonly string[] {
  const [field, body] = (isObject(fieldToMatch) ? Object.entries(fieldToMatch) : []).find(isGiven) ?? [];
  const texts = field === undefined ? [] : (parts[field]?.(request, isObject(body) ? body : {}) ?? []);
  const transformations: readonly unknown[] = Array.isArray(textTransformations) ? textTransformations : [];
  const inSmallLetters = transformations.some((one) => isObject(one) && one.type === "LOWERCASE");
  return inSmallLetters ? texts.map((text) => text.toLowerCase()) : texts;
}

function isGiven([, value]: readonly [string, unknown]): boolean {
  return value !== undefined && value !== null;
}

type Part = (request: ProbeRequest, body: JsonObject) => readonly string[];

/** The parts of a request by the names of fieldToMatch. Source: the inputs of @pulumi/aws 7.48.0, WebAclRule. */
const parts: Readonly<Record<string, Part>> = {
  uriPath: ({ path }) => [path],
  queryString: ({ query }) => [query],
  allQueryArguments: ({ query }) => [...new URLSearchParams(query).values()],
  singleQueryArgument: ({ query }, { name }) => new URLSearchParams(query).getAll(String(name)),
  method: ({ method }) => [method],
  body: ({ body }) => [body],
  jsonBody: ({ body }) => [body],
  singleHeader: ({ headers }, { name }) => [headers[String(name).toLowerCase()]].filter((text) => text !== undefined),
  headers: ({ headers }) => Object.values(headers),
  cookies: ({ headers }) => [headers.cookie].filter((text) => text !== undefined),
};
