import { posix } from "node:path";
import fc from "fast-check";
import { webFirewallRules } from "../../../components/edge/web-firewall-rules";
import type { WebFirewallRule, WebFirewallRulesArgs } from "../../../components/edge/web-firewall-rules";

const path = "/api/v1/vendor/webhook";
const rulesWith = (changes: Partial<WebFirewallRulesArgs> = {}) =>
  webFirewallRules({ mode: "block", requestsPerTenMinutes: 200, metricPrefix: "p", ...changes });
const webhooks = [{ path, requestsPerTenMinutes: 6000 }];

/** A request as far as these rules can tell it from another. */
interface Request {
  readonly path: string;
  /** The labels that the managed rules put on it. */
  readonly labels: readonly string[];
}

interface Statement {
  readonly byteMatchStatement?: {
    searchString: string;
    positionalConstraint: string;
    textTransformations: { priority: number; type: string }[];
  };
  readonly labelMatchStatement?: { key: string };
  readonly andStatement?: { statements: Statement[] };
  readonly orStatement?: { statements: Statement[] };
  readonly notStatement?: { statement: Statement };
}

/** A path as WAF compares it, after its transformations in the order of their priorities. */
function transformed(path: string, transformations: readonly { priority: number; type: string }[]): string {
  return [...transformations]
    .sort((one, other) => one.priority - other.priority)
    .reduce((seen, { type }) => {
      if (type === "URL_DECODE") return decodeURIComponent(seen);
      return type === "NORMALIZE_PATH" ? posix.normalize(seen) : seen;
    }, path);
}

/** What WAF does with a statement: whether it matches a request. */
function matches(statement: Statement, request: Request): boolean {
  const { byteMatchStatement: bytes, labelMatchStatement: label, andStatement, orStatement, notStatement } = statement;
  if (bytes) {
    const seen = transformed(request.path, bytes.textTransformations);
    return bytes.positionalConstraint === "EXACTLY" ? seen === bytes.searchString : seen.startsWith(bytes.searchString);
  }
  if (label) return request.labels.includes(label.key);
  if (andStatement) return andStatement.statements.every((inner) => matches(inner, request));
  if (orStatement) return orStatement.statements.some((inner) => matches(inner, request));
  if (notStatement) return !matches(notStatement.statement, request);
  throw new Error(`This statement is not known: ${JSON.stringify(statement)}`);
}

const isBlocked = (rules: readonly WebFirewallRule[], request: Request): boolean =>
  rules
    .filter(({ name }) => name === "large-body" || name === "attack-in-body")
    .some(({ statement }) => matches(statement as Statement, request));

/** The rate rules that count a request. */
const countedBy = (rules: readonly WebFirewallRule[], request: Request): string[] =>
  rules.flatMap(({ name, statement }) => {
    const { rateBasedStatement: rate } = statement as { rateBasedStatement?: { scopeDownStatement?: Statement } };
    if (rate === undefined) return [];
    return rate.scopeDownStatement === undefined || matches(rate.scopeDownStatement, request) ? [name as string] : [];
  });

const size = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";
const attacks = [
  "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body",
  "awswaf:managed:aws:core-rule-set:EC2MetaDataSSRF_Body",
  "awswaf:managed:aws:core-rule-set:GenericLFI_Body",
  "awswaf:managed:aws:core-rule-set:GenericRFI_Body",
  "awswaf:managed:aws:sql-database:SQLi_Body",
  "awswaf:managed:aws:sql-database:SQLiExtendedPatterns_Body",
];

/** Paths beside the webhook's: longer, shorter, in capitals, with a detour. */
const others = [`${path}/`, `${path}/x`, path.slice(0, -1), path.toUpperCase(), `/api/../api/v1/vendor/webhook`, "/"];

