import { rules } from "../policy/index";
import { levels } from "../policy/levels";
import type { Stage } from "../policy/stage";
import type { EventTally } from "./event-tally";
import { ownPack } from "./finding";
import type { Finding, PolicyResult, RuleOutcome, RunResult } from "./run-result";

/** What the packs said in one run, rule by rule of this project's pack. */
export function policyResult(
  tally: Pick<EventTally, "findings" | "ruleSummaries" | "policyPacks">,
  stage: Stage,
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
    outcomes: outcomes(tally, stage),
    findings: [...findings],
  };
}

/** What the packs said in a run that has not asked them yet. */
export function noPolicyResult(stage: Stage): PolicyResult {
  return policyResult({ findings: [], ruleSummaries: [], policyPacks: [] }, stage);
}

function outcomes(
  { findings, ruleSummaries }: Pick<EventTally, "findings" | "ruleSummaries">,
  stage: Stage,
): RuleOutcome[] {
  const passed = new Set(ruleSummaries.filter(({ pack }) => pack === ownPack).flatMap((summary) => summary.passed));
  return rules.map(({ id, title, severity, rows, remediation }) => {
    const kinds = new Set(findings.filter(({ pack, rule }) => pack === ownPack && rule === id).map(({ kind }) => kind));
    return {
      rule: id,
      title,
      severity,
      level: levels[id]?.[stage] ?? "off",
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
  return passed ? "passed" : "not asked";
}

/** The result of a run that was refused before there was anything to run. */
export function failedBeforeStart(stage: Stage, source: RunResult["source"], failure: string): RunResult {
  return {
    stage,
    source,
    startedFrom: "nothing",
    steps: [],
    policy: noPolicyResult(stage),
    ok: false,
    blocked: false,
    failure,
  };
}
