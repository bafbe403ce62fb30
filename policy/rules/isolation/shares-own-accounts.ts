import { accountOf, accountsOf, visitKnown } from "../../selectors/access/accounts";
import { copiesTo, isForEverybody, shareTypes, sharesOf } from "../../selectors/access/shares";
import { tokens } from "../../selectors/tokens";
import { known } from "../../unknown-value";
import { stackRule } from "../../rule";

export const sharesOwnAccounts = stackRule({
  id: "shares-own-accounts",
  title: "Snapshots, images, replicas, peerings, grants and subscriptions are shared within the stack's AWS accounts",
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
  types: shareTypes,
  check(stack, context) {
    const accounts = accountsOf(stack);
    const trusted = context.settingTexts("trustedAccounts");
    const unknown = visitKnown(stack.of(shareTypes), (resource) => {
      const about = context.about(resource);
      for (const share of sharesOf(resource)) {
        const { to, setting } = share;
        const account = accountOf(to);
        const needed = "the stack's own account";
        if (isForEverybody(share, resource)) about.fails({ found: "a share with all accounts", needed, setting });
        if (account === undefined || accounts.own.has(account) || trusted.includes(account)) continue;
        if (accounts.own.size === 0) about.undecided("the ARN of a resource, which contains the account of the stack");
        else about.fails({ found: `a share with the AWS account ${account}`, needed, setting });
      }
    });
    const buckets = new Set([
      ...context.settingTexts("trustedBuckets"),
      ...stack.of<{ bucket: string }>(tokens.buckets).flatMap(({ props }) => known(() => props.bucket) ?? []),
    ]);
    const copied = visitKnown(stack.of(shareTypes), (resource) => {
      for (const { to, setting } of copiesTo(resource)) {
        if (buckets.has(to)) continue;
        const needed = "a bucket of this stack, or one of trustedBuckets";
        context.about(resource).fails({ found: `a copy to the bucket ${to}`, needed, setting });
      }
    });
    // One line for all unknown values of a preview.
    context.guard(() => {
      if (unknown !== undefined) throw unknown;
      if (copied !== undefined) throw copied;
    });
  },
});
