import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces";
import type { Finding, RuleOutcome, RunResult } from "../run-result";
import { counted } from "./wording";

/** A test case of the file: one rule, or the run itself. */
interface Case {
  readonly name: string;
  readonly suite: string;
  /** What became of it; a case that proves nothing is skipped, never passed. */
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  readonly message: string;
  readonly details: string;
}

/**
 * A run as JUnit XML: one test case for each rule, and one for the run. A mandatory rule that is broken fails; one that
 * is undecided, waived, advisory or not evaluated is skipped with the reason, so that nothing unproved looks passed.
 */
export function junit(result: RunResult): string {
  const cases = [runCase(result), ...ruleCases(result)];
  const count = (outcome: Case["outcome"]): number => cases.filter((one) => one.outcome === outcome).length;
  const counts = {
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
    time: result.steps.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
  };
  const document = create({ version: "1.0", encoding: "UTF-8", invalidCharReplacement: "\uFFFD" });
  const suite = document
    .ele("testsuites", { name: "care-platform", ...counts })
    .ele("testsuite", { name: `${result.stage} (${result.source})`, ...counts });
  for (const one of cases) addCase(suite, one);
  return `${document.end({ prettyPrint: true })}\n`;
}

function addCase(suite: XMLBuilder, { name, suite: classname, outcome, message, details }: Case): void {
  const element = suite.ele("testcase", { name, classname });
  if (outcome === "passed") return;
  const inner = element.ele(outcome, { message, ...(outcome !== "skipped" && { type: outcome }) });
  if (details !== "") inner.txt(details);
}

function runCase({ source, stage, ok, blocked, failure }: RunResult): Case {
  const failed = !ok && !blocked;
  return {
    name: `${source} of ${stage}`,
    suite: "care-platform.run",
    outcome: failed ? "error" : "passed",
    message: failed ? "the run did not finish" : "",
    details: failed ? (failure ?? "") : "",
  };
}

function ruleCases({ policy, stage }: RunResult): readonly Case[] {
  const own = new Set(policy.outcomes.map(({ rule }) => rule));
  const foreign = policy.findings.filter(({ rule }) => !own.has(rule));
  return [
    ...policy.outcomes.map((outcome) =>
      ruleCase(
        outcome,
        policy.findings.filter(({ rule }) => rule === outcome.rule),
        `care-platform.${stage}`,
      ),
    ),
    ...foreign.map((finding) => foreignCase(finding)),
  ];
}

function ruleCase({ rule, title, level, outcome }: RuleOutcome, findings: readonly Finding[], suite: string): Case {
  const details = findings.map(({ message }) => message).join("\n");
  const name = `${rule}: ${title}`;
  if (findings.some(({ kind }) => kind === "mandatory")) {
    return { name, suite, outcome: "failure", message: `broken: ${counted(findings.length, "finding")}`, details };
  }
  if (outcome === "passed") return { name, suite, outcome, message: "", details };
  const reasons: Readonly<Record<Exclude<RuleOutcome["outcome"], "passed">, string>> = {
    failed: "advisory: violated, warning only",
    undecided: "undecided: waits for values that are not known yet",
    waived: "waived",
    "not evaluated": level === "off" ? "off on this stage" : "the stage has no resource of its types",
  };
  return { name, suite, outcome: "skipped", message: reasons[outcome], details };
}

function foreignCase({ pack, rule, kind, message }: Finding): Case {
  return {
    name: rule,
    suite: pack,
    outcome: kind === "mandatory" ? "failure" : "skipped",
    message: kind,
    details: message,
  };
}
