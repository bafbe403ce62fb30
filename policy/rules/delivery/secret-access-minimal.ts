import { narrows } from "../../selectors/conditions";
import { eachGrantedStatement, grantTypes } from "../../selectors/granted-policies";
import type { GrantArgs } from "../../selectors/granted-policies";
import { covers, isAnything, withoutVariables } from "../../selectors/iam-pattern";
import type { Statement } from "../../selectors/policy-document";
import { resourceRule } from "../../rule";

/** Actions by which the value of a secret is read. */
const reading = ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"];

/** One secret by its whole name; AWS appends six random characters, so the end may be a wildcard. */
const oneSecret = /^arn:[\w-]+:secretsmanager:[\w-]+:\d+:secret:[^*?]+(-\*|-\?{6})?(:.*)?$/;

/** A name that ends at a folder of secrets: it matches any of them. */
const wholeFolder = "/*";

/** Conditions that select secrets by tags. */
const byTag = /^(aws|secretsmanager):ResourceTag\//i;

export const secretAccessMinimal = resourceRule<GrantArgs>({
  id: "secret-access-minimal",
  title: "IAM policies allow reading secrets only by ARN or by tag",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-SEC-03", "DS-HRD-06"],
  frameworks: [],
  remediation: "List the ARN of each secret that the role needs.",
  example: 'Action: "secretsmanager:GetSecretValue", Resource: "arn:aws:secretsmanager:*:*:secret:*"',
  types: grantTypes,
  check({ props }, context) {
    eachGrantedStatement(props, context, (statement) => {
      if (!reads(statement)) return;
      const open = statement.resources.find((resource) => !oneSecret.test(resource) || resource.endsWith(wholeFolder));
      if (open === undefined || namesByTag(statement)) return;
      const found = open === "*" ? "access to every secret of the account" : "access to many secrets through a pattern";
      context.fails({ found, needed: "the ARN of each secret", setting: "policy" });
    });
  },
});

function reads({ effect, actions, inverted }: Statement): boolean {
  // Statements with NotAction are checked by the rule about wildcards.
  return effect === "Allow" && !inverted && actions.some((action) => reading.some((one) => covers(action, one)));
}

function namesByTag({ conditions }: Statement): boolean {
  return narrows(conditions, (key, value) => byTag.test(key) && !isAnything(withoutVariables(value, "fixed")));
}
