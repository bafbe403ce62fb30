import { claimsOf, tokenOf } from "../reference/accounts";
import { json } from "../reference/parts";
import type { Reply, Seen, StageFault } from "../reference/reference-stage";
import type { System } from "./verified-reference";

/** A reference application with one step of a flow answered wrongly, and what the result then says. */
export interface BadFlow {
  readonly flow: string;
  readonly step: string;
  readonly system: System;
  readonly fault: StageFault;
  readonly measured: string;
}

/** Changes the answers to some requests alone. */
export function when(isMeant: (seen: Seen, reply: Reply) => boolean, change: (reply: Reply) => Reply): StageFault {
  return { answer: (reply, seen) => (isMeant(seen, reply) ? change(reply) : reply) };
}

const on = (request: string) => (seen: Seen) => `${seen.method} ${seen.path}` === request;
const login = (request: string) => (seen: Seen, reply: Reply) => on(request)(seen) && reply.status === 200;
const ok = () => json(200, { data: [] });

/** An answer with another header or another member of its JSON. */
const withCookie = (reply: Reply): Reply => ({
  ...reply,
  headers: { ...reply.headers, "set-cookie": "session=1; Secure" },
});
const withToken = (token: string) => (reply: Reply) => {
  const content = JSON.parse(String(reply.body)) as { readonly data: object };
  return json(200, { ...content, access_token: token, data: { ...content.data, accessToken: token } });
};
const claims = claimsOf("user-1", "doctor");

