import { stackFileName } from "../settings/file";
import { settingBehind } from "../settings/setting-behind";
import { nameOf, typeOf } from "./run-result";

/** What the SDK puts before what it has reported already, and the engine after an error that it has reported. */
const repetition = /^(?:One or more errors occurred: |Unhandled exception: )/;

/** What the engine adds to a failure: what it stopped because of it, and that it failed. */
const consequence =
  /context cancell?ed|^(?:preview|update|up|destroy|refresh) failed$|^resource monitor shut down|Resource monitor is terminating/;

interface ReportedError {
  readonly text: string;
  readonly urn?: string;
}

/** The errors of one run of the engine, as a person needs them. */
export class ReportedErrors {
  readonly #errors: ReportedError[] = [];

  /** Takes an error without colours; `urn` is the resource it is about. */
  add(text: string, urn?: string): void {
    const isStack = urn === undefined || typeOf(urn) === "pulumi:pulumi:Stack";
    this.#errors.push({ text: text.replace(repetition, ""), ...(!isStack && { urn }) });
  }

  /** Each error once, without what only repeats another one or follows from it. */
  get all(): readonly string[] {
    const told = this.#errors.filter((error) => !this.#errors.some((other) => saysMore(other, error)));
    const causes = told.filter(({ text }) => !consequence.test(text));
    return [...new Set((causes.length > 0 ? causes : told).map(withResource))];
  }
}

/** Whether an error says all that another says, and more. */
function saysMore(error: ReportedError, other: ReportedError): boolean {
  if (error.text === other.text) return other.urn === undefined && error.urn !== undefined;
  return error.text.includes(other.text);
}

function withResource({ text, urn }: ReportedError): string {
  const type = urn === undefined ? undefined : typeOf(urn);
  if (urn === undefined || type === undefined) return text;
  const name = nameOf(urn);
  const setting = settingBehind(name, type);
  const [, , stack = ""] = urn.split(":");
  return [
    text,
    `  resource   ${name} (${type})`,
    ...(setting === undefined ? [] : [`  setting    ${setting} in ${stackFileName(stack)}`]),
  ].join("\n");
}
