import { emailAddress, httpsUrl } from "../fields/address";
import { refusal, section } from "../fields/field";

const oneRoute = "exactly one of email: and https:";

function route() {
  return section({
    /** The address that SNS sends to; the first message requests a confirmation of the subscription. */
    email: emailAddress().optional(),
    /** The HTTPS endpoint of an on-call service. Many carry a key in their path, so it is never printed. */
    https: httpsUrl().optional(),
  }).refine(({ email, https }) => email === undefined || https === undefined, {
    error: refusal(oneRoute, "remove one of the two"),
  });
}

/** The alert routes, by urgency. */
export function alerts() {
  const needed = refusal(oneRoute, "add who is notified of critical alarms");
  return section({
    /** Notifies the on-call at any hour: patients are affected now. A route is required. */
    critical: route().refine(({ email, https }) => email !== undefined || https !== undefined, { error: needed }),
    /** Is looked at within the working day. Without a route it shows on the dashboard only. */
    warning: route().prefault({}),
    /** For information. Without a route it is shown only on the dashboard. */
    info: route().prefault({}),
  });
}
