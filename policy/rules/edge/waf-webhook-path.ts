import { mentionsVariable } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { tokens } from "../../selectors/tokens";
import { comparesPath, rulesOf, webAclsOf } from "../../selectors/firewall/web-acl";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

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
      const owners = webhookOwners(stack);
      if (owners.length === 0) return;
      context.requires({
        read: () => {
          const all = webAclsOf(stack);
          const own = all.filter((acl) => owners.includes(ownerOf(acl)));
          return (own.length > 0 ? own : all).map((acl) => rulesOf(stack, acl).rules);
        },
        accept: (lists) => lists.some((rules) => rules.some(({ statement }) => comparesPath(statement, /webhook/i))),
        found: () => "a webhook without a web ACL rule for its path",
        needed: "a rule whose statement matches the path",
        setting: "rules of the aws.wafv2.WebAcl",
      });
    });
  },
});

/** The components whose services receive the webhook: the web ACL of another system says nothing about it. */
function webhookOwners(stack: StackView): readonly string[] {
  return stack
    .of<TaskArgs>(taskDefinitions)
    .filter(({ props }) => mentionsVariable(props, webhookVariable))
    .map(ownerOf);
}

/** The outermost component of a resource; empty for one that the program creates outside of components. */
function ownerOf({ parent }: StackResource): string {
  if (parent === undefined || parent.type === "pulumi:pulumi:Stack") return "";
  return ownerOf(parent) || parent.urn;
}