/** Each way in which a flow is answered wrongly on its own. */
export const badFlows: readonly BadFlow[] = [
  {
    flow: "log-in",
    step: "a request without a token",
    system: "doctor-system",
    fault: when((seen) => on("GET /api/v1/auth/me")(seen) && seen.headers.authorization === undefined, ok),
    measured: "read the own account without a token: status 200, not 401",
  },
  {
    flow: "refresh-rotation",
    step: "the refresh token from before",
    system: "doctor-system",
    fault: when((seen, { status }) => on("POST /api/v1/auth/refresh")(seen) && status === 401, ok),
    measured: "refresh with the token from before: status 200, not 401",
  },
  {
    flow: "refresh-rotation",
    step: "a refresh, with the same token,",
    system: "doctor-system",
    fault: {
      answer: (reply, seen) =>
        on("POST /api/v1/auth/refresh")(seen)
          ? json(200, { data: { refreshToken: (JSON.parse(seen.body) as { refreshToken: string }).refreshToken } })
          : reply,
    },
    measured: "refresh the session: data.refreshToken is the same as before",
  },
  {
    flow: "forced-log-out",
    step: "a token after the log-out",
    system: "doctor-system",
    fault: when((seen) => on("GET /api/v1/auth/me")(seen) && seen.headers.authorization !== undefined, ok),
    measured: "use the token from before: status 200, not 401",
  },
  {
    flow: "cookies",
    step: "a log-in, with an open cookie,",
    system: "doctor-system",
    fault: when(login("POST /api/v1/auth/login"), withCookie),
    measured: "log in: the cookie session is not HttpOnly; log in: the cookie session is not SameSite Strict or Lax",
  },
  {
    flow: "booking",
    step: "a booking",
    system: "doctor-system",
    fault: when(on("POST /api/v1/appointments"), () => json(500, { error: "internal" })),
    measured: "book an appointment: status 500, not 201",
  },
  {
    flow: "billing",
    step: "an invoice",
    system: "doctor-system",
    fault: when(on("POST /api/v1/billing/invoices"), () => json(201, { data: { status: "paid" } })),
    measured: "make an invoice: no data.id in the answer; make an invoice: data.status is not open",
  },
  {
    flow: "critical-paths",
    step: "the list of the patients",
    system: "doctor-system",
    fault: when(on("GET /api/v1/patients"), () => json(503, {})),
    measured: "list the patients: status 503, not 200",
  },
  {
    flow: "admin-routes",
    step: "a patient on a route of administrators",
    system: "ahava-healthcare",
    fault: when((seen, { status }) => on("GET /api/admin/audit-log")(seen) && status === 403, ok),
    measured: "read the audit log as a patient: status 200, not 403",
  },
  {
    flow: "lockout",
    step: "the right password of a locked account",
    system: "ahava-healthcare",
    fault: when(
      ({ path: at }, { status }) => at === "/api/auth/login" && status === 423,
      () => json(200, { data: { accessToken: "token" } }),
    ),
    measured: "log in with a wrong password: status 200, not 401 or 403 or 423",
  },
  {
    flow: "weak-passwords",
    step: "a common password",
    system: "ahava-healthcare",
    fault: when(
      ({ body }) => body.includes("password123"),
      () => json(201, {}),
    ),
    measured: "register with a common password: status 201, not 400 or 422",
  },
  {
    flow: "paystack-webhook",
    step: "a delivery with a wrong signature",
    system: "ahava-healthcare",
    fault: when((seen, { status }) => on("POST /api/webhooks/paystack")(seen) && status === 401, ok),
    measured: "deliver with a wrong signature: status 200, not 400 or 401 or 403",
  },
  {
    flow: "paystack-webhook",
    step: "a delivery with the right signature",
    system: "ahava-healthcare",
    fault: when(on("POST /api/webhooks/paystack"), () => json(403, {})),
    measured: "deliver with the right signature: status 403, not 200",
  },
  {
    flow: "twilio-webhook",
    step: "a delivery with a wrong signature",
    system: "med-platform",
    fault: when((seen, { status }) => on("POST /api/v1/webhooks/twilio")(seen) && status === 401, ok),
    measured: "deliver with a wrong signature: status 200, not 400 or 401 or 403",
  },
  {
    flow: "twilio-webhook",
    step: "a delivery with the right signature",
    system: "med-platform",
    fault: when(on("POST /api/v1/webhooks/twilio"), () => json(403, {})),
    measured: "deliver with the right signature: status 403, not 200 or 204",
  },
  {
    flow: "sendgrid-webhook",
    step: "a delivery without a signature",
    system: "med-platform",
    fault: when(on("POST /api/v1/webhooks/sendgrid"), ok),
    measured: "deliver without a signature: status 200, not 400 or 401 or 403",
  },
  {
    flow: "signed-token",
    step: "a log-in, with a token of another key,",
    system: "med-platform",
    // The log-in of that flow alone: its token opens nothing.
    fault: onLogin(2, withToken(`${tokenOf({ sub: "user-1" }, "RS256").slice(0, -8)}AAAAAAAA`)),
    measured: "log in: access_token is not signed by the key of MED_TEST_PUBLIC_KEY",
  },
  {
    flow: "registration",
    step: "a registration",
    system: "med-platform",
    fault: when(on("POST /api/v1/auth/register"), () => json(500, {})),
    measured: "register: status 500, not 201",
  },
  {
    flow: "one-time-password",
    step: "a wrong one-time password",
    system: "med-platform",
    fault: when(on("POST /api/v1/auth/otp/verify"), ok),
    measured: "verify a wrong one-time password: status 200, not 400 or 401 or 422",
  },
  {
    flow: "cookie-requests",
    step: "a POST that cookies authenticate",
    system: "med-platform",
    fault: when((seen) => on("POST /api/v1/auth/me")(seen) && seen.headers.cookie === "refresh=1", ok),
    measured: "change the own account by cookies alone: status 200, not 401 or 403",
  },
  {
    flow: "user-paths",
    step: "the list of the bookings",
    system: "med-platform",
    fault: when(on("GET /api/v1/bookings"), () => json(500, {})),
    measured: "list the bookings: status 500, not 200",
  },
  ...[
    { token: tokenOf({ ...claims, name: "x" }), said: "has the claims name" },
    { token: tokenOf({ ...claims, sub: "someone@clinic.test" }), said: "has personal data in sub" },
    { token: "none", said: "is no token" },
  ].map(({ token, said }): BadFlow => ({
    flow: "token-claims",
    step: `a log-in, with a token that ${said},`,
    system: "doctor-system",
    // The first log-in of the flow alone: its tokens open nothing.
    fault: onLogin(8, withToken(token)),
    measured: `log in: data.accessToken ${said}`,
  })),
];

/** Changes the answer to the log-in with that number, from 1 on. */
function onLogin(number: number, change: (reply: Reply) => Reply): StageFault {
  let count = 0;
  return when((seen, reply) => login("POST /api/v1/auth/login")(seen, reply) && (count += 1) === number, change);
}
