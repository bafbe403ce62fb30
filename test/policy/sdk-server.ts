import * as grpc from "@grpc/grpc-js";
import type { Policies, ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { configurationSchemaOf } from "../../policy/configuration-schema";
import { levelsOf } from "../../policy/levels";
import { findingMessage, undecidedMessage } from "../../policy/message";
import { declaredLevel } from "../../policy/pack";
import type { ResourceRule, Rule, StackRule } from "../../policy/rule";
import { framework } from "../../policy/server/introduction";
import type { PackDescription } from "../../policy/server/introduction";
import { StackView } from "../../policy/stack-view";
import { stackOf, stageOf } from "../../policy/stage";
import { checkResource, checkStack } from "../../policy/rule-result";
import type { RuleResult } from "../../policy/rule-result";

// The same rules on the SDK's own server, as the measure of ours. Waivers, strict mode and the stage's manifest, of which the
// SDK knows nothing, are left out.

/** What the SDK's server takes besides a plain text, although its declaration shows only the text. */
type Report = (violation: { message: string; urn?: string; enforcementLevel?: string }) => void;

/** What either kind of policy is told besides its resources. */
interface Told {
  readonly stackTags: ReadonlyMap<string, string>;
  getConfig: () => object;
  notApplicable: (reason?: string) => never;
}

// The SDK's declaration of this file is empty.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { serve } = require("@pulumi/policy/server") as {
  serve: (name: string, version: string, level: string, pack: object) => void;
};

/** Serves the rules by the SDK; resolves to the server and its port. */
export async function serveBySdk(rules: readonly Rule[], pack: PackDescription) {
  const bind = jest.spyOn(grpc.Server.prototype, "bindAsync");
  const port = await new Promise<number>((resolve) => {
    const print = jest.spyOn(console, "log").mockImplementation((line: string) => {
      print.mockRestore();
      resolve(Number(line));
    });
    const { name, version, displayName, description } = pack;
    serve(name, version, "advisory", { displayName, description, policies: policiesOf(rules) });
  });
  const [server] = bind.mock.contexts as grpc.Server[];
  bind.mockRestore();
  return { server: server!, port };
}

function policiesOf(rules: readonly Rule[]): Policies {
  return rules.map((rule) => (rule.kind === "resource" ? resourcePolicy(rule) : stackPolicy(rule)));
}

function resourcePolicy(rule: ResourceRule): ResourceValidationPolicy {
  return {
    ...metadataOf(rule),
    validateResource: (args, report) => {
      if (rule.types !== "any" && !rule.types.includes(args.type))
        args.notApplicable(`Only for ${rule.types.join(", ")}.`);
      judge(rule, args, args.urn, report, (circumstances) => checkResource(rule, args, circumstances));
    },
  };
}

function stackPolicy(rule: StackRule): StackValidationPolicy {
  return {
    ...metadataOf(rule),
    validateStack: (args, report) => {
      judge(rule, args, args.resources[0]?.urn, report, (circumstances) =>
        checkStack(rule, new StackView(args.resources), circumstances),
      );
    },
  };
}

function judge(
  rule: Rule,
  args: Told,
  urn: string | undefined,
  sdkReport: ReportViolation,
  evaluate: (circumstances: Parameters<typeof checkResource>[2]) => RuleResult,
): void {
  const configuration = args.getConfig() as Record<string, unknown>;
  const stackTag = args.stackTags.get("stage");
  const stage = stageOf({ configured: configuration.stage, environment: undefined, stackTag, stack: stackOf(urn) });
  const level = levelsOf(rule)[stage];
  if (level === "off") args.notApplicable(`Off in ${stage}.`);
  const settings = Object.fromEntries(
    Object.entries(rule.settings ?? {}).map(([name, setting]) => [name, configuration[name] ?? setting.default]),
  );
  const ruleResult = evaluate({ stage, settings: settings as Record<string, number> });
  if (ruleResult.result === "not applicable") args.notApplicable(ruleResult.reason);
  const report = sdkReport as unknown as Report;
  const enforcementLevel = level === declaredLevel(rule) ? undefined : level;
  for (const finding of ruleResult.findings)
    report({ message: findingMessage(rule.id, finding), urn: finding.subject.urn, enforcementLevel });
  for (const open of ruleResult.waiting)
    report({ message: undecidedMessage(rule.id, open), urn: open.subject.urn, enforcementLevel: "advisory" });
}

function metadataOf(rule: Rule) {
  return {
    name: rule.id,
    displayName: rule.title,
    description: rule.title,
    enforcementLevel: declaredLevel(rule),
    severity: rule.severity,
    framework: { ...framework, reference: rule.rows.join(", "), specification: rule.title },
    tags: [...rule.frameworks],
    remediationSteps: rule.remediation,
    configSchema: configurationSchemaOf(rule),
  };
}
