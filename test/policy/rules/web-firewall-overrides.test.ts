import { wafCommonAttacks } from "../../../policy/rules/edge/waf-common-attacks";
import { wafKnownBadInputs } from "../../../policy/rules/edge/waf-known-bad-inputs";
import { inStack, judgedTogether } from "../harness";

const exceptUploads = {
  notStatement: {
    statement: {
      byteMatchStatement: {
        searchString: "/uploads/",
        positionalConstraint: "STARTS_WITH",
        fieldToMatch: { uriPath: {} },
      },
    },
  },
};
const acl = (rules: unknown) => inStack("aws:wafv2/webAcl:WebAcl", "firewall", { arn: "arn:firewall", rules });

describe.each([
  [wafCommonAttacks, "AWSManagedRulesCommonRuleSet"],
  [wafKnownBadInputs, "AWSManagedRulesKnownBadInputsRuleSet"],
])("$id", (rule, group) => {
  const overriding = (names: readonly string[], action = "count") => ({
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        name: group,
        ruleActionOverrides: names.map((name) => ({ name, actionToUse: { [action]: {} } })),
      },
    },
  });
  const behind = (key: string, action: object = { block: {} }) => ({
    action,
    statement: {
      andStatement: { statements: [{ labelMatchStatement: { scope: "LABEL", key } }, exceptUploads] },
    },
  });
  const open = (names: string) => [
    `[${rule.id}] firewall: found ${names} of the group, which only count or allow; needed every rule of the group to block, or a later rule that blocks by the label. Change ruleActionOverrides.`,
  ];
  const label = "awswaf:managed:aws:core-rule-set:SQLi_Body";

  it.each([
    ["a rule that only counts", [overriding(["SQLi_BODY", "XSS_BODY"])], open("SQLi_BODY, XSS_BODY")],
    ["a rule that lets pass", [overriding(["SQLi_BODY"], "allow")], open("SQLi_BODY")],
    ["a rule that asks for a captcha", [overriding(["SQLi_BODY"], "captcha")], ["pass"]],
    ["a label that another rule blocks", [overriding(["SQLi_BODY"]), behind(label)], ["pass"]],
    ["a label that another rule counts", [overriding(["SQLi_BODY"]), behind(label, { count: {} })], open("SQLi_BODY")],
    ["the label of another", [overriding(["SQLi_BODY"]), behind(`${label}2`)], open("SQLi_BODY")],
  ])("judges a group with %s", (_, rules, expected) => {
    expect(judgedTogether(rule, [acl(rules)])).toEqual(expected);
  });

  it("lets rules count outside production", () => {
    expect(judgedTogether(rule, [acl([overriding(["SQLi_BODY"])])], { stage: "staging" })).toEqual(["pass"]);
  });
});