describe("a webhook", () => {
  const rules = rulesWith({ webhooks });

  it.each([size, ...attacks])("is not refused for what has the label %s, and every other path is", (label) => {
    expect(isBlocked(rules, { path, labels: [label] })).toBe(false);
    for (const other of others)
      expect([other, isBlocked(rules, { path: other, labels: [label] })]).toEqual([other, true]);
  });

  it("has exactly those rules of the managed groups only label a request that look into bodies", () => {
    const counted = rules.flatMap(({ name, statement }) => {
      const group = (
        statement as { managedRuleGroupStatement?: { ruleActionOverrides?: { name: string; actionToUse: object }[] } }
      ).managedRuleGroupStatement;
      return (group?.ruleActionOverrides ?? []).map((one) => `${name as string} ${one.name}`);
    });
    expect(counted).toEqual([
      "anonymous HostingProviderIPList",
      "common SizeRestrictions_BODY",
      "common CrossSiteScripting_BODY",
      "common EC2MetaDataSSRF_BODY",
      "common GenericLFI_BODY",
      "common GenericRFI_BODY",
      "sql-injection SQLi_BODY",
      "sql-injection SQLiExtendedPatterns_BODY",
    ]);
  });

  it("is counted apart: by its own limit and no other, as every other path by the general one", () => {
    expect(countedBy(rules, { path, labels: [] })).toEqual(["rate-webhook-1"]);
    for (const other of others) expect(countedBy(rules, { path: other, labels: [] })).toEqual(["rate"]);
    expect(rules.find(({ name }) => name === "rate-webhook-1")).toMatchObject({
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: { rateBasedStatement: { limit: 6000, evaluationWindowSec: 600, aggregateKeyType: "IP" } },
    });
  });

  it("comes on top of paths for uploads, and both are excepted alike", () => {
    const both = rulesWith({ webhooks, largeBodyPaths: ["/uploads"] });
    expect(isBlocked(both, { path: "/uploads/1", labels: [size, ...attacks] })).toBe(false);
    expect(isBlocked(both, { path, labels: [size, ...attacks] })).toBe(false);
    expect(isBlocked(both, { path: "/", labels: [size] })).toBe(true);
    expect(both.map(({ name }) => name)).toEqual([
      "rate",
      "rate-webhook-1",
      "reputation",
      "anonymous",
      "known-bad-inputs",
      "common",
      "sql-injection",
      "large-body",
      "attack-in-body",
    ]);
  });

  it("is one of several, each counted by a limit of its own", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^\/[a-z]{1,8}$/), { minLength: 1, maxLength: 5 }), (paths) => {
        const several = rulesWith({ webhooks: paths.map((one) => ({ path: one, requestsPerTenMinutes: 1000 })) });
        expect(several.map(({ priority }) => priority)).toEqual(several.map((_, index) => index));
        paths.forEach((one, index) => {
          expect(countedBy(several, { path: one, labels: [] })).toEqual([`rate-webhook-${index + 1}`]);
          expect(isBlocked(several, { path: one, labels: [size, ...attacks] })).toBe(false);
        });
        expect(countedBy(several, { path: "/other/path", labels: [] })).toEqual(["rate"]);
        expect(isBlocked(several, { path: "/other/path", labels: [size] })).toBe(true);
      }),
    );
  });
});

describe("a path for uploads", () => {
  const uploads = "/api/v1/uploads";
  const rules = rulesWith({ largeBodyPaths: [uploads] });

  it.each([size, ...attacks])("lets a file pass that has the label %s, and no other path does", (label) => {
    for (const inside of [uploads, `${uploads}/7`, `${uploads}/a/../b`])
      expect([inside, isBlocked(rules, { path: inside, labels: [label] })]).toEqual([inside, false]);
    for (const outside of ["/", "/api/v1/login", `${uploads}/../login`, `${uploads}/%2e%2e/login`, `/x${uploads}`])
      expect([outside, isBlocked(rules, { path: outside, labels: [label] })]).toEqual([outside, true]);
  });

  it("has everything else of the request judged: only rules that look into bodies are left to labels", () => {
    for (const { name, statement } of rules) {
      const group = (
        statement as {
          managedRuleGroupStatement?: { ruleActionOverrides?: { name: string }[]; scopeDownStatement?: object };
        }
      ).managedRuleGroupStatement;
      expect(group?.scopeDownStatement).toBeUndefined();
      const overridden = (group?.ruleActionOverrides ?? []).map((one) => one.name);
      expect([name, overridden.filter((one) => !one.endsWith("_BODY"))]).toEqual([
        name,
        name === "anonymous" ? ["HostingProviderIPList"] : [],
      ]);
    }
    expect(rules.map(({ name }) => name)).not.toContain("rate-webhook-1");
  });

  it("is excepted by the same mechanism as a webhook", () => {
    const overrides = (of: readonly WebFirewallRule[]) =>
      of.map(({ statement }) => (statement as { managedRuleGroupStatement?: object }).managedRuleGroupStatement);
    expect(overrides(rules).filter(Boolean)).toEqual(overrides(rulesWith({ webhooks })).filter(Boolean));
  });
});

it("counts and blocks the same without any exception", () => {
  const rules = rulesWith();
  expect(rules.map(({ name }) => name)).toEqual([
    "rate",
    "reputation",
    "anonymous",
    "known-bad-inputs",
    "common",
    "sql-injection",
  ]);
  expect(JSON.stringify(rules)).not.toContain("scopeDownStatement");
});
