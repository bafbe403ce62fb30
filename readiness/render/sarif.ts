import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result, Suppression } from "sarif";
import type { Finding, RuleOutcome, RunResult } from "../run-result";
import { prose } from "./markdown-text";

/** The severity as GitHub's code scanning reads it: a CVSS-like number from 0 to 10. */
const securitySeverity: Readonly<Record<string, string | undefined>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

const levels = { mandatory: "error", advisory: "warning", off: "none" } as const;

/** A run as SARIF 2.1.0 (OASIS), for code scanning. Undecided findings are open, waived ones suppressed; none is left out. */
export function sarif(result: RunResult): string {
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "care-platform checklist",
            informationUri: "https://www.pulumi.com/docs/insights/policy/",
            rules: descriptors(result),
          },
        },
        automationDetails: { id: `care-platform/${result.stage}/${result.source}/` },
        invocations: [
          {
            executionSuccessful: result.ok || result.blocked,
            ...(result.failure !== undefined && {
              toolExecutionNotifications: [{ level: "error" as const, message: { text: plain(result.failure) } }],
            }),
          },
        ],
        results: result.policy.findings.map((finding) => resultOf(finding, result)),
        columnKind: "utf16CodeUnits",
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** The rules of our own pack, and after them those of other packs that found something. */
function descriptors({ policy }: RunResult): ReportingDescriptor[] {
  const own = policy.outcomes.map(descriptor);
  const known = new Set(own.map(({ id }) => id));
  const foreign = new Map(
    policy.findings
      .filter(({ rule }) => !known.has(rule))
      .map(({ rule, title, pack }): [string, ReportingDescriptor] => [
        rule,
        { id: rule, shortDescription: { text: plain(title) }, properties: { tags: [pack] } },
      ]),
  );
  return [...own, ...foreign.values()];
}

function descriptor({ rule, title, severity, level, remediation, rows }: RuleOutcome): ReportingDescriptor {
  return {
    id: rule,
    shortDescription: { text: plain(title) },
    help: { text: plain(remediation), markdown: prose(remediation) },
    defaultConfiguration: { level: levels[level], enabled: level !== "off" },
    properties: { tags: ["security", ...rows], "security-severity": securitySeverity[severity] },
  };
}

function resultOf(finding: Finding, { stage }: RunResult): Result {
  const { resource } = finding;
  return {
    ruleId: finding.rule,
    ...(finding.waitsFor === undefined
      ? { kind: "fail", level: finding.level === "mandatory" ? "error" : "warning" }
      : { kind: "open", level: "none" }),
    message: { text: plain(sentence(finding)), markdown: prose(sentence(finding)) },
    locations: [
      {
        // A finding is about a resource, not a line; the stage's file is where most of them are fixed.
        physicalLocation: {
          artifactLocation: { uri: `Pulumi.${encodeURIComponent(stage)}.yaml` },
          region: { startLine: 1 },
        },
        logicalLocations: [
          {
            name: resource.name,
            kind: "resource",
            ...(resource.urn !== undefined && { fullyQualifiedName: resource.urn }),
          },
        ],
      },
    ],
    partialFingerprints: { "finding/v1": fingerprint(finding) },
    ...(finding.waiver && { suppressions: [suppression(finding.waiver)] }),
  };
}

function suppression({ reason, owner, lastDay }: NonNullable<Finding["waiver"]>): Suppression {
  return { kind: "external", status: "accepted", justification: `${reason} (${owner}, until ${lastDay})` };
}

/** The same for the same rule, resource and setting, whatever was found. */
function fingerprint({ pack, rule, resource, setting = "", waitsFor = "" }: Finding): string {
  const identity = JSON.stringify([pack, rule, resource.urn ?? resource.name, setting, waitsFor]);
  return createHash("sha256").update(identity).digest("hex");
}

function sentence({ resource, found, needed, setting, waitsFor, message }: Finding): string {
  if (waitsFor !== undefined) return `${resource.name}: undecided, waits for ${waitsFor}.`;
  if (found === undefined) return message;
  return `${resource.name}: found ${found}; needed ${needed ?? ""}. Change ${setting ?? ""}.`;
}

/** A text in which SARIF sees neither a link (3.11.6) nor a placeholder (3.11.5). */
function plain(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&").replace(/[{}]/g, "$&$&");
}
