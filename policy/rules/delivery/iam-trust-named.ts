import type { RuleContext } from "../../context";
import { narrows } from "../../selectors/conditions";
import type { NarrowValue } from "../../selectors/conditions";
import { covers } from "../../selectors/iam-pattern";
import { providerOf } from "../../selectors/identity-provider";
import { isEverybody, statementsOf, tellsWhose, turnsOthersAway } from "../../selectors/policy-document";
import type { Statement } from "../../selectors/policy-document";
import { resourceRule } from "../../rule";

/** Inputs of a role, as far as this rule reads them. */
interface RoleArgs {
  readonly assumeRolePolicy: unknown;
}

export const iamTrustNamed = resourceRule<RoleArgs>({
  id: "iam-trust-named",
  title: "IAM role trust policies name their principals or restrict them by a condition",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-HRD-04"],
  frameworks: ["Checkov CKV_AWS_60", "Checkov CKV_AWS_358"],
  remediation:
    "Name the service or role in the Principal of assumeRolePolicy. For an identity provider add a StringEquals or StringLike condition on sub with the repository, project or service account; for a wildcard Principal add one on aws:PrincipalOrgID or aws:PrincipalArn.",
  example: 'assumeRolePolicy: { Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }] }',
  unwaivable: "Anyone in AWS or on GitHub could assume such a role.",
  types: ["aws:iam/role:Role"],
  check({ props }, context) {
    context.guard(() => {
      const statements = statementsOf(props.assumeRolePolicy);
      if (statements === undefined) {
        context.undecided("a valid policy document in assumeRolePolicy");
        return;
      }
      for (const statement of statements.filter(({ effect }) => effect === "Allow")) {
        const admits = (isNarrow: NarrowValue) =>
          !narrows(statement.conditions, isNarrow) &&
          !statements.some((other) => refusesAllOf(other, statement) && turnsOthersAway(other, isNarrow));
        requiresNamed(statement, admits, context);
      }
    });
  },
});

/** Requires that a statement names its principals; `admits` checks whether a condition leaves a provider open. */
function requiresNamed(statement: Statement, admits: (isNarrow: NarrowValue) => boolean, context: RuleContext): void {
  const setting = "assumeRolePolicy";
  const federated = statement.principalsOf("Federated");
  const others = statement.principals.filter((principal) => !federated.includes(principal));
  if (others.some(isEverybody) && admits(tellsWhose)) {
    const found = "a trust policy that allows everyone in AWS";
    context.fails({ found, needed: "a named principal, or a condition", setting });
  }
  for (const principal of new Set(federated)) {
    const provider = providerOf(principal);
    if (provider === undefined) {
      const found = "a trust policy that allows any identity provider";
      context.fails({ found, needed: "the ARN of one provider", setting });
    } else if (admits(provider.isNarrow)) {
      context.fails({
        found: `a trust policy that allows every identity of a provider: no condition restricts ${provider.name}`,
        needed: `a condition on ${provider.name} for ${provider.needed}`,
        setting,
      });
    }
  }
}

function refusesAllOf({ actions, inverted }: Statement, allowing: Statement): boolean {
  return !inverted && allowing.actions.every((action) => actions.some((pattern) => covers(pattern, action)));
}
