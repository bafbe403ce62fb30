import { RunError } from "@pulumi/pulumi/errors";

/**
 * A mistake in a stage's settings. It is the user's to correct, so it is shown without a stack trace: Pulumi does
 * that for every `RunError`, and the command line of this project does it for this class.
 */
export class SettingsError extends RunError {
  override readonly name = "SettingsError";
}
