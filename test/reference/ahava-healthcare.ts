import { createHash } from "node:crypto";
import { ahavaFlows } from "./ahava-flows";
import { common, json, notFound, site } from "./parts";
import type { ReferenceApplication, Reply, Seen } from "./reference-stage";
import { paystackWebhook } from "./vendor-webhooks";

/** A reference application for ahava-healthcare, and the users that are registered in it. */
export interface AhavaReference extends ReferenceApplication {
  readonly users: ReadonlySet<string>;
}

const token = "reference-csrf-token";

/** @see AhavaReference */
export function ahavaReference(domain: string): AhavaReference {
  const [api, ...sites] = [`api.${domain}`, `admin.${domain}`, `doctor.${domain}`] as const;
  const users = new Set<string>();
  const flows = ahavaFlows();
  let registrations = 0;

  const register = ({ body }: Seen): Reply => {
    registrations += 1;
    if (registrations > 5) return json(429, { error: "too many registrations" });
    const { email } = JSON.parse(body) as { readonly email: string };
    users.add(email);
    return json(201, { data: { accessToken: email } });
  };
  const remove = ({ headers }: Seen): Reply => {
    const known = users.delete((headers.authorization ?? "").replace("Bearer ", ""));
    return known ? json(204, undefined) : json(404, { error: "no such user" });
  };
  const protectedPaths: Readonly<Record<string, (seen: Seen) => Reply>> = {
    "POST /api/auth/register": register,
    "DELETE /api/auth/me": remove,
  };

  return {
    hosts: [api, ...sites],
    users,
    answer: (seen) => {
      if (seen.host !== api) return site(seen);
      const answered = common(
        seen,
        sites.map((host) => `https://${host}`),
      );
      if (answered !== undefined) return answered;
      if (seen.path === "/api/auth/csrf-token")
        return json(
          200,
          { csrfToken: token },
          { "set-cookie": `csrf=${token}; Path=/; Secure; HttpOnly; SameSite=Strict` },
        );
      if (seen.path === "/socket.io/") return webSocket(seen);
      if (seen.path === "/api/webhooks/paystack") return paystackWebhook(seen);
      const isProtected = seen.headers["x-csrf-token"] === token && seen.headers.cookie === `csrf=${token}`;
      if (seen.method !== "GET" && !isProtected) return json(403, { error: "CSRF token" });
      return flows(seen) ?? protectedPaths[`${seen.method} ${seen.path}`]?.(seen) ?? notFound;
    },
  };
}

/** The answer to the key of a client (RFC 6455, 1.3). */
function webSocket({ headers }: Seen): Reply {
  const accept = createHash("sha1")
    .update(`${headers["sec-websocket-key"] ?? ""}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  return { status: 101, headers: { upgrade: "websocket", connection: "Upgrade", "sec-websocket-accept": accept } };
}
