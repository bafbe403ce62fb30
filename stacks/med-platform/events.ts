/** Something the API writes into its log as one line of JSON, and that becomes a figure. */
export interface CountedEvent {
  /** The name of the metric. */
  readonly metric: string;
  /** What stands in the line at `event`. */
  readonly event: string;
  /** What stands at `service`, for calls of a service outside. @default anything */
  readonly service?: ExternalService["service"];
  /** The checklist row that asks for the figure. */
  readonly row: string;
  /** When the API writes the line, in one sentence without a full stop. */
  readonly when: string;
}

/** A service outside without which people do not get their codes and messages (MP-EXT-10). */
export interface ExternalService {
  /** How its vendor writes it, and the beginning of its metrics' names. */
  readonly name: "Twilio" | "SendGrid";
  /** How a line of the log calls it. */
  readonly service: "twilio" | "sendgrid";
}

export const externalServices: readonly ExternalService[] = [
  { name: "Twilio", service: "twilio" },
  { name: "SendGrid", service: "sendgrid" },
];

/** What is counted. No line names a person; docs/environment/med-platform.events.md is the application team's copy. */
export const countedEvents: readonly CountedEvent[] = [
  { metric: "UserRegistered", event: "user.registered", row: "MP-BIZ-01", when: "Somebody has registered" },
  { metric: "LoginSucceeded", event: "login.succeeded", row: "MP-BIZ-02", when: "Somebody has signed in" },
  { metric: "LoginFailed", event: "login.failed", row: "MP-BIZ-02", when: "Somebody was not let in" },
  { metric: "OtpSent", event: "otp.sent", row: "MP-BIZ-03", when: "A code was handed to Twilio or SendGrid" },
  {
    metric: "OtpDelivered",
    event: "otp.delivered",
    row: "MP-BIZ-03",
    when: "Twilio or SendGrid called back that a code has arrived",
  },
  { metric: "TokenRefreshed", event: "token.refreshed", row: "MP-BIZ-04", when: "A token was renewed" },
  {
    metric: "RequestCompleted",
    event: "request.completed",
    row: "MP-BIZ-05",
    when: "A request was answered; the line also has route, the pattern and not the path, and status, a number",
  },
  ...externalServices.flatMap(({ name, service }): CountedEvent[] => [
    {
      metric: `${name}Succeeded`,
      event: "external.succeeded",
      service,
      row: "MP-EXT-10",
      when: `A call of ${name} went well`,
    },
    {
      metric: `${name}Failed`,
      event: "external.failed",
      service,
      row: "MP-EXT-10",
      when: `A call of ${name} failed or was not answered in time`,
    },
  ]),
];
