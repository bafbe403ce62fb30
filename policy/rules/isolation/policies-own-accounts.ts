import type { RuleContext } from "../../context";
import { accountsOf, isOfLoadBalancing, visitKnown } from "../../selectors/access/accounts";
import type { StackAccounts } from "../../selectors/access/accounts";
import { admittedAccounts, admittedOrganizations } from "../../selectors/access/admitted-accounts";
import type { AdmittedAccount } from "../../selectors/access/admitted-accounts";
import { statementsOf } from "../../selectors/policy-document";
import type { Statement } from "../../selectors/policy-document";
import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";
import { known } from "../../unknown-value";
import type { StackResource, StackView } from "../../stack-view";

/** The properties in which resources of AWS hold a policy that names principals. */
const policyProperties = ["policy", "assumeRolePolicy", "accessPolicy", "accessPolicies", "policyDocument"] as const;

const resourcePolicy = /^aws:(dynamodb|lambda|cloudwatch|s3tables|kinesis|redshiftserverless)\//;

export const policiesOwnAccounts = stackRule({
  id: "policies-own-accounts",
  title: "Role trust policies and resource policies admit only the AWS accounts of the stack, and listed organisations",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-ENV-01", "DS-ENV-02", "DS-ENV-03", "DS-HRD-04", "MP-AUTH-02"],
  frameworks: ["FSBP S3.6"],
  settings: {
    trustedAccounts: {
      kind: "texts",
      default: [],
      pattern: String.raw`\d{12}`,
      description: "AWS accounts outside the stack that policies may name, 12 digits each.",
    },
    trustedOrganizations: {
      kind: "texts",
      default: [],
      pattern: "o-[a-z0-9]{10,32}",
      description: "AWS organisations whose accounts policies may admit, by id.",
    },
  },
  remediation:
    "Name principals of the stack's own account. If another account must have access, add it to trustedAccounts of this rule, and an organisation to trustedOrganizations, where a review shows it.",
  example: 'policy: { Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::999999999999:root" }, … }] }',
  types: ["pulumi:pulumi:Stack"],
  check(stack, context) {
    const accounts = accountsOf(stack);
    const trusted = context.settingTexts("trustedAccounts");
    const unknown = visitKnown(stack.resources, (resource) => {
      if (!resource.type.startsWith("aws:")) return;
      const about = context.about(resource);
      for (const { property, statement } of statementsWithPrincipals(resource)) {
        for (const admitted of admittedAccounts(statement)) {
          if (trusted.includes(admitted.account)) continue;
          requiresOwn(admitted, accounts, { about, property, isTrust: property === "assumeRolePolicy" });
        }
        for (const user of statement.effect === "Allow" ? statement.principalsOf("CanonicalUser") : []) {
          if (canonicalUsers(stack).has(user)) continue;
          about.fails({
            found: "a policy that admits a canonical user who is not of the stack",
            needed: "an ARN as the principal, whose account can be checked",
            setting: property,
          });
        }
        for (const organization of admittedOrganizations(statement)) {
          if (context.settingTexts("trustedOrganizations").includes(organization)) continue;
          about.fails({
            found: `a policy that admits the organisation ${organization}`,
            needed: "an organisation of trustedOrganizations",
            setting: property,
          });
        }
      }
    });
    // One line for all unknown policies of a preview: other rules name each of them.
    context.guard(() => {
      if (unknown !== undefined) throw unknown;
    });
  },
});

/** The canonical user that delivers the standard logs of CloudFront. Source: CloudFront Developer Guide, "Standard logs". */
const logDelivery = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";

/** The canonical users that the stack's origin access identities have, and the one of CloudFront's logs. */
function canonicalUsers(stack: StackView): ReadonlySet<unknown> {
  const identities = stack.of(["aws:cloudfront/originAccessIdentity:OriginAccessIdentity"]);
  return new Set([logDelivery, ...identities.map(({ props }) => known(() => props.s3CanonicalUserId))]);
}

interface Place {
  readonly about: RuleContext;
  readonly property: string;
  readonly isTrust: boolean;
}

function requiresOwn({ account, withExternalId }: AdmittedAccount, accounts: StackAccounts, place: Place): void {
  const { about, property, isTrust } = place;
  if (accounts.own.has(account) || isOfLoadBalancing(account)) return;
  if (isTrust && withExternalId && accounts.vendors.has(account)) return;
  if (accounts.own.size === 0) {
    about.undecided("the ARN of a resource, which contains the account of the stack");
    return;
  }
  about.fails({
    found: `a policy that admits the AWS account ${account}`,
    needed: "principals of the stack's own account",
    setting: property,
  });
}

/** The statements of a resource that name a principal. A document that cannot be read is for the rules about it. */
function statementsWithPrincipals(
  resource: StackResource,
): readonly { readonly property: string; readonly statement: Statement }[] {
  const { type, props } = resource;
  const properties = resourcePolicy.test(type) ? [...policyProperties, "resourcePolicy"] : policyProperties;
  return properties
    .filter((property) => property in props)
    .flatMap((property) =>
      (statementsOf(givenValue(resource as StackResource<Record<string, unknown>>, property)) ?? [])
        .filter(({ principals }) => principals.length > 0)
        .map((statement) => ({ property, statement })),
    );
}
