import type { Rule } from "../../policy/rule";
import type { RuleOutcome, RunResult } from "../run-result";

/** The published standards and catalogues that a rule may cite, by the word that its citations begin with. */
const frameworkNames: Readonly<Record<string, string>> = {
  HIPAA: "HIPAA Security Rule",
  CIS: "CIS AWS Foundations Benchmark",
  FSBP: "AWS Foundational Security Best Practices",
  POPIA: "POPIA",
  Checkov: "Checkov",
  "cdk-nag": "cdk-nag",
};

/** What a rule came to: its outcome, "off" on this stage, or "no result" where no run was given. */
export type RuleVerdict = RuleOutcome["outcome"] | "off" | "no result";

/** One control of a framework, with the rules that have the same intent. */
export interface Control {
  /** As the framework calls it: "RDS.3". */
  readonly id: string;
  readonly rules: readonly { readonly id: string; readonly title: string; readonly verdict: RuleVerdict }[];
  /** The worst of its rules. */
  readonly verdict: RuleVerdict;
  /** The rows of the checklists that its rules cite. */
  readonly rows: readonly string[];
}

/** What the rules say of one framework: only of the controls that they cite, never of the whole. */
export interface Framework {
  readonly name: string;
  readonly controls: readonly Control[];
}

const worstFirst: readonly RuleVerdict[] = [
  "failed",
  "undecided",
  "no result",
  "not evaluated",
  "waived",
  "off",
  "passed",
];

/**
 * Every framework, with the controls that rules cite; none for one that no rule cites.
 * @param shown whether a row is in the report.
 */
export function frameworksOf(
  rules: readonly Rule[],
  result: RunResult | undefined,
  shown: (row: string) => boolean,
): readonly Framework[] {
  const outcomes = new Map((result?.policy.outcomes ?? []).map((outcome) => [outcome.rule, outcome]));
  const cited = rules.flatMap((rule) => rule.frameworks.map((citation) => ({ rule, citation })));
  return Object.entries(frameworkNames).map(([prefix, name]) => {
    const own = cited.filter(({ citation }) => citation.startsWith(`${prefix} `));
    const ids = [...new Set(own.map(({ citation }) => citation.slice(prefix.length + 1)))];
    return {
      name,
      controls: ids.sort(byNumber).map((id) => {
        const of = own.filter(({ citation }) => citation === `${prefix} ${id}`).map(({ rule }) => rule);
        const verdicts = of.map((rule) => verdictOf(outcomes.get(rule.id)));
        return {
          id,
          rules: of.map((rule, index) => ({ id: rule.id, title: rule.title, verdict: verdicts[index] ?? "no result" })),
          verdict: worstFirst.find((verdict) => verdicts.includes(verdict)) ?? "no result",
          rows: [...new Set(of.flatMap((rule) => rule.rows))].filter(shown),
        };
      }),
    };
  });
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}

function verdictOf(outcome: RuleOutcome | undefined): RuleVerdict {
  if (outcome === undefined) return "no result";
  return outcome.level === "off" ? "off" : outcome.outcome;
}
