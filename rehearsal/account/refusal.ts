import type { Refusal } from "./resource-type";

/** The account refused an operation as AWS would. The message carries AWS's own error code and no value of a secret. */
export class AccountRefusal extends Error {
  readonly code: string;

  constructor(
    operation: "creating" | "updating" | "deleting" | "reading",
    title: string,
    name: string,
    refusal: Refusal,
    /** Until when AWS, or the provider that waits for it, takes to say so. @default it says so at once */
    readonly until?: Promise<void>,
  ) {
    super(`${operation} ${title}${name === "" ? "" : ` (${name})`}: api error ${refusal.code}: ${refusal.message}`);
    this.name = "AccountRefusal";
    this.code = refusal.code;
  }
}

/** The program uses a type or a function the account has no description of. `remedy` says what to do about it. */
export class NotModelled extends Error {
  constructor(what: "resource type" | "function", token: string, remedy: string) {
    super(`The simulated account does not model the ${what} ${token}. ${remedy}`);
    this.name = "NotModelled";
  }
}
