import type { Row } from "../../checklist/index";
import type { Proof } from "../../checklist/proof";
import type { RuleOutcome, RunResult } from "../run-result";
import { becomes, isNamed } from "../test-title";
import { resourcesByOwner } from "../stage-owner";
import type { Evidence } from "./evidence";
import type { Contact, RecordedEvidence, RecordedResult, Signature } from "./recorded-evidence";
import { provenRows } from "./release-evidence";
import type { Sources } from "./sources";

/** Everything that speaks for a row or against it, newest last where several of a kind have the same source. */
export function rowEvidence(row: Row, sources: Sources): readonly Evidence[] {
  const proof = sources.project.proofs.get(row.id);
  return [
    ...ruleEvidence(row, sources),
    ...(proof === undefined ? [] : [...testEvidence(proof, sources), ...deploymentEvidence(row, proof, sources)]),
    ...(row.kind === "runbook" ? [pageEvidence(row, sources)] : []),
    ...sources.gathered.recorded.flatMap((file) => recordedEvidence(row, file, sources)),
  ];
}

/** The rules of the pack that cite a row, as far as the run has them. */
export function citingRules({ id }: Row, result: RunResult | undefined): readonly RuleOutcome[] {
  return (result?.policy.outcomes ?? []).filter(({ rows }) => rows.includes(id));
}

const verdicts = {
  passed: "passed",
  failed: "failed",
  undecided: "unknown",
  waived: "waived",
  "not evaluated": "not evaluated",
} as const satisfies Record<RuleOutcome["outcome"], Evidence["verdict"]>;

function ruleEvidence(row: Row, { project, gathered: { result, state } }: Sources): Evidence[] {
  if (result === undefined) return [];
  const types = new Set(state?.resources.map(({ type }) => type));
  // A rule that forbids something is kept where the stage has nothing of its kind; any other proves nothing there.
  const isKept = (id: string): boolean => {
    const looksAt = project.rules.find((rule) => rule.id === id)?.types ?? "any";
    return state !== undefined && id.startsWith("no-") && looksAt !== "any" && !looksAt.some((type) => types.has(type));
  };
  return citingRules(row, result)
    .filter(({ level }) => level !== "off")
    .map(({ rule, outcome }) => ({
      kind: "rule",
      what: rule,
      ...(outcome === "not evaluated" && isKept(rule)
        ? { verdict: "passed", detail: "the stage has no resource that it forbids" }
        : { verdict: verdicts[outcome], ...ruleDetail(rule, outcome, result) }),
      file: `docs/policies.md#${rule}`,
      when: result.ended,
      by: result.source === "rehearsal" ? "npm run rehearse" : "npm run preview",
      rehearsed: result.source === "rehearsal",
    }));
}

function ruleDetail(rule: string, outcome: RuleOutcome["outcome"], { policy }: RunResult): Pick<Evidence, "detail"> {
  if (outcome === "passed") return {};
  if (outcome === "not evaluated") return { detail: "the stage has no resource that the rule checks" };
  const [first, ...others] = policy.findings.filter((finding) => finding.rule === rule);
  if (first === undefined) return {};
  const more = others.length === 0 ? "" : `, and ${String(others.length)} more`;
  const waiver = first.waiver === undefined ? "" : ` (${first.waiver.owner}, until ${first.waiver.lastDay})`;
  const said =
    first.waiver?.reason ?? first.found ?? (first.waitsFor && `waits for ${first.waitsFor}`) ?? first.message;
  return { detail: `${first.resource.name}: ${said}${waiver}${more}` };
}

function testEvidence({ test }: Proof, { project, gathered: { tests } }: Sources): Evidence[] {
  if (tests === undefined) return [];
  const cases = tests.testResults
    .filter(({ name }) => name === `${project.root}/${test.file}` || name === test.file)
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ ancestorTitles, title }) => isNamed(test.name, { groups: ancestorTitles, title }, becomes));
  const ends = new Set(cases.map(({ status }) => status));
  const found = { kind: "test", what: test.name, file: test.file, rehearsed: false, by: "npm test" } as const;
  const when = tests.startTime === undefined ? {} : { when: new Date(tests.startTime).toISOString() };
  if (cases.length === 0) return [{ ...found, ...when, verdict: "unknown", detail: "the test did not run" }];
  if (ends.has("failed")) return [{ ...found, ...when, verdict: "failed" }];
  if (ends.size === 1 && ends.has("passed")) return [{ ...found, ...when, verdict: "passed" }];
  return [{ ...found, ...when, verdict: "unknown", detail: "a case of the test did not run" }];
}

