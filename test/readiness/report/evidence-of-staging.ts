import * as path from "node:path";
import { row, rows } from "../../../checklist";
import type { JestReport } from "../../../readiness/proven";
import { gathered } from "../../../readiness/report/gathered-evidence";
import { projectFacts } from "../../../readiness/report/project-facts";
import type { RecordedEvidence } from "../../../readiness/report/recorded-evidence";
import { type SettledRow, settleRow } from "../../../readiness/report/settle-row";
import type { GatheredEvidence, ProjectFacts } from "../../../readiness/report/sources";
import { type StageState, stageState } from "../../../readiness/report/stage-state";
import type { RuleOutcome, RunResult } from "../../../readiness/run-result";
import { systems } from "../../../stacks/settings/systems";
import { result } from "../results";

/** The clock of the reports. */
export const now = new Date("2026-11-29T12:00:00Z");
/** When all evidence was gathered, unless a test says otherwise. */
export const then = "2026-11-29T11:00:00.000Z";
/** When something was found out after that. */
export const later = "2026-11-29T11:30:00.000Z";
/** What every system runs. */
export const version = "v1.2.3";

const root = path.resolve(__dirname, "../../..");
const facts = projectFacts(root);

/** The project as it would be with a page for every procedure. */
export const project: ProjectFacts = {
  ...facts,
  procedures: new Map(
    rows.filter(({ kind }) => kind === "runbook").map(({ id }) => [id, { row: id, page: "docs/deploy.md" }]),
  ),
};

/** A run in which every rule passed. */
export function passedRun(source: RunResult["source"] = "preview", ended: string | undefined = then): RunResult {
  const outcomes = project.rules.map(({ id, title, severity, rows: cited, remediation }): RuleOutcome => ({
    rule: id,
    title,
    severity,
    level: "mandatory",
    rows: [...cited],
    remediation,
    outcome: "passed",
  }));
  return {
    ...result([], { stage: "staging", source, ended }),
    policy: { ...result([]).policy, outcomes, findings: [] },
  };
}

/** A run of the tests in which every proof held. */
export function passedTests(startTime = Date.parse(then)): JestReport {
  return {
    startTime,
    testResults: [...project.proofs.values()].map(({ test }) => ({
      name: `${root}/${test.file}`,
      assertionResults: [
        {
          ancestorTitles: test.name.split(" › ").slice(0, -1),
          title: test.name.split(" › ").at(-1) ?? "",
          status: "passed",
        },
      ],
    })),
  };
}

/** One of every component in the foundation and in each system, and a task of each system. */
export function stateText({ account = "111111111111", time = then, image = version } = {}): string {
  const urn = (type: string, name: string) => `urn:pulumi:staging::care-platform::${type}::${name}`;
  const stack = { urn: urn("pulumi:pulumi:Stack", "care-platform-staging"), type: "pulumi:pulumi:Stack" };
  const owners = ["foundation", ...systems].map((owner) => ({ owner, type: `care-platform:stack:${owner}` }));
  const resources = owners.flatMap(({ owner, type }) => {
    const parent = urn(type, owner);
    const registry = `${account}.dkr.ecr.af-south-1.amazonaws.com/staging/${owner}`;
    return [
      { urn: parent, type, parent: stack.urn },
      ...[...project.components.keys()].map((component) => ({
        urn: urn(component, `${owner}-${component}`),
        type: component,
        parent,
      })),
      {
        urn: urn("aws:ecs/taskDefinition:TaskDefinition", `${owner}-api`),
        type: "aws:ecs/taskDefinition:TaskDefinition",
        parent,
        outputs: {
          arn: `arn:aws:ecs:af-south-1:${account}:task-definition/${owner}-api:1`,
          tagsAll: { owner: "platform" },
          containerDefinitions: JSON.stringify([
            { name: "api", image: `${registry}:${image}` },
            { name: "collector", image: "public.ecr.aws/vendor/collector:v9" },
          ]),
        },
      },
      {
        urn: urn("aws:cloudwatch/metricAlarm:MetricAlarm", `${owner}-cpu`),
        type: "aws:cloudwatch/metricAlarm:MetricAlarm",
        parent,
        outputs: {
          name: `${owner}-cpu`,
          alarmDescription: `Warning: CPU of ${owner} above 70 % for 10 minutes. Runbook: https://code.test/runbooks/services/service-cpu.md`,
          metricName: "CPUUtilization",
          comparisonOperator: "GreaterThanThreshold",
          threshold: 70,
          evaluationPeriods: 10,
          tags: { severity: "warning" },
        },
      },
    ];
  });
  return JSON.stringify({ version: 3, deployment: { manifest: { time }, resources: [stack, ...resources] } });
}

export function deployedState(options: Parameters<typeof stateText>[0] = {}): StageState {
  return stageState(stateText(options), "state.json");
}

const ofKind = (wanted: string): string[] => rows.filter(({ kind }) => kind === wanted).map(({ id }) => id);

/** What was recorded for every row that needs it. */
export function records(): RecordedEvidence[] {
  const file = { stage: "staging", rehearsed: false, results: [], signatures: [] };
  const about = (ids: string[]) => [{ rows: ids, verdict: "passed" as const, when: then, by: "a tool", version }];
  return [
    { ...file, kind: "verification", results: about(ofKind("verify")) },
    { ...file, kind: "review", results: about(ofKind("runbook")) },
    {
      ...file,
      kind: "verification",
      signatures: [
        { rows: ofKind("sign-off"), role: "everyone", signer: "a person", when: then, version, proven: true },
      ],
    },
  ];
}

/** Evidence that settles every row of a real staging. */
export const full = fullEvidence();

function fullEvidence(): GatheredEvidence & { readonly result: RunResult; readonly state: StageState } {
  const evidence = { result: passedRun(), state: deployedState() };
  return { ...gathered("staging", { ...evidence, tests: passedTests(), recorded: records(), now }), ...evidence };
}

/** What a row comes to by that evidence, or by another. */
export function settled(id: string, evidence: GatheredEvidence = full): SettledRow {
  return settleRow(row(id), { project, gathered: evidence });
}

/** The whole evidence with other outcomes of one rule. */
export function withOutcome(rule: string, changed: Partial<RuleOutcome>): GatheredEvidence {
  const { policy } = full.result;
  const outcomes = policy.outcomes.map((one) => (one.rule === rule ? { ...one, ...changed } : one));
  return { ...full, result: { ...full.result, policy: { ...policy, outcomes } } };
}

/** The whole evidence with one more file. */
export function withRecord(record: Partial<RecordedEvidence>): GatheredEvidence {
  const file: RecordedEvidence = {
    stage: "staging",
    rehearsed: false,
    kind: "verification",
    results: [],
    signatures: [],
  };
  return { ...full, recorded: [...full.recorded, { ...file, ...record }] };
}
