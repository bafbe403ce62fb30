import type { AccountKind } from "../rehearsal/account/index";
import { stackMeant, stackNames, type StackName } from "../stacks/settings/systems";
import * as fs from "node:fs";
import * as path from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { nearest } from "../settings/fields/nearest";
import { stages } from "../settings/stage/stage";
import { endOwnProcesses, Interrupted as RunInterrupted } from "../rehearsal/processes/own-processes";
import { isExpected } from "./expected-error";
import { Interrupted } from "./interruption";
import { meantCommand } from "./npm-options";

/** A command of this project, as npm runs it. `run` starts it. */
export function npmCommand(script: string, description: string): Command {
  return new Command(`npm run ${script} --`).description(description);
}

/** One of several words; for another it names the nearest. */
export function oneOf<T extends string>(choices: readonly T[]): (word: string) => T {
  return (word) => {
    const known = choices.find((choice) => choice === word);
    if (known !== undefined) return known;
    const meant = nearest(word, choices);
    throw new InvalidArgumentError(
      `${meant === undefined ? "" : `Did you mean ${meant}? `}Allowed: ${choices.join(", ")}.`,
    );
  };
}

/** An option with a fixed list of values. */
export function choiceOption(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices).argParser(oneOf(choices));
}

/** The name of a stack: `staging`, or `staging-med-platform`. Throws commander's error with the nearest. */
export function stackOf(word: string): StackName {
  const known = stackNames.find((name) => name === word);
  if (known !== undefined) return known;
  const meant = stackMeant(word);
  throw new InvalidArgumentError(
    `${meant === undefined ? "" : `Did you mean ${meant}? `}Allowed: ${stages.join(", ")}, or a stage with one of its systems, such as staging-med-platform.`,
  );
}

/** The option that names a stage, or the stack of one of its systems. */
export function stageOption(description: string): Option {
  return new Option("--stage <stage>", `${description}, or the stack of one system (staging-med-platform)`)
    .choices(stages)
    .argParser(stackOf);
}

/** The option for the kind of the simulated account: its age and owner. */
export function accountKindOption(): Option {
  return choiceOption(
    "--account-kind <kind>",
    "the kind of the simulated account, which decides its quotas (default: new)",
    ["new", "established", "member"] satisfies AccountKind[],
  );
}

/** The option that sets the clock of the simulated account. */
export function dateOption(): Option {
  return new Option(
    "--date <day>",
    "set the account's clock to that day (UTC) instead of now: versions and runtimes have ended, and changes that wait for a maintenance window before it are made",
  ).argParser(dayOf);
}

/** A day as a date. Throws for an invalid text, which refuses the command line. */
function dayOf(text: string): Date {
  const day = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime())) {
    throw new InvalidArgumentError("A day is year, month and day: 2027-05-01.");
  }
  return day;
}

/** The option for the result as data. */
export function jsonOption(what = "the result"): Option {
  return new Option("--json [file]", `write ${what} as JSON to the file, or to standard output`);
}

/** The target of `--json`: `true` is standard output. */
export type JsonTarget = string | true | undefined;

/**
 * Parses the command line and runs the command. A user error is printed in one line or block, without a stack
 * trace, and as JSON with `--json`; the exit code is then 1.
 * @param isJson whether the caller reads JSON from standard output.
 */
export async function run(program: Command, isJson: boolean = asksForJson(process.argv.slice(2))): Promise<void> {
  prepare(program, isJson);
  endWithOutput(process.stdout);
  const meant = meantCommand(program, process.argv.slice(2), process.env);
  if (meant !== undefined) {
    refuse(`Nothing was run: npm takes options before "--" itself. Use: ${meant}`, isJson);
    return;
  }
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode !== 0) refuse(isJson ? error.message.replace(/^error: /, "") : undefined, isJson);
    } else if (error instanceof Interrupted) process.stderr.write(`${error.message}\n`);
    else refuse(isExpected(error) ? error.message : defect(error), isJson);
    if (error instanceof RunInterrupted) process.exitCode = error.exitCode;
  } finally {
    await endOwnProcesses();
  }
}

/** Ends the command if its output cannot be written: silently if the reader has closed it, as with `head`. */
function endWithOutput(output: NodeJS.WriteStream): void {
  output.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") process.stderr.write(`The output cannot be written: ${message}.\n`);
    process.exit(code === "EPIPE" ? (process.exitCode ?? 0) : 1);
  });
}

/** An unexpected error is a bug for the maintainers, who need its stack trace. */
function defect(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in care-platform, not an error in your input. Please report it with these lines:\n${trace}`;
}

/** Reports the error that stopped the command, and sets the exit code 1. */
export function refuse(message: string | undefined, isJson: boolean): void {
  if (message !== undefined) {
    if (isJson) process.stdout.write(`${JSON.stringify({ error: message }, undefined, 2)}\n`);
    else process.stderr.write(`${message}\n`);
  }
  process.exitCode = 1;
}

/** Whether a command line has JSON on standard output. */
function asksForJson(args: readonly string[]): boolean {
  const index = args.indexOf("--json");
  return index !== -1 && (args[index + 1] ?? "-").startsWith("-");
}

function prepare(command: Command, isJson: boolean): void {
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      // Commander prints its suggestion on a separate line.
      if (!isJson) write(`${text.trim().replace(/\n\((.*)\)$/, ". $1")}\n`);
    },
  });
  if (command.parent === null) command.version(versionOfProject(), "--version", "print the version of this project");
  demandLast(command);
  for (const inner of command.commands) prepare(inner, isJson);
}

/**
 * Checks the required options after everything else: commander itself would report a mistyped
 * option as missing.
 */
function demandLast(command: Command): void {
  const demanded = command.options.filter(({ mandatory }) => mandatory);
  for (const option of demanded) option.mandatory = false;
  command.hook("preAction", (_, acting) => {
    const missing = demanded.find((option) => acting.getOptionValue(option.attributeName()) === undefined);
    if (acting === command && missing !== undefined) {
      command.error(`error: required option '${missing.flags}' not specified`);
    }
  });
}

/** The name and version of this project: `care-platform 0.1.0`. */
export function versionOfProject(): string {
  const { name, version: number } = JSON.parse(
    fs.readFileSync(path.resolve(__dirname, "..", "package.json"), "utf8"),
  ) as { readonly name: string; readonly version: string };
  return `${name} ${number}`;
}
