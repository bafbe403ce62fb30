import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { clockAlarm } from "./clock-alarm";
import type { AlarmClock } from "./clock-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";

/** The age of a secret's value and its limit: plain facts, without the value. */
export interface WatchedSecret {
  /** Its name: `JWT_SECRET`. */
  secret: string;
  /** Whether the stage generates it, or a vendor issues it. */
  source: "generated" | "vendor";
  /** Since when its value is in use, ISO 8601. @default not recorded */
  since?: string;
  /** Days after which it is due; it is overdue after twice as many. */
  dueAfterDays: number;
}

/** When the alarms on the age of secrets fire, in percent of the days after which a secret is due for rotation. */
export interface SecretAgeThresholds {
  readonly warningPercent: number;
  readonly criticalPercent: number;
}

/** The secrets, and the alert topics. */
export interface SecretAgeAlarmsArgs {
  stage: Stage;
  /** The system the secrets belong to. */
  system: string;
  routing: AlarmRouting;
  /** All secrets of the system. */
  secrets: readonly WatchedSecret[];
  thresholds: SecretAgeThresholds;
  /** The clock metric. */
  clock: AlarmClock;
}

const millisecondsPerDay = 86_400_000;

/**
 * Alarms on the age of a system's secrets: a warning when the first of them is due for rotation, a critical one when it is
 * overdue; both last until that secret has a newer value. A generated secret of unknown age is due at once; a
 * vendor's is not watched until its renewal is recorded, and the alarms and the dashboard say so (AH-MNT-08, DS-SEC-02).
 *
 * Cost (November 2026, list price, everywhere): two alarms over one metric each, about USD 0.20 a month.
 */
export class SecretAgeAlarms extends pulumi.ComponentResource {
  /** The names of both alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  /** Throws a RangeError for a system without generated secrets, and for an invalid time. */
  constructor(name: string, args: SecretAgeAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    const { system, secrets } = args;
    if (!secrets.some(({ source }) => source === "generated")) {
      throw new RangeError(`The system ${system} has no generated secret.`);
    }
    const { warningPercent, criticalPercent } = args.thresholds;
    const due = firstMoment(secrets, warningPercent);
    const overdue = firstMoment(secrets, criticalPercent);
    super("care-platform:observability:SecretAgeAlarms", name, { ...args }, options);

    const warning = this.alarm(name, args, { severity: "warning", percent: warningPercent, moment: due });
    const critical = this.alarm(name, args, { severity: "critical", percent: criticalPercent, moment: overdue });

    this.alarmNames = pulumi.all([warning.name, critical.name]);
    // Rules about the whole stack get the outputs of a component, not the inputs.
    this.registerOutputs({ system, secrets, alarmNames: this.alarmNames });
  }

  private alarm(
    name: string,
    { stage, system, routing, secrets, clock }: SecretAgeAlarmsArgs,
    { severity, percent, moment }: { severity: "warning" | "critical"; percent: number; moment: number },
  ): cloudwatch.MetricAlarm {
    const summary = ageSummary(system, secrets, percent);
    return clockAlarm(
      `${name}-${severity}`,
      { stage, severity, routing, summary, runbook: "stage/secret-age", clock, moment },
      { parent: this },
    );
  }
}

/** When the first of several secrets has reached so many percent of its days, in seconds since 1970. */
function firstMoment(secrets: readonly WatchedSecret[], percent: number): number {
  return Math.min(...secrets.flatMap((secret) => momentOf(secret, percent) ?? []));
}

/** The last second of the year 9999: never. */
const never = 253_402_300_799;

/** Undefined if none has a due date: that of a vendor secret of unknown age is unknown. */
function momentOf({ secret, source, since, dueAfterDays }: WatchedSecret, percent: number): number | undefined {
  if (since === undefined) {
    if (source === "vendor") return undefined;
    // An unknown age counts as due, and not as overdue.
    return percent > 100 ? never : 0;
  }
  const begun = Date.parse(since);
  if (Number.isNaN(begun))
    throw new RangeError(`The secret ${secret} is in use since "${since}", which is not a time.`);
  return Math.floor((begun + (percent / 100) * dueAfterDays * millisecondsPerDay) / 1000);
}

/**
 * Which secrets reach so many percent of their rotation interval on which day, and which have no recorded age: one sentence
 * for each.
 */
export function ageSummary(system: string, secrets: readonly WatchedSecret[], percent: number): string {
  const dated = secrets.filter(({ since }) => since !== undefined);
  const days = new Map<string, string[]>();
  for (const secret of dated) {
    const day = new Date((momentOf(secret, percent) ?? 0) * 1000).toISOString().slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), secret.secret]);
  }
  const byDay = [...days].sort(([one], [other]) => one.localeCompare(other));
  const unknown = (of: WatchedSecret["source"]) =>
    secrets.filter(({ source, since }) => source === of && since === undefined).map(({ secret }) => secret);
  const [generated, vendors] = [unknown("generated"), unknown("vendor")];
  const listed = byDay.map(([day, names]) => `${names.join(", ")} from ${day}`).join("; ");
  const sentences = [
    `Secrets of ${system} ${percent > 100 ? "overdue" : "due"} for rotation (${percent} % of the interval)${byDay.length === 0 ? "" : `: ${listed}`}.`,
    ...(generated.length === 0 ? [] : [`No recorded age, counted as due: ${generated.join(", ")}.`]),
    ...(vendors.length === 0 ? [] : [`Not watched, no renewal recorded: ${vendors.join(", ")}.`]),
  ];
  return sentences.join(" ");
}
