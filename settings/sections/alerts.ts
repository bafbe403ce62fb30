import { emailAddress, httpsUrl } from "../fields/address";
import { refusal, section } from "../fields/field";

const oneRoute = "exactly one of email: and https:";

function route() {
  return section({
    /** Whom SNS writes to; the first message asks to confirm the subscription. */
    email: emailAddress().optional(),
    /** The HTTPS endpoint of an on-call service. Many carry a key in their path, so it is never printed. */
    https: httpsUrl().optional(),
  }).refine(({ email, https }) => email === undefined || https === undefined, {
    error: refusal(oneRoute, "remove one of the two"),
  });
}

/** Where alarms go, by how soon somebody must look. */
export function alerts() {
  const needed = refusal(oneRoute, "add who is notified of critical alarms");
  return section({
    /** Wakes somebody: patients are affected now. Must have a route. */
    critical: route().refine(({ email, https }) => email !== undefined || https !== undefined, { error: needed }),
    /** Is looked at within the working day. Without a route it shows on the dashboard only. */
    warning: route().prefault({}),
    /** Is good to know. Without a route it shows on the dashboard only. */
    info: route().prefault({}),
  });
}
