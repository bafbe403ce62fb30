import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";

const ruleTypes = ["aws:cloudwatch/eventRule:EventRule"];
const targetTypes = ["aws:cloudwatch/eventTarget:EventTarget"];

interface EventRuleState {
  readonly name: string;
  readonly state: string;
  readonly isEnabled: boolean;
}

export const eventRulesEffective = stackRule({
  id: "event-rules-effective",
  title: "EventBridge rules are enabled and have a target",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-OPS-05", "MP-MON-06"],
  frameworks: [],
  remediation: "Set state to ENABLED and add an aws.cloudwatch.EventTarget, or delete the rule.",
  example: 'new cloudwatch.EventRule("restores", { eventPattern, state: "DISABLED" });',
  types: ruleTypes,
  check(stack, context) {
    for (const rule of stack.of<EventRuleState>(ruleTypes)) {
      const about = context.about(rule);
      about.requires({
        read: () => givenValue(rule, "state") === "DISABLED" || givenValue(rule, "isEnabled") === false,
        accept: (disabled) => !disabled,
        found: () => "a disabled rule, whose events nobody gets",
        needed: "state ENABLED",
        setting: "state",
      });
      about.requires({
        read: () => stack.pointingAt(rule, targetTypes, { property: "rule", by: ["name", "id"] }).length,
        accept: (count) => count > 0,
        found: () => "a rule without a target, whose events nobody gets",
        needed: "a target",
        setting: "aws.cloudwatch.EventTarget",
      });
    }
  },
});
