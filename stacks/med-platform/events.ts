/** An event in the API's log, one line of JSON, that becomes a metric. */
export interface CountedEvent {
  /** The name of the metric. */
  readonly metric: string;
  /** The value of `event` in the line. */
  readonly event: string;
  /** The value of `service`, for calls to an external service. @default any */
  readonly service?: ExternalService["service"];
  /** The checklist row that requires the metric. */
  readonly row: string;
  /** When the API writes the line, in one sentence without a full stop. */
  readonly when: string;
}

/** An external service that delivers codes and messages (MP-EXT-10). */
export interface ExternalService {
  /** Its spelling, and the prefix of its metrics' names. */
  readonly name: "Twilio" | "SendGrid";
  /** Its name in the log. */
  readonly service: "twilio" | "sendgrid";
}

export const externalServices: readonly ExternalService[] = [
  { name: "Twilio", service: "twilio" },
  { name: "SendGrid", service: "sendgrid" },
];

/** The counted events. No line names a person; docs/environment/med-platform.events.md is the application team's copy. */
export const countedEvents: readonly CountedEvent[] = [
  { metric: "UserRegistered", event: "user.registered", row: "MP-BIZ-01", when: "A user has registered" },
  { metric: "LoginSucceeded", event: "login.succeeded", row: "MP-BIZ-02", when: "A user has signed in" },
  { metric: "LoginFailed", event: "login.failed", row: "MP-BIZ-02", when: "A sign-in was refused" },
  { metric: "OtpSent", event: "otp.sent", row: "MP-BIZ-03", when: "A code was handed to Twilio or SendGrid" },
  {
    metric: "OtpDelivered",
    event: "otp.delivered",
    row: "MP-BIZ-03",
    when: "Twilio or SendGrid reported the delivery of a code",
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
