/**
 * A mistake of a person, or a circumstance, that its message explains in full: what, where, allowed, fix. Pulumi and the
 * command line of this project show the message alone; a stack trace would add nothing.
 */
export class ExpectedError extends Error {
  // By this mark Pulumi knows its own RunError, whose message it shows without a stack trace.
  protected readonly __pulumiRunError = true;
}
