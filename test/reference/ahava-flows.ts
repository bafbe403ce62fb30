import { accountSecrets, bearerOf, bodyOf, claimsOf, type Flows, noSession, tokenOf } from "./accounts";
import { json } from "./parts";
import type { Reply } from "./reference-stage";

/** Wrong passwords after which an account of the reference is locked. */
const mostAttempts = 5;

const admin = tokenOf(claimsOf("admin-1", "admin"));
const patient = tokenOf(claimsOf("patient-1", "patient"));

/** What test accounts do in the reference application of ahava-healthcare. */
export function ahavaFlows(): Flows {
  const attempts = new Map<string, number>();
  const accounts: Readonly<Record<string, readonly [password: string, token: string]>> = {
    [accountSecrets.AHAVA_TEST_ADMIN_EMAIL]: [accountSecrets.AHAVA_TEST_ADMIN_PASSWORD, admin],
    [accountSecrets.AHAVA_TEST_PATIENT_EMAIL]: [accountSecrets.AHAVA_TEST_PATIENT_PASSWORD, patient],
    [accountSecrets.AHAVA_TEST_LOCKED_EMAIL]: [accountSecrets.AHAVA_TEST_LOCKED_PASSWORD, patient],
  };
  const logIn = (email = "", password = ""): Reply => {
    const made = attempts.get(email) ?? 0;
    if (made >= mostAttempts) return json(423, { error: "locked" });
    const [right, accessToken] = accounts[email] ?? [];
    if (right !== undefined && right === password) return json(200, { data: { accessToken } });
    if (right !== undefined) attempts.set(email, made + 1);
    return json(401, { error: "wrong password" });
  };
  return (seen) => {
    const bearer = bearerOf(seen);
    if (seen.path === "/api/auth/login" && seen.method === "POST") {
      const { email, password } = bodyOf(seen);
      return logIn(email, password);
    }
    if (seen.path === "/api/auth/register" && seen.method === "POST") {
      const { password = "" } = bodyOf(seen);
      return password.length < 12 ? json(422, { error: "a stronger password" }) : undefined;
    }
    if (!seen.path.startsWith("/api/admin/")) return undefined;
    if (![admin, patient].includes(bearer)) return noSession;
    if (bearer === patient) return json(403, { error: "not an administrator" });
    if (seen.path === "/api/admin/users/unlock") attempts.delete(bodyOf(seen).email ?? "");
    return json(200, { data: [] });
  };
}
