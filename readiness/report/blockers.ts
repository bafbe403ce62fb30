import { capitalized } from "../render/wording";
import type { Finding } from "../run-result";
import type { Evidence, EvidenceKind } from "./evidence";
import { ownerOf } from "./owners";
import { blockingStates, type ReadinessState, type SettledRow } from "./settle-row";
import type { GatheredEvidence } from "./sources";

/** One thing to do, and the rows that wait for it. */
export interface Blocker {
  readonly state: ReadinessState;
  /** What is missing or wrong. */
  readonly what: string;
  /** What to do about it. */
  readonly fix: string;
  /** The command to run, where there is one. */
  readonly command?: string;
  /** Who does it. */
  readonly owner: string;
  /** The ids of the rows; none for a failed run, which concerns all. */
  readonly rows: readonly string[];
}

/** Everything that keeps the stage from going live, the most urgent first; rows with the same remedy stand together. */
export function blockersOf(
  rows: readonly SettledRow[],
  gathered: GatheredEvidence,
  stageOwner: string,
): readonly Blocker[] {
  const { result } = gathered;
  const failedRun: Blocker[] =
    result === undefined || result.ok
      ? []
      : [
          {
            state: "failed",
            what: `The ${result.source} of ${result.stage} failed: ${firstLine(result.failure ?? "the checklist blocks it")}`,
            fix: "Fix what the run reports, and run it again.",
            command: runCommand(gathered),
            owner: stageOwner,
            rows: [],
          },
        ];
  const byRemedy = new Map<string, Blocker>();
  for (const settled of rows.filter(({ state }) => blockingStates.includes(state))) {
    const remedy = { state: settled.state, ...remedyOf(settled, gathered), owner: ownerOf(settled.row, stageOwner) };
    const key = JSON.stringify(remedy);
    byRemedy.set(key, { ...remedy, rows: [...(byRemedy.get(key)?.rows ?? []), settled.row.id] });
  }
  const order = ({ state }: Blocker): number => blockingStates.indexOf(state);
  return [
    ...failedRun,
    ...[...byRemedy.values()].sort((one, other) => order(one) - order(other) || other.rows.length - one.rows.length),
  ];
}

type Remedy = Pick<Blocker, "what" | "fix" | "command">;

function remedyOf(settled: SettledRow, gathered: GatheredEvidence): Remedy {
  const { missing = "rule", evidence, state } = settled;
  const against = evidence.find(({ verdict }) => verdict === "failed");
  if (state === "failed" && against !== undefined) {
    const finding = gathered.result?.policy.findings.find(
      ({ rule, kind }) => against.kind === "rule" && rule === against.what && kind !== "waived",
    );
    if (finding !== undefined) return ofFinding(finding);
    if (against.kind === "page") return ofPage(against);
    return {
      what: `${against.kind} ${against.what} failed${detail(against.detail)}.`,
      ...remedies(gathered)[against.kind],
    };
  }
  const offered = evidence.find(({ kind }) => kind === missing);
  if (missing === "deployment" && offered?.verdict === "unknown") {
    const fix = `Set the part in Pulumi.${gathered.stack}.yaml (docs/settings.md), and deploy; or accept the row in writing.`;
    return { what: `The stage has no ${offered.what} (${offered.about ?? ""}).`, fix };
  }
  const undecided = offered === undefined ? lacking[missing] : `${capitalized(settled.why)}.`;
  const what = settled.stale === undefined ? undecided : `The evidence (${missing}) is not fresh: ${settled.stale}.`;
  return { what, ...remedies(gathered)[missing] };
}

function ofPage({ file }: Evidence): Remedy {
  if (file === undefined) {
    return { what: lacking.page, fix: "Write the page of each, and name it in checklist/procedures.json." };
  }
  const fix = `Add the content of each row, and remove "missing" from its entry in checklist/procedures.json.`;
  return { what: "The pages of these rows lack a part of the procedure.", fix };
}

function ofFinding({ rule, title, setting, remediation }: Finding): Remedy {
  const change = setting === undefined || setting === "" ? "" : ` Setting: ${setting}.`;
  return { what: `Rule ${rule} is violated: ${title}`, fix: `${remediation}${change}` };
}

const lacking: Readonly<Record<EvidenceKind, string>> = {
  rule: "No rule that checks these rows was evaluated.",
  test: "No result of the tests that prove these rows was given.",
  deployment: "No deployed stage was given.",
  page: "No page has the procedure of these rows.",
  verification: "No verification of these rows on this stage was given.",
  attestation: "No attestation was given.",
  drill: "No drill was recorded.",
  review: "No one has recorded a review of the pages of these rows.",
  signature: "No one has signed these rows.",
};

function remedies(gathered: GatheredEvidence): Readonly<Record<EvidenceKind, Pick<Remedy, "fix" | "command">>> {
  const { stack } = gathered;
  const record = "Record the result in a file (docs/readiness.md), and pass it with --evidence.";
  return {
    rule: {
      fix: "Run the stage with the policy pack, and pass the result with --result.",
      command: runCommand(gathered),
    },
    test: {
      fix: "Run the tests, and pass the result with --tests.",
      command: "npm test -- --json --outputFile=tests.json",
    },
    deployment: {
      fix: "Pass the state of the stack with --state.",
      command: `pulumi stack export --stack ${stack} --file state.json`,
    },
    page: { fix: "Write the page." },
    verification: {
      fix: "Verify the stage, and pass the result with --evidence. Record other results (docs/readiness.md).",
      command: `npm run verify -- --stage ${stack} --json verification.json`,
    },
    attestation: { fix: record },
    drill: { fix: record },
    review: {
      fix: "Follow the page once, and record the review in a file (docs/readiness.md); give it by --evidence.",
    },
    signature: { fix: "Record the signature in a file (docs/readiness.md), and pass it with --evidence." },
  };
}

function runCommand({ stack, result, state }: GatheredEvidence): string {
  const script =
    (result?.source ?? (state?.rehearsed === false ? "preview" : "rehearsal")) === "preview" ? "preview" : "rehearse";
  return `npm run ${script} -- --stage ${stack} --json result.json`;
}

function detail(text: string | undefined): string {
  return text === undefined ? "" : `: ${text}`;
}

function firstLine(text: string): string {
  return (
    text
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? ""
  );
}
