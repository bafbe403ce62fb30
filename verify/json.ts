import { parsedJson } from "../settings/files/json-text";
import type { Answer } from "./reach/exchange";

/** Whether an answer says that it is JSON. */
export function isJson({ headers }: Pick<Answer, "headers">): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(headers["content-type"] ?? "");
}

/** The first text under one of these names, in a JSON body or in one of the objects that it has under `holders`. */
export function textIn(body: string, holders: readonly string[], names: readonly string[]): string | undefined {
  const answer = parsedJson(body) as Readonly<Record<string, unknown>> | null | undefined;
  return [answer, ...holders.map((holder) => answer?.[holder])]
    .flatMap((object) =>
      typeof object === "object" && object !== null
        ? names.map((name) => (object as Readonly<Record<string, unknown>>)[name])
        : [],
    )
    .find((value): value is string => typeof value === "string" && value !== "");
}
