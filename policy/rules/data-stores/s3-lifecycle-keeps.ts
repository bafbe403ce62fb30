import { resourceRule } from "../../rule";

interface LifecycleRule {
  readonly status?: string;
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly prefix?: string;
  readonly expiration?: { readonly days?: number; readonly date?: string };
  readonly noncurrentVersionExpiration?: { readonly noncurrentDays?: number };
}

interface LifecycleArgs {
  readonly rules: readonly LifecycleRule[];
}

export const s3LifecycleKeeps = resourceRule<LifecycleArgs>({
  id: "s3-lifecycle-keeps",
  title: "S3 lifecycle rules for whole buckets keep objects and their earlier versions for a month",
  severity: "high",
  enforcement: "deployed",
  rows: ["AH-BAK-05"],
  frameworks: [],
  settings: {
    days: {
      description: "Minimum age at which a rule for a whole bucket may delete an object or a version of one, in days.",
      default: 30,
      minimum: 1,
      maximum: 3650,
    },
  },
  remediation: "Set a longer time, or filter by the prefix of the objects that may go.",
  example: 'rules: [{ id: "all", status: "Enabled", filter: {}, expiration: { days: 1 } }]',
  types: [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
  ],
  check({ props }, context) {
    const least = context.setting("days");
    context.each(
      () => props.rules,
      (rule) => {
        if (rule.status !== "Enabled" || isLimited(rule)) return;
        const { days, date } = rule.expiration ?? {};
        const later = rule.noncurrentVersionExpiration?.noncurrentDays;
        const shortest = Math.min(days ?? least, later ?? least, (date ?? "") === "" ? least : 0);
        if (shortest >= least) return;
        const found =
          date === undefined || date === ""
            ? `a whole bucket deleted after ${shortest} days`
            : "a whole bucket deleted on a day";
        context.fails({ found, needed: `at least ${least} days, or a prefix`, setting: "rules" });
      },
    );
  },
});

/** Whether a rule is about some objects only: by a prefix, tags or a size. */
function isLimited({ filter, prefix }: LifecycleRule): boolean {
  const named = (value: unknown): boolean =>
    typeof value === "object" && value !== null
      ? Object.values(value).some(named)
      : value !== undefined && value !== "";
  return (prefix ?? "") !== "" || named(filter);
}
