import { accountOf, accountsOf, isOfLoadBalancing, visitKnown } from "../../selectors/access/accounts";
import { namedAccounts } from "../../selectors/access/named-accounts";
import { copiesTo, isForEverybody, shareTypes, sharesOf } from "../../selectors/access/shares";
import { tokens } from "../../selectors/tokens";
import { known } from "../../unknown-value";
import { stackRule } from "../../rule";

export const sharesOwnAccounts = stackRule({
  id: "shares-own-accounts",
  title:
    "Settings name only the AWS accounts of the stack, share nothing with everybody, and copy data only to buckets of the stack",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-ENV-01", "DS-ENV-02", "DS-ENV-03", "DS-HRD-04"],
  frameworks: ["FSBP RDS.1", "FSBP EC2.1", "FSBP Lambda.1"],
  settings: {
    trustedAccounts: {
      kind: "texts",
      default: [],
      pattern: String.raw`\d{12}`,
      description: "AWS accounts outside the stack with which resources may be shared, 12 digits each.",
    },
    trustedBuckets: {
      kind: "texts",
      default: [],
      pattern: "[a-z0-9.-]{3,63}",
      description: "Buckets outside the stack to which data may be copied, each by its name.",
    },
  },
  remediation:
    "Share within the stack's own account. If another account must have a copy or access, add it to trustedAccounts of this rule, and a bucket of another stack to trustedBuckets.",
  example: 'new rds.Snapshot("reports", { dbInstanceIdentifier, sharedAccounts: ["999999999999"] });',
  types: ["pulumi:pulumi:Stack", ...shareTypes],
  check(stack, context) {
    const accounts = accountsOf(stack);
    const trusted = context.settingTexts("trustedAccounts");
    const isAllowed = (account: string): boolean =>
      accounts.own.has(account) || trusted.includes(account) || isOfLoadBalancing(account);
    const unknown = visitKnown(stack.of(shareTypes), (resource) => {
      const about = context.about(resource);
      for (const share of sharesOf(resource)) {
        const { to, setting } = share;
        const account = accountOf(to);
        const needed = "the stack's own account";
        if (isForEverybody(share, resource)) about.fails({ found: "a share with all accounts", needed, setting });
        if (account === undefined || isAllowed(account)) continue;
        if (accounts.own.size === 0) about.undecided("the ARN of a resource, which contains the account of the stack");
        else about.fails({ found: `a share with the AWS account ${account}`, needed, setting });
      }
    });
    for (const resource of accounts.own.size === 0 ? [] : stack.resources) {
      const shared = shareTypes.includes(resource.type) ? known(() => sharesOf(resource)) : undefined;
      const said = new Set(shared?.map(({ to }) => accountOf(to)));
      for (const { account, setting } of namedAccounts(resource)) {
        if (isAllowed(account) || said.has(account)) continue;
        said.add(account);
        context
          .about(resource)
          .fails({ found: `the AWS account ${account}`, needed: "a resource of the stack's own account", setting });
      }
    }
    const buckets = new Set([
      ...context.settingTexts("trustedBuckets"),
      ...stack.of<{ bucket: string }>(tokens.buckets).flatMap(({ props }) => known(() => props.bucket) ?? []),
    ]);
    const copied = visitKnown(stack.of(shareTypes), (resource) => {
      for (const { to, setting } of copiesTo(resource)) {
        if (buckets.has(to)) continue;
        const needed = "a bucket of this stack, or one of trustedBuckets";
        context.about(resource).fails({ found: `the bucket ${to}, which the stack does not have`, needed, setting });
      }
    });
    // One line for all unknown values of a preview.
    context.guard(() => {
      if (unknown !== undefined) throw unknown;
      if (copied !== undefined) throw copied;
    });
  },
});
