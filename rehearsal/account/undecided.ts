import type { AccountView } from "./resource-type";

/** What a check of inputs alone comes to where it depends on what is in the account. */
export class Undecided extends Error {
  constructor() {
    super("This depends on what is in the account.");
    this.name = "Undecided";
  }
}

function undecided(): never {
  throw new Undecided();
}

/** An account of which only its number and the Region are known: whatever depends on more throws {@link Undecided}. */
export const undecidedView = (accountId: string, region: string): AccountView => ({
  accountId,
  region,
  get outside() {
    return undecided();
  },
  list: undecided,
  find: undecided,
});
