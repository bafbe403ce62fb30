import type { Answer } from "../reach/exchange";

/** Whether an answer says that it is JSON. */
export function isJson({ headers }: Pick<Answer, "headers">): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(headers["content-type"] ?? "");
}

/** What a body says as JSON; `undefined` where it is none. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
