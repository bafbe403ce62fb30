import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";
import type { Answer } from "../reach/exchange";

/** An origin that no list has: `.invalid` can belong to nobody (RFC 2606). */
const foreignOrigin = "https://verify.invalid";

type Headers = Pick<Answer, "headers">;

/** Checks the response to preflight requests: of each allowed origin, and of a foreign one. */
export function judgeCors(
  allowed: readonly { readonly origin: string; readonly answer: Headers }[],
  foreign: Headers,
): Measurement {
  const granted = ({ headers }: Headers) => headers["access-control-allow-origin"];
  const foreignGrant = granted(foreign);
  const faults = [
    ...allowed
      .filter(({ origin, answer }) => granted(answer) !== origin)
      .map(
        ({ origin, answer }) => `${origin} is allowed but gets ${granted(answer) ?? "no Access-Control-Allow-Origin"}`,
      ),
    ...(foreignGrant === undefined ||
    (foreignGrant !== "*" && foreignGrant !== foreignOrigin && foreignGrant !== "null")
      ? []
      : [`a foreign origin gets Access-Control-Allow-Origin: ${foreignGrant}`]),
  ];
  return judged(faults, `${allowed.length} origins are allowed, a foreign one is not`);
}

/** Pages of the front ends may call the API, and no other pages. */
export const cors: Probe = {
  name: "cors",
  file: "verify/probes/cors.ts",
  title: "A preflight request of each allowed origin succeeds, and one of a foreign origin gets no permission (CORS)",
  rows: ["DS-PRE-06", "DS-VAR-17", "AH-VAR-15", "MP-AUTH-06"],
  checks: ({ face }) =>
    [`${face.api}${face.jsonPath}`].map((address) => ({
      address,
      wanted: `Access-Control-Allow-Origin for ${face.allowedOrigins.join(", ")}, and for no other`,
      run: async (reach) => {
        const preflight = async (origin: string) =>
          reach.request(address, {
            method: "OPTIONS",
            headers: {
              origin,
              "access-control-request-method": "POST",
              "access-control-request-headers": "content-type",
            },
          });
        const allowed = [];
        for (const origin of face.allowedOrigins) allowed.push({ origin, answer: await preflight(origin) });
        return judgeCors(allowed, await preflight(foreignOrigin));
      },
    })),
};
