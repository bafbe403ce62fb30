import { stackNamed, type StackName } from "../stacks/settings/systems";
import { rules } from "../policy/index";
import { levelsOf } from "../policy/levels";
import type { EventTally } from "./event-tally";
import { ownPack } from "./finding";
import type { Finding, PolicyResult, RuleOutcome, RunResult } from "./run-result";

/** What the packs said in one run of a stack, rule by rule of this project's pack. */
export function policyResult(
  tally: Pick<EventTally, "findings" | "ruleSummaries" | "policyPacks">,
  stack: StackName,
): PolicyResult {
  const { findings } = tally;
  const count = (kind: Finding["kind"]): number => findings.filter((finding) => finding.kind === kind).length;
  return {
    rules: rules.length,
    mandatory: count("mandatory"),
    advisory: count("advisory"),
    undecided: count("undecided"),
    waived: count("waived"),
    packs: [...tally.policyPacks],
    outcomes: outcomes(tally, stack),
    findings: [...findings],
  };
}

/** What the packs said in a run that has not evaluated them yet. */
export function noPolicyResult(stack: StackName): PolicyResult {
  return policyResult({ findings: [], ruleSummaries: [], policyPacks: [] }, stack);
}

function outcomes(
  { findings, ruleSummaries }: Pick<EventTally, "findings" | "ruleSummaries">,
  stack: StackName,
): RuleOutcome[] {
  const { stage } = stackNamed(stack);
  const passed = new Set(ruleSummaries.filter(({ pack }) => pack === ownPack).flatMap((summary) => summary.passed));
  return rules.map((rule) => {
    const { id, title, severity, rows, remediation } = rule;
    const own = findings.filter((finding) => finding.pack === ownPack && finding.rule === id);
    const kinds = new Set(own.map(({ kind }) => kind));
    return {
      rule: id,
      title,
      severity,
      level: levelsOf(rule)[stage],
      rows: [...rows],
      remediation,
      outcome: outcomeOf(kinds, passed.has(id)),
    };
  });
}

/** The worst of what was found counts: one violation is a failed rule, whatever passed beside it. */
function outcomeOf(kinds: ReadonlySet<Finding["kind"]>, passed: boolean): RuleOutcome["outcome"] {
  if (kinds.has("mandatory") || kinds.has("advisory")) return "failed";
  if (kinds.has("undecided")) return "undecided";
  if (kinds.has("waived")) return "waived";
  return passed ? "passed" : "not evaluated";
}

/** The result of a run that was refused before there was anything to run. */
export function failedBeforeStart(stack: StackName, source: RunResult["source"], failure: string): RunResult {
  return {
    stage: stack,
    source,
    startedFrom: "nothing",
    steps: [],
    policy: noPolicyResult(stack),
    ok: false,
    blocked: false,
    failure,
  };
}
