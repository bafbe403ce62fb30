import { accountSecrets, bearerOf, bodyOf, type Flows, noSession, tokenOf } from "./accounts";
import { json } from "./parts";

/** What test accounts do in the reference application of med-platform, and the users that are registered in it. */
export interface MedFlows {
  readonly answer: Flows;
  readonly users: ReadonlySet<string>;
}

/** @see MedFlows */
export function medFlows(): MedFlows {
  const users = new Set<string>();
  const session = tokenOf({ sub: "user-1", iat: 1_795_000_000 }, "RS256");
  const { MED_TEST_IDENTIFIER, MED_TEST_OTP, MED_TEST_PASSWORD } = accountSecrets;
  return {
    users,
    answer: (seen) => {
      const request = `${seen.method} ${seen.path}`;
      const bearer = bearerOf(seen);
      if (request === "POST /api/v1/auth/login") {
        const { identifier, password } = bodyOf(seen);
        if (identifier !== MED_TEST_IDENTIFIER || password !== MED_TEST_PASSWORD) return undefined;
        return json(200, { access_token: session }, { "set-cookie": "refresh=1; HttpOnly; Secure; SameSite=Lax" });
      }
      if (request === "POST /api/v1/auth/register") {
        const { identifier = "", full_name: name, password } = bodyOf(seen);
        if (name === undefined || password === undefined) return json(422, { error: "a name and a password" });
        users.add(identifier);
        return json(201, { access_token: identifier });
      }
      if (request === "DELETE /api/v1/auth/me") return users.delete(bearer) ? json(204, undefined) : noSession;
      if (request === "POST /api/v1/auth/otp/verify") {
        const { identifier, code } = bodyOf(seen);
        const isRight = identifier === MED_TEST_IDENTIFIER && code === MED_TEST_OTP;
        return isRight ? json(200, {}) : json(401, { error: "wrong" });
      }
      const needsSession = ["/api/v1/auth/me", "/api/v1/bookings"].includes(seen.path);
      if (!needsSession) return undefined;
      return bearer === session ? json(200, { data: [] }) : noSession;
    },
  };
}
