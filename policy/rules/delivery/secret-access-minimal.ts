import type { RuleContext } from "../../context";
import { narrows } from "../../selectors/conditions";
import { covers, isAnything, withoutVariables } from "../../selectors/iam-pattern";
import { statementsOf } from "../../selectors/policy-document";
import type { Statement } from "../../selectors/policy-document";
import { resourceRule } from "../../rule";

/** Inputs of everything that grants something, as far as this rule reads them. */
interface GrantArgs {
  readonly policy: unknown;
  readonly inlinePolicies: readonly { readonly policy?: unknown }[];
}

/** Actions by which the value of a secret is read. */
const reading = ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"];

/** One secret by its whole name; AWS appends six random characters, so the end may be a wildcard. */
const oneSecret = /^arn:[\w-]+:secretsmanager:[\w-]+:\d+:secret:[^*?]+(-\*|-\?{6})?(:.*)?$/;

/** A name that ends where a folder of secrets begins: what follows is any of them. */
const wholeFolder = "/*";

/** Conditions that name the secrets by what is written on them. */
const byTag = /^(aws|secretsmanager):ResourceTag\//i;

export const secretAccessMinimal = resourceRule<GrantArgs>({
  id: "secret-access-minimal",
  title: "IAM policies allow reading secrets only by ARN or by tag",
  severity: "high",
  rows: ["DS-SEC-03", "DS-HRD-06"],
  frameworks: [],
  remediation: "List the ARN of each secret that the role needs.",
  example: 'Action: "secretsmanager:GetSecretValue", Resource: "arn:aws:secretsmanager:*:*:secret:*"',
  types: [
    "aws:iam/role:Role",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/policy:Policy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
  ],
  check({ props }, context) {
    context.guard(() => {
      if ("policy" in props) requiresNamed(props.policy, context);
    });
    context.each(
      () => props.inlinePolicies,
      ({ policy }) => {
        requiresNamed(policy, context);
      },
    );
  },
});

function requiresNamed(policy: unknown, context: RuleContext): void {
  const statements = statementsOf(policy);
  if (statements === undefined) {
    context.undecided("a valid policy document in policy");
    return;
  }
  for (const statement of statements.filter(reads)) {
    const open = statement.resources.find((resource) => !oneSecret.test(resource) || resource.endsWith(wholeFolder));
    if (open === undefined || namesByTag(statement)) continue;
    const found = open === "*" ? "access to every secret of the account" : "access to many secrets through a pattern";
    context.fails({ found, needed: "the ARN of each secret", setting: "policy" });
  }
}

function reads({ effect, actions, inverted }: Statement): boolean {
  // What names the actions that it leaves out is for the rule about wildcards.
  return effect === "Allow" && !inverted && actions.some((action) => reading.some((one) => covers(action, one)));
}

function namesByTag({ conditions }: Statement): boolean {
  return narrows(conditions, (key, value) => byTag.test(key) && !isAnything(withoutVariables(value, "fixed")));
}
