import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { counted } from "./alarm-words";
import { clockAlarm } from "./clock-alarm";
import type { AlarmClock } from "./clock-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";

export interface ExpiryAlarmsArgs {
  stage: Stage;
  /** The alert topics and the runbook URL. */
  routing: AlarmRouting;
  /** The expiring item, the start of the message: "WHATSAPP_ACCESS_TOKEN of doctor-system". */
  what: string;
  /** The expiry day, from its start in UTC: "2027-03-01". */
  expires: string;
  /** Days before expiry at which each alarm fires; the warning is first. */
  noticeDays: { readonly warning: number; readonly critical: number };
  /** The runbook below `docs/runbooks`, without `.md`: "edge/load-balancer-errors". */
  runbook: string;
  /** The clock metric. */
  clock: AlarmClock;
}

/**
 * Alarms before a vendor's credential or version expires: first a warning, then critical,
 * until a later day is in the settings (DS-WA-06).
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): two alarms over one metric each, about USD 0.20 a month.
 */
export class ExpiryAlarms extends pulumi.ComponentResource {
  /** The names of both alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  /** Throws a RangeError for an invalid day, and for a warning that is not first. */
  constructor(name: string, args: ExpiryAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    const ends = endOf(args.expires);
    const notice = noticeOf(args);
    super("care-platform:observability:ExpiryAlarms", name, { ...args }, options);

    const warning = this.alarm(name, args, ends, "warning", notice.warning);
    const critical = this.alarm(name, args, ends, "critical", notice.critical);

    this.alarmNames = pulumi.all([warning.name, critical.name]);
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private alarm(
    name: string,
    { stage, routing, what, expires, runbook, clock }: ExpiryAlarmsArgs,
    moment: number,
    severity: "warning" | "critical",
    noticeDays: number,
  ): cloudwatch.MetricAlarm {
    const summary = `${what} expires on ${expires}, in less than ${counted(noticeDays, "day")}.`;
    return clockAlarm(
      `${name}-${severity}`,
      { stage, severity, routing, summary, runbook, clock, moment, noticeDays },
      { parent: this },
    );
  }
}

/** The first second of a day in UTC, in seconds since 1970. */
function endOf(day: string): number {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  // A day that no month has is read as one of the next month.
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(day)) {
    throw new RangeError(`The day "${day}" is invalid; write it as 2027-03-01.`);
  }
  return milliseconds / 1000;
}

function noticeOf({ noticeDays: { warning, critical } }: ExpiryAlarmsArgs) {
  if (!(warning > critical && critical > 0)) {
    throw new RangeError(
      `The warning comes ${warning} days before the end, which must be before ${critical}, above 0.`,
    );
  }
  return { warning, critical };
}
