import { stackFileName } from "../stacks/settings/file";
import { settingBehind } from "../stacks/settings/setting-behind";
import { nameOf, typeOf } from "./run-result";

/** What the SDK puts before what it has reported already, and the engine after an error that it has reported. */
const repetition = /^(?:One or more errors occurred: |Unhandled exception: )/;

/** What the engine adds to a failure: what it stopped because of it, and that it failed. */
const consequence =
  /context cancell?ed|^(?:preview|update|up|destroy|refresh) failed$|^resource monitor shut down|Resource monitor is terminating/;

/**
 * What gRPC reports of a process whose connection broke. The engine speaks to the pack, to the program and to the providers this way, and
 * with whatever resource it was working on then.
 */
const brokenConnection =
  /error reading from server|connection error: desc|transport is closing|connection (?:reset by peer|refused)|broken pipe|code = Unavailable/;

/** What a provider says of its own connection to a service, whose process goes on (the errors of aws-sdk-go-v2). */
const ofService = /operation error |request send failed/;

/** What the engine was doing with the policy pack when that failed (step_generator.go, deployment_executor.go, update.go). */
const withPack = /failed to run remediation|failed to get analyzer info|failed to analyze|policy pack|analyzer/;

interface ReportedError {
  readonly text: string;
  readonly urn?: string;
}

/** The errors of one run of the engine, as a person needs them. */
export class ReportedErrors {
  readonly #errors: ReportedError[] = [];

  /** Takes an error without colours; `urn` is the resource it is about. */
  add(text: string, urn?: string): void {
    if (brokenConnection.test(text) && !ofService.test(text)) {
      this.#errors.push({ text: lostProcess(text) });
      return;
    }
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

function lostProcess(text: string): string {
  const [process, purpose] = withPack.test(text)
    ? ["The policy pack's process", "was checking resources"]
    : ["A process of the run (the program or a provider)", "was using it"];
  return [
    `${process} ended while the engine ${purpose}: it was killed, or the machine ran out of memory.`,
    "  fix  run the command again; if it happens again, look for the out-of-memory killer in the system log",
  ].join("\n");
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
