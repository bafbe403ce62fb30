import { isJson, textIn } from "../json";
import { judged, type Measurement } from "../outcome";
import type { PublicFace } from "../../settings/system/public-face";
import type { Probe } from "../probe";
import type { Answer } from "../reach/exchange";
import type { Reach } from "../reach/reach";

/** The token in the answer of the token's path, under one of the names that libraries give it. */
export function csrfTokenIn(body: string): string | undefined {
  return textIn(body, ["data"], ["csrfToken", "token", "_csrf"]);
}

/** Checks the response of the path that gives a token; the token itself is not part of the measurement. */
export function judgeCsrfToken(answer: Pick<Answer, "status" | "headers" | "body" | "cookies">): Measurement {
  const faults = [
    ...(answer.status === 200 ? [] : [`status ${answer.status}`]),
    ...(isJson(answer) && csrfTokenIn(answer.body) !== undefined ? [] : ["no JSON with a token"]),
    ...(answer.cookies.length > 0 ? [] : ["no cookie"]),
    ...answer.cookies.filter((cookie) => !/;\s*secure\b/i.test(cookie)).map(() => "a cookie that is not Secure"),
    ...answer.cookies
      .filter((cookie) => !/;\s*samesite=(strict|lax)\b/i.test(cookie))
      .map(() => "a cookie that is not SameSite"),
  ];
  return judged(faults, "200, JSON with a token, and its cookie");
}

/** Checks the response to a POST without a token. */
export function judgeWithoutToken({ status }: Pick<Answer, "status">): Measurement {
  return judged(status === 403 ? [] : [`status ${status}`], "status 403");
}

/**
 * The headers of a POST as a page of the application sends it: with a token and its cookie, where the system has such.
 * @throws Unreachable where none is to be had.
 */
export async function pageHeaders(reach: Reach, { api, csrfToken, allowedOrigins }: PublicFace) {
  const [origin = api] = allowedOrigins;
  const plain = { "content-type": "application/json", origin };
  if (csrfToken === undefined) return plain;
  const { body, cookies } = await reach.page(`${api}${csrfToken}`);
  const cookie = cookies.map((one) => one.split(";", 1)[0]).join("; ");
  return { ...plain, cookie, "x-csrf-token": csrfTokenIn(body) ?? "" };
}

/** Pages of the application get a token. */
export const csrfToken: Probe = {
  name: "csrf-token",
  file: "verify/probes/csrf.ts",
  title: "The path of the CSRF token answers with a token and a Secure, SameSite cookie",
  rows: ["AH-VER-02"],
  checks: ({ face }) =>
    face.csrfToken === undefined
      ? []
      : [`${face.api}${face.csrfToken}`].map((address) => ({
          address,
          wanted: "200, JSON with a token, and a Secure, SameSite cookie",
          run: async (reach) => judgeCsrfToken(await reach.page(address)),
        })),
};

/** What a browser sends without the application's page is refused. */
export const csrfRequired: Probe = {
  name: "csrf-required",
  file: "verify/probes/csrf.ts",
  title: "A POST without a CSRF token is refused with 403",
  rows: ["AH-PRE-07"],
  checks: ({ face }) =>
    face.csrfToken === undefined
      ? []
      : [`${face.api}${face.jsonPath}`].map((address) => ({
          address,
          wanted: "status 403",
          run: async (reach) =>
            judgeWithoutToken(
              await reach.request(address, {
                method: "POST",
                headers: { "content-type": "application/json" },
                body: "{}",
              }),
            ),
        })),
};
