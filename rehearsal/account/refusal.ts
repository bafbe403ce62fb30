import type { Refusal } from "./resource-type";

/** The account refused an operation as AWS would. The message carries AWS's own error code and no value of a secret. */
export class AccountRefusal extends Error {
  readonly code: string;

  constructor(
    operation: "creating" | "updating" | "deleting" | "reading",
    title: string,
    name: string,
    refusal: Refusal,
  ) {
    super(`${operation} ${title}${name === "" ? "" : ` (${name})`}: api error ${refusal.code}: ${refusal.message}`);
    this.name = "AccountRefusal";
    this.code = refusal.code;
  }
}

/** The program uses a type or a function the account has no description of. */
export class NotModelled extends Error {
  constructor(what: string, token: string) {
    super(
      `The simulated account does not model the ${what} ${token}. ` +
        `Describe it in ${fileFor(token)} and list that file in rehearsal/account/types/index.ts.`,
    );
    this.name = "NotModelled";
  }
}

/** The file a token belongs to: `aws:rds/instance:Instance` to `rehearsal/account/types/rds.ts`. */
export function fileFor(token: string): string {
  const [packageName = "", module = ""] = token.split(":");
  const service = module.split("/")[0] ?? module;
  return `rehearsal/account/types/${service === "index" || service === "" ? packageName : service}.ts`;
}
