import * as ipaddr from "ipaddr.js";
import { isRecord, objectsIn, textOf, textsIn } from "./request";
import type { WebRequest } from "./request";

/** What a statement is evaluated with besides the request. */
export interface Surroundings {
  /** The labels that earlier rules added. */
  readonly labels: ReadonlySet<string>;
  /** The addresses of an IP set by its ARN; undefined for one that the stage does not hold. */
  readonly addresses: (arn: string) => readonly string[] | undefined;
  /** Notes what could not be evaluated; such a statement does not match. */
  readonly unknown: (what: string) => void;
}

type Test = (body: Readonly<Record<string, unknown>>, request: WebRequest, around: Surroundings) => boolean;

/** Whether a statement of a web ACL matches a request (AWS WAF developer guide, "Using rule statements in AWS WAF"). */
export function matches(statement: unknown, request: WebRequest, around: Surroundings): boolean {
  if (!isRecord(statement)) return false;
  const [kind, body] = Object.entries(statement).find(([, value]) => isRecord(value)) ?? [];
  if (kind === undefined || !isRecord(body)) return false;
  const test = tests[kind];
  if (test) return test(body, request, around);
  around.unknown(kind);
  return false;
}

const tests: Readonly<Record<string, Test>> = {
  andStatement: ({ statements }, request, around) =>
    objectsIn(statements).every((each) => matches(each, request, around)),
  orStatement: ({ statements }, request, around) =>
    objectsIn(statements).some((each) => matches(each, request, around)),
  notStatement: ({ statement, statements }, request, around) =>
    !matches(statement ?? objectsIn(statements)[0], request, around),
  byteMatchStatement: (body, request, around) =>
    fieldOf(body, request, around).some((text) =>
      isAt(text, textOf(body.searchString), textOf(body.positionalConstraint)),
    ),
  regexMatchStatement: (body, request, around) =>
    fieldOf(body, request, around).some((text) => new RegExp(textOf(body.regexString)).test(text)),
  sizeConstraintStatement: (body, request, around) =>
    sizesOf(body, request, around).some((size) => compares(size, textOf(body.comparisonOperator), Number(body.size))),
  labelMatchStatement: ({ scope, key }, _, { labels }) =>
    [...labels].some((label) =>
      scope === "NAMESPACE"
        ? label.toLowerCase().startsWith(textOf(key).toLowerCase())
        : label.split(":").at(-1)?.toLowerCase() === textOf(key).split(":").at(-1)?.toLowerCase(),
    ),
  ipSetReferenceStatement: ({ arn }, { from }, { addresses, unknown }) => {
    const ranges = addresses(textOf(arn));
    if (ranges === undefined) unknown(`the IP set ${textOf(arn)}`);
    return (ranges ?? []).some((range) => isWithin(from, range));
  },
};

/** Whether an address lies in a range; an address of the other family does not. */
export function isWithin(address: string, range: string): boolean {
  const parsed = ipaddr.process(address);
  const [network, prefix] = ipaddr.parseCIDR(range);
  return parsed.kind() === network.kind() && parsed.match([network, prefix] as never);
}

const sizesOf = (body: Readonly<Record<string, unknown>>, request: WebRequest, around: Surroundings) =>
  isRecord(body.fieldToMatch) && isRecord(body.fieldToMatch.body)
    ? [request.bodySize]
    : fieldOf(body, request, around).map((text) => Buffer.byteLength(text));

/** The part of the request that a statement inspects, transformed; none where it is not there or not known. */
function fieldOf(
  { fieldToMatch, textTransformations }: Readonly<Record<string, unknown>>,
  request: WebRequest,
  around: Surroundings,
): readonly string[] {
  const [field, options] = Object.entries(isRecord(fieldToMatch) ? fieldToMatch : {})[0] ?? ["", {}];
  const texts = partOf(field, isRecord(options) ? options : {}, request);
  if (texts === undefined) {
    around.unknown(`the request's ${field}`);
    return [];
  }
  const inOrder = [...objectsIn(textTransformations)].sort(
    (one, other) => Number(one.priority) - Number(other.priority),
  );
  return texts.map((text) => inOrder.reduce((soFar, { type }) => transformed(soFar, textOf(type), around), text));
}

function partOf(
  field: string,
  options: Readonly<Record<string, unknown>>,
  { method, url, headers }: WebRequest,
): readonly string[] | undefined {
  switch (field) {
    case "uriPath":
      return [url.pathname];
    case "method":
      return [method];
    case "queryString":
      return [url.search.slice(1)];
    case "allQueryArguments":
      return [...url.searchParams.values()];
    case "singleQueryArgument":
      return url.searchParams.getAll(textOf(options.name));
    case "singleHeader":
      return textsIn(headers.get(textOf(options.name).toLowerCase()));
    default:
      return undefined;
  }
}

function transformed(text: string, type: string, { unknown }: Surroundings): string {
  switch (type) {
    case "NONE":
      return text;
    case "LOWERCASE":
      return text.toLowerCase();
    case "URL_DECODE":
      return decoded(text);
    case "NORMALIZE_PATH":
      return normalized(text);
    default:
      unknown(`the text transformation ${type}`);
      return text;
  }
}

/** Decodes what can be decoded, and leaves the rest, as WAF does. */
const decoded = (text: string) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });

/** Without repeated slashes, `.` and `..`. */
function normalized(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}${path.endsWith("/") && segments.length > 0 ? "/" : ""}`;
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

function compares(size: number, operator: string, limit: number): boolean {
  switch (operator) {
    case "EQ":
      return size === limit;
    case "NE":
      return size !== limit;
    case "LE":
      return size <= limit;
    case "LT":
      return size < limit;
    case "GE":
      return size >= limit;
    default:
      return size > limit;
  }
}
