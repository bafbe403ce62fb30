import { keyringType, momentOf } from "../../selectors/keyring";
import type { KeyringFacts } from "../../selectors/keyring";
import { stackRule } from "../../rule";
import type { Plain } from "../../plain";
import type { StackResource, StackView } from "../../stack-view";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** The component with the alarms on the ages of a system's secrets, and the list of these secrets. */
interface SecretAgeAlarms {
  readonly system: string;
  readonly secrets: readonly { readonly secret?: string }[];
}

interface ClockAlarm {
  readonly threshold: number;
  readonly metricQueries: readonly { readonly expression?: string }[];
}

const componentType = "care-platform:observability:SecretAgeAlarms";
const daySeconds = 86_400;

/** The alarms have a resolution of an hour, and recorded times differ by seconds (our default). */
const toleranceSeconds = daySeconds;

export const secretAgeAlarms = stackRule({
  id: "secret-age-alarms",
  title: "Every keyring has CloudWatch alarms for a rotation that is due and for one that is overdue",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-SEC-02", "AH-MNT-08"],
  frameworks: [],
  settings: {
    days: {
      description: "Days after which a rotation is due; it is overdue after twice as many.",
      default: 30,
      minimum: 1,
      maximum: 365,
    },
    encryptionDays: {
      description: "Days after which the rotation of a data encryption key is due; it is overdue after twice as many.",
      default: 365,
      minimum: 1,
      maximum: 1825,
    },
  },
  remediation:
    "Add a SecretAgeAlarms for the system that lists each of its secrets with the time since when it is in use.",
  example: 'new Keyring("jwt", { secret: "JWT_SECRET", current: 1, ... }); // and no SecretAgeAlarms that lists it',
  types: [keyringType],
  check(stack, context) {
    for (const keyring of stack.of<KeyringFacts>([keyringType])) {
      const about = context.about(keyring);
      about.guard(() => {
        const { kind, currentSince } = keyring.props;
        const begins = beginningsOf(stack, keyring.props);
        const days = about.setting(kind === "encryption" ? "encryptionDays" : "days");
        const since = momentOf(currentSince);
        // keyring-age reports a keyring of unknown age; this rule only checks that there are alarms.
        const latest = (times: number) =>
          since === undefined ? Infinity : since / 1000 + times * days * daySeconds + toleranceSeconds;
        const [due, overdue] = begins;
        const missing = [
          ...(due !== undefined && due <= latest(1) ? [] : [`for a rotation due after ${days} days`]),
          ...(overdue !== undefined && overdue <= latest(2) ? [] : [`for a rotation overdue after ${2 * days} days`]),
        ];
        if (missing.length === 0) return;
        about.fails({
          found: `no alarm ${missing.join(" or ")}`,
          needed: "an alarm for each",
          setting: "SecretAgeAlarms",
        });
      });
    }
  },
});

/** When the alarms on the age of a keyring start to fire, in seconds since 1970, the earliest first. */
function beginningsOf(stack: StackView, { system, secret }: Plain<KeyringFacts>): readonly number[] {
  const watching = stack
    .of<SecretAgeAlarms>([componentType])
    .filter(({ props }) => props.system === system && (props.secrets ?? []).some((one) => one.secret === secret))
    .map(({ urn }) => urn);
  return stack
    .of<ClockAlarm>([alarmType])
    .filter(({ parent }) => parent !== undefined && watching.includes(parent.urn))
    .flatMap((alarm) => beginningOf(alarm) ?? [])
    .sort((one, other) => one - other);
}

/** The time at which `(<time> - EPOCH(<metric>)) / 86400` falls below the threshold; undefined for any other alarm. */
function beginningOf({ props }: StackResource<ClockAlarm>): number | undefined {
  for (const { expression = "" } of props.metricQueries ?? []) {
    const [, moment] = /^\((\d+) - EPOCH\(\w+\)\) \/ 86400$/.exec(expression) ?? [];
    if (moment !== undefined) return Number(moment) - (props.threshold ?? 0) * daySeconds;
  }
  return undefined;
}
