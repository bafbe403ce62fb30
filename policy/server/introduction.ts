import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { configurationSchemaOf } from "../configuration-schema";
import { declaredLevel } from "../pack";
import type { Rule, Severity } from "../rule";

/** The pack's metadata. */
export interface PackDescription {
  readonly name: string;
  readonly version: string;
  readonly displayName: string;
  readonly description: string;
}

/** The protocol's numbers of severities. */
export const severities: Readonly<Record<Severity, analyzer.PolicySeverity>> = {
  low: analyzer.PolicySeverity.POLICY_SEVERITY_LOW,
  medium: analyzer.PolicySeverity.POLICY_SEVERITY_MEDIUM,
  high: analyzer.PolicySeverity.POLICY_SEVERITY_HIGH,
  critical: analyzer.PolicySeverity.POLICY_SEVERITY_CRITICAL,
};

/** The protocol's numbers of enforcement levels. */
export const levelNumbers = {
  advisory: analyzer.EnforcementLevel.ADVISORY,
  mandatory: analyzer.EnforcementLevel.MANDATORY,
} as const;

/** The checklists' name in a rule's compliance metadata. */
export const framework = { name: "care-platform production checklists", version: "1" } as const;

/** The pack and its rules, which the engine requests at the start. */
export function introductionOf(pack: PackDescription, rules: readonly Rule[]): analyzer.AnalyzerInfo {
  const info = new analyzer.AnalyzerInfo();
  info.setName(pack.name);
  info.setVersion(pack.version);
  info.setDisplayname(pack.displayName);
  info.setDescription(pack.description);
  info.setSupportsconfig(true);
  info.setPoliciesList(rules.map(policyInfoOf));
  return info;
}

function policyInfoOf(rule: Rule): analyzer.PolicyInfo {
  const info = new analyzer.PolicyInfo();
  const { POLICY_TYPE_RESOURCE, POLICY_TYPE_STACK } = analyzer.PolicyType;
  info.setPolicyType(rule.kind === "resource" ? POLICY_TYPE_RESOURCE : POLICY_TYPE_STACK);
  info.setName(rule.id);
  info.setDisplayname(rule.title);
  info.setDescription(rule.title);
  info.setEnforcementlevel(levelNumbers[declaredLevel(rule)]);
  info.setSeverity(severities[rule.severity]);
  info.setTagsList([...rule.frameworks]);
  info.setRemediationSteps(rule.remediation);
  info.setFramework(frameworkOf(rule));
  const schema = new analyzer.PolicyConfigSchema();
  // A Struct can only represent JSON, without constants and undefined properties.
  const properties = JSON.stringify(configurationSchemaOf(rule).properties);
  schema.setProperties(Struct.fromJavaScript(JSON.parse(properties) as Parameters<typeof Struct.fromJavaScript>[0]));
  info.setConfigschema(schema);
  return info;
}

function frameworkOf(rule: Rule): analyzer.PolicyComplianceFramework {
  const info = new analyzer.PolicyComplianceFramework();
  info.setName(framework.name);
  info.setVersion(framework.version);
  info.setReference(rule.rows.join(", "));
  info.setSpecification(rule.title);
  return info;
}
