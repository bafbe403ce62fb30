/** What somebody wants to change past the program cannot be done. The message says what, and what is allowed. */
export class NotByHand extends Error {
  /** `allowed` is what might have been meant, for whoever suggests the nearest. */
  constructor(
    message: string,
    readonly given: string,
    readonly allowed: readonly string[] = [],
  ) {
    super(message);
    this.name = "NotByHand";
  }
}
