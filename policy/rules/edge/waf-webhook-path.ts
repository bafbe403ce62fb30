import { mentionsVariable } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { tokens } from "../../selectors/tokens";
import { comparesPath, rulesOf, webAclsOf } from "../../selectors/firewall/web-acl";
import { stackRule } from "../../rule";
import type { StackView } from "../../stack-view";

/** The variable that only a service with the webhook has (DS-VAR-16). */
const webhookVariable = "WHATSAPP_WEBHOOK_VERIFY_TOKEN";
const taskDefinitions = ["aws:ecs/taskDefinition:TaskDefinition"];

export const wafWebhookPath = stackRule({
  id: "waf-webhook-path",
  title: "AWS WAF has a rule for the webhook path where a service receives webhooks",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-WA-03", "DS-VER-07"],
  frameworks: [],
  remediation: "Add a rule whose statement matches the webhook's path, such as a separate rate-based rule.",
  example: 'new wafv2.WebAcl("firewall", { rules: [generalRateLimit], … }); // which blocks the webhook as well',
  types: tokens.webAcls,
  check(stack, context) {
    context.guard(() => {
      if (!hasWebhook(stack)) return;
      context.requires({
        read: () => webAclsOf(stack).map((acl) => rulesOf(stack, acl).rules),
        accept: (lists) => lists.some((rules) => rules.some(({ statement }) => comparesPath(statement, /webhook/i))),
        found: () => "a webhook without a web ACL rule for its path",
        needed: "a rule whose statement matches the path",
        setting: "rules of the aws.wafv2.WebAcl",
      });
    });
  },
});

function hasWebhook(stack: StackView): boolean {
  return stack.of<TaskArgs>(taskDefinitions).some(({ props }) => mentionsVariable(props, webhookVariable));
}
