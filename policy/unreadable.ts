/**
 * Thrown by a reading that meets a value of a shape it does not know, such as a number where a document has a text: what
 * the rule was about to say is undecided.
 */
export class Unreadable extends Error {
  constructor(
    /** What there would have to be for an answer; never a part of the value, which may be a secret. */
    readonly waitsFor: string,
  ) {
    super(`The value cannot be read; expected ${waitsFor}.`);
  }
}
