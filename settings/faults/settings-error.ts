import { ExpectedError } from "./expected-error";

/** A mistake in a stage's settings, which is the user's to correct. */
export class SettingsError extends ExpectedError {
  override readonly name = "SettingsError";
}