/** That the part of the program which meets a row is deployed in the row's system, or in the foundation. */
function deploymentEvidence(row: Row, { by }: Proof, { project, gathered: { state, result } }: Sources): Evidence[] {
  const about = { kind: "deployment", about: by } as const;
  if (state === undefined) {
    const deployed = result?.steps.some(({ name, planned }) => name === "up" && !planned) === true && result.ok;
    if (result === undefined || !deployed) return [];
    const rehearsed = result.source === "rehearsal";
    return [{ ...about, what: "the stage", verdict: "passed", when: result.ended, by: "npm run rehearse", rehearsed }];
  }
  const found = { ...about, when: state.when, by: "pulumi stack export", rehearsed: state.rehearsed } as const;
  const types = [...project.components.values()].filter(({ file }) => file === by).map(({ type }) => type);
  const byOwner = resourcesByOwner(state.resources);
  const ofSystem = byOwner.get(row.system) ?? [];
  const own = [...(byOwner.get("foundation") ?? []), ...ofSystem];
  const count = own.filter(({ type }) => types.includes(type)).length;
  if (types.length > 0) {
    return count > 0
      ? [{ ...found, what: types.map(lastPart).join(", "), verdict: "passed", detail: `${String(count)} deployed` }]
      : [{ ...found, what: types.map(lastPart).join(", "), verdict: "unknown", detail: "the stage has none" }];
  }
  return ofSystem.length > 0
    ? [{ ...found, what: "the stage", verdict: "passed" }]
    : [{ ...found, what: "the stage", verdict: "unknown", detail: `it has no resource of ${row.system}` }];
}

function lastPart(type: string): string {
  return type.split(":").at(-1) ?? type;
}

function pageEvidence({ id }: Row, { project }: Sources): Evidence {
  const procedure = project.procedures.get(id);
  const found = { kind: "page", what: procedure?.page ?? "a page with the procedure", rehearsed: false } as const;
  if (procedure === undefined) return { ...found, verdict: "failed", detail: "no page has the procedure" };
  if (procedure.missing !== undefined)
    return { ...found, file: procedure.page, verdict: "failed", detail: `the page lacks ${procedure.missing}` };
  return { ...found, file: procedure.page, verdict: "passed" };
}

function recordedEvidence(row: Row, file: RecordedEvidence, { gathered: { state } }: Sources): Evidence[] {
  const deployed = state?.versions.get(row.system);
  const concerns = ({ rows }: RecordedResult | Signature | Contact): boolean => rows.includes(row.id);
  return [
    ...file.results.filter(concerns).map((result): Evidence => ({
      kind: file.kind,
      what: result.by,
      ...bound(result.verdict, result, deployed, measured(result)),
      when: result.when,
      by: result.by,
      rehearsed: file.rehearsed,
    })),
    ...file.signatures.filter(concerns).map((signature): Evidence => ({
      kind: "signature",
      what: signature.role,
      ...signed(row, signature, deployed),
      when: signature.when,
      by: signature.signer,
      rehearsed: file.rehearsed,
    })),
    ...(file.contacts ?? []).filter(concerns).map(({ duty, by, when }): Evidence => ({
      kind: "signature",
      what: `contact of ${duty}`,
      verdict: "passed",
      when,
      by,
      rehearsed: file.rehearsed,
    })),
  ];
}

function measured({ measured: found, wanted }: RecordedResult): string | undefined {
  const parts = [found, wanted === undefined ? undefined : `wanted ${wanted}`].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join("; ");
}

function signed(
  { id }: Row,
  signature: Signature,
  deployed: readonly string[] | undefined,
): Pick<Evidence, "verdict" | "detail"> {
  const { revoked, proven = false } = signature;
  if (!proven && provenRows.has(id))
    return { verdict: "unknown", detail: "written manually; only npm run release -- sign proves the signer" };
  if (revoked !== undefined) {
    return {
      verdict: "unknown",
      detail: `revoked on ${revoked.when.slice(0, 10)} by ${revoked.by}: ${revoked.reason}`,
    };
  }
  if (deployed === undefined)
    return { verdict: "unknown", detail: "without a state, the deployed resources are unknown" };
  return bound("passed", signature, deployed, signature.version);
}

/** A verdict counts for the version and the digest that it was given for; a digest says more than a version. */
function bound(
  verdict: Evidence["verdict"],
  { version, digest }: { readonly version?: string; readonly digest?: string },
  deployed: readonly string[] | undefined,
  detail: string | undefined,
): Pick<Evidence, "verdict" | "detail"> {
  const hasDigest = deployed?.some((one) => one.startsWith("sha256:")) === true;
  const given = (hasDigest ? digest : undefined) ?? version ?? digest;
  if (given === undefined || deployed === undefined || deployed.includes(given)) return { verdict, detail };
  const running = deployed.length === 0 ? "no image of its own" : deployed.join(", ");
  return { verdict: "unknown", detail: `it is about ${given}, and the stage runs ${running}` };
}
