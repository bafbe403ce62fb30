import { judged, type Measurement } from "../outcome";
import { hostOf, originsOf, type Probe } from "../probe";
import type { Answer } from "../reach/exchange";

/** A path and query that a redirect must keep. */
const asked = "/health?verify=redirect";

/** Checks the response to plain HTTP. */
export function judgeRedirect(host: string, { status, headers }: Pick<Answer, "status" | "headers">): Measurement {
  const to = (headers.location ?? "nowhere").replace(`://${host}:443/`, `://${host}/`);
  const faults = [
    ...([301, 308].includes(status) ? [] : [`status ${status}`]),
    ...(to === `https://${host}${asked}` ? [] : [`leads to ${to}`]),
  ];
  return judged(faults, `${status} to https://${host}${asked}`);
}

/** Plain HTTP only redirects to HTTPS. */
export const redirect: Probe = {
  name: "redirect",
  file: "verify/probes/redirect.ts",
  title: "HTTP is redirected to HTTPS, to the same host, path and query",
  rows: ["DS-HRD-01", "DS-JWT-09", "AH-NET-01", "AH-NET-04", "MP-NGX-01", "MP-NGX-04"],
  checks: ({ face }) =>
    originsOf(face).map((origin) => ({
      address: `http://${hostOf(origin)}${asked}`,
      wanted: `301 or 308 to https://${hostOf(origin)}${asked}`,
      run: async (reach) => judgeRedirect(hostOf(origin), await reach.request(`http://${hostOf(origin)}${asked}`)),
    })),
};
