import type {
  EnforcementLevel,
  Policies,
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Circumstances } from "./examination";
import { levels } from "./levels";
import type { Level, Levels } from "./levels";
import { findingMessage, undecidedMessage } from "./message";
import type { ResourceRule, Rule, StackRule } from "./rule";
import { StackView } from "./stack-view";
import { stageOf, stages } from "./stage";
import { blocksUndecided } from "./strictness";
import type { Verdict } from "./verdict";
import { examineResource, examineStack } from "./verdict";

type Policy = Policies[number];

/** What the SDK's server takes besides a plain text, although its declaration shows only the text. */
type Report = (violation: { message: string; urn?: string; enforcementLevel?: EnforcementLevel }) => void;

/** What a rule may be told by the pack's configuration, besides its own numbers. */
interface RuleConfiguration extends Record<string, unknown> {
  readonly stage?: unknown;
  readonly strict?: unknown;
}

/** The rules as the SDK's policies; throws when a rule has no line in the table of levels. */
export function policiesOf(rules: readonly Rule[]): Policies {
  return rules.map((rule): Policy => (rule.kind === "resource" ? resourcePolicy(rule) : stackPolicy(rule)));
}

function resourcePolicy(rule: ResourceRule): ResourceValidationPolicy {
  const validateResource: ResourceValidation & { __pulumiType?: string } = (args, report) => {
    if (rule.types !== "any" && !rule.types.includes(args.type)) args.notApplicable();
    const run = runOf(rule, { configuration: args.getConfig(), stackTag: args.stackTags.get("stage"), urn: args.urn });
    if (run.level === "off") args.notApplicable(`Off in ${run.stage}.`);
    const verdict = examineResource(rule, args, run);
    if (verdict.result === "not applicable") args.notApplicable(verdict.reason);
    reportVerdict(rule, verdict, run, report);
  };
  // With a type of its own the SDK leaves a rule out before it has unpacked the resource, which is most of the cost.
  if (rule.types !== "any" && rule.types.length === 1) validateResource.__pulumiType = rule.types[0];
  return { ...metadataOf(rule), validateResource };
}

function stackPolicy(rule: StackRule): StackValidationPolicy {
  return {
    ...metadataOf(rule),
    validateStack: (args, report) => {
      const urn = args.resources[0]?.urn;
      const run = runOf(rule, { configuration: args.getConfig(), stackTag: args.stackTags.get("stage"), urn });
      if (run.level === "off") args.notApplicable(`Off in ${run.stage}.`);
      const verdict = examineStack(rule, new StackView(args.resources), run);
      if (verdict.result === "not applicable") args.notApplicable(verdict.reason);
      reportVerdict(rule, verdict, run, report);
    },
  };
}

interface Run extends Circumstances {
  readonly level: Level;
  readonly strict: unknown;
}

/** The stage, level and numbers that hold for a rule in this run. */
function runOf(
  rule: Rule,
  { configuration, stackTag, urn }: { configuration: RuleConfiguration; stackTag?: string; urn?: string },
): Run {
  const environment = process.env.CARE_PLATFORM_POLICY_STAGE;
  const stage = stageOf({ configured: configuration.stage, environment, stackTag, urn });
  const settings = Object.fromEntries(
    Object.entries(rule.settings ?? {}).map(([name, setting]) => {
      const configured = configuration[name];
      return [name, typeof configured === "number" ? configured : setting.default];
    }),
  );
  return { stage, settings, level: levelsOf(rule.id)[stage], strict: configuration.strict };
}

function reportVerdict(rule: Rule, { findings, waiting }: Verdict, run: Run, sdkReport: ReportViolation): void {
  const report = sdkReport as unknown as Report;
  const enforcementLevel = lowered(rule.id, run.level);
  for (const finding of findings) {
    report({ message: findingMessage(rule.id, finding), urn: finding.subject.urn, enforcementLevel });
  }
  for (const open of waiting) {
    const blocks = blocksUndecided(open, run.strict, process.env);
    report({
      message: undecidedMessage(rule.id, open),
      urn: open.subject.urn,
      enforcementLevel: blocks ? enforcementLevel : "advisory",
    });
  }
}

/** The level to report, absent when it is the declared one: only then may the pack's configuration change it. */
function lowered(id: string, level: Level): EnforcementLevel | undefined {
  return level === declaredLevel(id) || level === "off" ? undefined : level;
}

/** The level the SDK is told beforehand: the strictest of any stage. */
function declaredLevel(id: string): EnforcementLevel {
  return Object.values(levelsOf(id)).includes("mandatory") ? "mandatory" : "advisory";
}

function levelsOf(id: string): Levels {
  const found = levels[id];
  if (found === undefined) throw new Error(`policy/levels.ts has no line for the rule "${id}".`);
  return found;
}

function metadataOf(rule: Rule): Omit<Policy, "validateResource" | "validateStack"> {
  return {
    name: rule.id,
    displayName: rule.title,
    description: rule.title,
    enforcementLevel: declaredLevel(rule.id),
    severity: rule.severity,
    framework: {
      name: "care-platform production checklists",
      version: "1",
      reference: rule.rows.join(", "),
      specification: rule.title,
    },
    tags: [...rule.frameworks],
    remediationSteps: rule.remediation,
    configSchema: configurationSchemaOf(rule),
  };
}

function configurationSchemaOf(rule: Rule): PolicyConfigSchema {
  return {
    properties: {
      stage: { type: "string", enum: [...stages], description: "The stage to hold the stack to, whatever its name." },
      strict: { type: "boolean", description: "Whether a deployed stack with this rule undecided is refused." },
      ...Object.fromEntries(
        Object.entries(rule.settings ?? {}).map(([name, { description, minimum, maximum, default: value }]) => [
          name,
          { type: "integer" as const, description, minimum, maximum, default: value },
        ]),
      ),
    },
  };
}
