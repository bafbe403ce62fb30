import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";
import { daysSince } from "../../selectors/keyring";
import type { StackRule } from "../../rule";

interface SecretState {
  readonly tags: Readonly<Record<string, string>>;
  readonly tagsAll: Readonly<Record<string, string>>;
}

interface RotationState {
  readonly secretId: string;
  readonly rotationRules: { readonly automaticallyAfterDays?: number; readonly scheduleExpression?: string };
}

const secretType = "aws:secretsmanager/secret:Secret";
const rotationType = "aws:secretsmanager/secretRotation:SecretRotation";

/** How a secret is rotated: by generations, with re-encryption, or at the vendor (C-12). */
const rotationClasses = ["generated", "re-encrypt", "vendor"];

/** The rule, with the clock it goes by. */
export function secretRotationDeclaredRule(now: () => Date): StackRule {
  return stackRule({
    id: "secret-rotation-declared",
    title: "Secrets Manager secrets have a rotation schedule or rotation tags",
    severity: "medium",
    enforcement: "deployed",
    rows: ["DS-SEC-02", "AH-MNT-08"],
    frameworks: [
      "FSBP SecretsManager.1",
      "FSBP SecretsManager.4",
      "Checkov CKV2_AWS_57",
      "Checkov CKV_AWS_304",
      "cdk-nag SMG4",
    ],
    settings: {
      days: { description: "Maximum days between rotations.", default: 30, minimum: 1, maximum: 365 },
    },
    remediation:
      "Declare an aws.secretsmanager.SecretRotation, or tag the secret: rotation-class (and generation), or rotate-by with the last day as YYYY-MM-DD.",
    example: 'new aws.secretsmanager.Secret("api-key", { kmsKeyId }); // and no rotation',
    types: [secretType],
    check(stack, context) {
      const most = context.setting("days");
      for (const secret of stack.of<SecretState>([secretType])) {
        const about = context.about(secret);
        about.guard(() => {
          const rotations = rotationsOf(stack, secret);
          const found =
            rotations.length > 0
              ? rotationFault(rotations, most)
              : tagsFault({ ...secret.props.tagsAll, ...secret.props.tags }, { most, now: now() });
          if (found === undefined) return;
          about.fails({ found, needed: `a rotation within ${most} days`, setting: "SecretRotation, or the tags" });
        });
      }
    },
  });
}

export const secretRotationDeclared = secretRotationDeclaredRule(() => new Date());

function rotationsOf(stack: StackView, secret: StackResource): readonly StackResource<RotationState>[] {
  return stack.pointingAt<RotationState>(secret, [rotationType], { property: "secretId", by: ["id", "arn", "name"] });
}

function rotationFault(rotations: readonly StackResource<RotationState>[], most: number): string | undefined {
  const periods = rotations.map(({ props }) => periodOf(props.rotationRules ?? {}));
  if (periods.some((period) => period <= most)) return undefined;
  const shortest = Math.min(...periods);
  return Number.isFinite(shortest) ? `a rotation every ${shortest} days` : "a rotation without a period";
}

/** Maximum days between two rotations; infinite if the schedule is unknown. */
function periodOf({ automaticallyAfterDays, scheduleExpression = "" }: RotationState["rotationRules"]): number {
  if (automaticallyAfterDays !== undefined) return automaticallyAfterDays;
  const [, count, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(scheduleExpression) ?? [];
  if (count !== undefined) return unit === "hour" ? Math.ceil(Number(count) / 24) : Number(count);
  const [, , , dayOfMonth, month, dayOfWeek] =
    /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(scheduleExpression) ?? [];
  if (month !== "*" || dayOfMonth === undefined || dayOfWeek === undefined) return Number.POSITIVE_INFINITY;
  // Every day, every week, or once a month, counted as thirty days.
  if (/^[?*]$/.test(dayOfMonth) && /^[?*]$/.test(dayOfWeek)) return 1;
  return /^[?*]$/.test(dayOfWeek) ? 30 : 7;
}

function tagsFault(tags: Readonly<Record<string, string>>, at: { most: number; now: Date }): string | undefined {
  const { "rotation-class": rotationClass, "rotate-by": rotateBy, generation } = tags;
  if (rotateBy !== undefined) return rotateByFault(rotateBy, at);
  if (rotationClass === undefined) return "no rotation schedule and no rotation tags";
  if (!rotationClasses.includes(rotationClass)) return "an unknown rotation-class";
  // The generation shows whether a generated secret is rotated.
  const counted = rotationClass !== "generated" || /^[1-9]\d*$/.test(generation ?? "");
  return counted ? undefined : "a generated secret without the tag generation";
}

function rotateByFault(rotateBy: string, { most, now }: { most: number; now: Date }): string | undefined {
  const day = /^\d{4}-\d{2}-\d{2}/.test(rotateBy) ? Date.parse(rotateBy.slice(0, 10)) : Number.NaN;
  if (Number.isNaN(day)) return "a tag rotate-by that is not a date";
  const late = daysSince(day, now);
  // The day itself is still in time.
  if (late > 0) return `a rotation that is ${late} days overdue`;
  return -late > most ? `a rotation only in ${-late} days` : undefined;
}
