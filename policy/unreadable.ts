/**
 * Thrown for a value of an unexpected shape, such as a number in place of a text: the
 * check is undecided.
 */
export class Unreadable extends Error {
  constructor(
    /** The expected shape; never a part of the value, which may be a secret. */
    readonly waitsFor: string,
  ) {
    super(`The value cannot be read; expected ${waitsFor}.`);
  }
}
