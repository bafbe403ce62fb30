import { accountSecrets, bearerOf, bodyOf, claimsOf, type Flows, noSession, tokenOf } from "./accounts";
import { json } from "./parts";
import type { Reply, Seen } from "./reference-stage";

/** What test accounts do in the reference application of doctor-system, and what they have left in it. */
export interface DoctorFlows {
  readonly answer: Flows;
  /** Appointments and invoices that are there. */
  readonly left: ReadonlySet<string>;
}

/** @see DoctorFlows */
export function doctorFlows(): DoctorFlows {
  const sessions = new Map<string, string>();
  const refreshTokens = new Set<string>();
  const left = new Set<string>();
  let count = 0;

  const begin = (): Reply => {
    count += 1;
    const accessToken = tokenOf({ ...claimsOf("user-1", "doctor"), iat: 1_795_000_000 + count });
    const refreshToken = `refresh-${count}`;
    sessions.set(accessToken, refreshToken);
    refreshTokens.add(refreshToken);
    const cookie = `session=${refreshToken}; Path=/; HttpOnly; Secure; SameSite=Strict`;
    return json(200, { data: { accessToken, refreshToken } }, { "set-cookie": cookie });
  };
  const make = (kind: string, status: string): Reply => {
    count += 1;
    const id = `${kind}-${count}`;
    left.add(id);
    return json(201, { data: { id, status } });
  };
  const remove = (id: string): Reply => json(left.delete(id) ? 204 : 404, undefined);
  const withSession = (seen: Seen): Reply | undefined => {
    const [, area = "", id = "", action] =
      /^\/api\/v1\/(appointments|billing\/invoices|patients)(?:\/([^/]+))?(?:\/(\w+))?$/.exec(seen.path) ?? [];
    if (area === "") return undefined;
    if (id === "" && seen.method === "GET") return json(200, { data: [] });
    if (area === "appointments" && seen.method === "POST") return make("appointment", "booked");
    if (area === "billing/invoices" && id === "") return make("invoice", "open");
    if (seen.method === "DELETE" || action === "void") return remove(id);
    return json(left.has(id) ? 200 : 404, { data: { id } });
  };

  return {
    left,
    answer: (seen) => {
      if (seen.path === "/api/v1/auth/login" && seen.method === "POST") {
        const { email, password } = bodyOf(seen);
        const { DOCTOR_TEST_EMAIL, DOCTOR_TEST_PASSWORD } = accountSecrets;
        return email === DOCTOR_TEST_EMAIL && password === DOCTOR_TEST_PASSWORD ? begin() : undefined;
      }
      if (seen.path === "/api/v1/auth/refresh")
        return refreshTokens.delete(bodyOf(seen).refreshToken ?? "") ? begin() : json(401, { error: "used already" });
      const isKnown = sessions.has(bearerOf(seen));
      if (seen.path === "/api/v1/auth/me") return isKnown ? json(200, { data: { role: "doctor" } }) : noSession;
      if (seen.path === "/api/v1/auth/logout-all") {
        sessions.clear();
        return isKnown ? json(204, undefined) : noSession;
      }
      return isKnown ? withSession(seen) : undefined;
    },
  };
}
