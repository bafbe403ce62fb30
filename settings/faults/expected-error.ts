/**
 * A user error or an external condition that its message explains in full: what, where, allowed, fix. Pulumi and the
 * commands of this project show only the message, without a stack trace.
 */
export class ExpectedError extends Error {
  // Pulumi recognises its RunError by this property, and shows its message without a stack trace.
  protected readonly __pulumiRunError = true;
}
