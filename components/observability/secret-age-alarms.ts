import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { clockAlarm } from "./clock-alarm";
import type { AlarmClock } from "./clock-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";

/** How old the value of a secret is, and how old it may become: plain facts, and no value. */
export interface WatchedSecret {
  /** Its name: `JWT_SECRET`. */
  secret: string;
  /** Whether the stage makes it, or a vendor gives it out. */
  source: "generated" | "vendor";
  /** Since when its value is in use, ISO 8601. @default not recorded */
  since?: string;
  /** Days after which it is due; it is overdue after twice as many. */
  dueAfterDays: number;
}

/** Whose ages are watched, and where the alarms go. */
export interface SecretAgeAlarmsArgs {
  stage: Stage;
  /** The system the secrets belong to. */
  system: string;
  routing: AlarmRouting;
  /** All secrets of the system. */
  secrets: readonly WatchedSecret[];
  /** What it takes the time from. */
  clock: AlarmClock;
}

/** How many times its days a secret is old when somebody is told. */
const ages = { warning: 1, critical: 2 } as const;

const millisecondsPerDay = 86_400_000;

/**
 * Tells that the value of a secret is due, then that it is overdue, by one alarm each for all secrets of a system: it begins
 * with the first of them and stays until that one has a newer value. A generated secret of unknown age is due at once; a
 * vendor's is not watched until its renewal is recorded, and the alarms and the dashboard say so (AH-MNT-08, DS-SEC-02).
 *
 * Cost (November 2026, list price, everywhere): two alarms over one metric each, about USD 0.20 a month.
 */
export class SecretAgeAlarms extends pulumi.ComponentResource {
  /** The names of both alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  /** Throws a RangeError for a system without generated secrets, and for a moment that is none. */
  constructor(name: string, args: SecretAgeAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    const { system, secrets } = args;
    if (!secrets.some(({ source }) => source === "generated")) {
      throw new RangeError(`The system ${system} has no generated secret whose age could be watched.`);
    }
    const due = firstMoment(secrets, ages.warning);
    const overdue = firstMoment(secrets, ages.critical);
    super("care-platform:observability:SecretAgeAlarms", name, { ...args }, options);

    const warning = this.alarm(name, args, "warning", due);
    const critical = this.alarm(name, args, "critical", overdue);

    this.alarmNames = pulumi.all([warning.name, critical.name]);
    // Of a component a policy of the whole stack is shown the outputs, not the inputs.
    this.registerOutputs({ system, secrets, alarmNames: this.alarmNames });
  }

  private alarm(
    name: string,
    { stage, system, routing, secrets, clock }: SecretAgeAlarmsArgs,
    severity: "warning" | "critical",
    moment: number,
  ): cloudwatch.MetricAlarm {
    const summary = ageSummary(system, secrets, severity);
    return clockAlarm(
      `${name}-${severity}`,
      { stage, severity, routing, summary, runbook: "secret-age", clock, moment },
      { parent: this },
    );
  }
}

/** When the first of several secrets has reached so many times its days, in seconds since 1970. */
function firstMoment(secrets: readonly WatchedSecret[], times: number): number {
  return Math.min(...secrets.flatMap((secret) => momentOf(secret, times) ?? []));
}

/** The last second of the year 9999: never. */
const never = 253_402_300_799;

/** Undefined where nothing is watched: nobody can say on which day a vendor's secret of unknown age is due. */
function momentOf({ secret, source, since, dueAfterDays }: WatchedSecret, times: number): number | undefined {
  if (since === undefined) {
    if (source === "vendor") return undefined;
    // Due, for all that is known; overdue only once somebody knows it.
    return times > 1 ? never : 0;
  }
  const begun = Date.parse(since);
  if (Number.isNaN(begun)) throw new RangeError(`The secret ${secret} is in use since "${since}", which is no moment.`);
  return Math.floor((begun + times * dueAfterDays * millisecondsPerDay) / 1000);
}

/** Which secrets are due, or overdue, from which day on, and whose age nobody knows: one sentence for each. */
export function ageSummary(
  system: string,
  secrets: readonly WatchedSecret[],
  severity: "warning" | "critical",
): string {
  const word = severity === "warning" ? "due" : "overdue";
  const dated = secrets.filter(({ since }) => since !== undefined);
  const days = new Map<string, string[]>();
  for (const secret of dated) {
    const day = new Date((momentOf(secret, ages[severity]) ?? 0) * 1000).toISOString().slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), secret.secret]);
  }
  const byDay = [...days].sort(([one], [other]) => one.localeCompare(other));
  const unknown = (of: WatchedSecret["source"]) =>
    secrets.filter(({ source, since }) => source === of && since === undefined).map(({ secret }) => secret);
  const [generated, vendors] = [unknown("generated"), unknown("vendor")];
  const sentences = [
    ...(byDay.length === 0
      ? []
      : [
          `Secrets of ${system} are ${word}: ${byDay.map(([day, names]) => `${names.join(", ")} from ${day}`).join("; ")}.`,
        ]),
    ...(generated.length === 0 ? [] : [`Of unknown age, which counts as due: ${generated.join(", ")}.`]),
    ...(vendors.length === 0 ? [] : [`Not watched, for no renewal is recorded: ${vendors.join(", ")}.`]),
  ];
  return sentences.join(" ");
}
