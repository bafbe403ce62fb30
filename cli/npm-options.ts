import * as fs from "node:fs";
import * as path from "node:path";
import type { Command, Option } from "commander";

/** An option that npm took, from its environment. */
interface Given {
  readonly option: Option;
  /** Its value; `undefined` if it takes none, or if npm left the value among the arguments of the command. */
  readonly value?: string;
}

/**
 * The intended command if the `--` between npm and the options is missing: npm takes options before it
 * as its own, records them in its environment, and runs the script without them. `undefined` if no option was lost.
 * @param words the arguments that reached the command.
 */
export function meantCommand(program: Command, words: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const script = /^npm run ([\w-]+)/.exec(program.name())?.[1];
  // Without npm, or if another script starts the program, npm's environment has another origin.
  if (script === undefined || env.npm_lifecycle_event !== script) return undefined;
  const { names, left, options, takesOperands } = commandOf(program, words);
  const given = options.flatMap((option) => givenBefore(option, env));
  if (given.length === 0) return undefined;
  const texts = withValues(given, left, takesOperands).flatMap(({ option, value }) => [
    option.long ?? option.flags,
    ...(value === undefined ? [] : [value]),
  ]);
  // An option between the words of another command would be that command's.
  return ["npm", "run", script, "--", ...names, ...texts, ...left].map(quoted).join(" ");
}

/** The command that the words name, the words beside its name, and every option it understands. */
function commandOf(program: Command, words: readonly string[]) {
  const names: string[] = [];
  const left = [...words];
  let command = program;
  const options = [...program.options];
  while (command.commands.length > 0) {
    const inner = command.commands;
    // The value of an option that npm took may be before the name.
    const index = left.findIndex((word) => inner.some((one) => one.name() === word));
    const named = inner.find((one) => one.name() === left[index]);
    if (named === undefined) {
      // A command with words of its own works without one of its commands.
      if (command.registeredArguments.length > 0) break;
      names.push("<command>");
      options.push(...differing(inner.flatMap((one) => one.options)));
      break;
    }
    names.push(...left.splice(index, 1));
    options.push(...named.options);
    command = named;
  }
  return { names, left, options: differing(options), takesOperands: command.registeredArguments.length > 0 };
}

/** Several commands have options of the same name; one of each is enough. */
function differing(options: readonly Option[]): readonly Option[] {
  return [...new Map(options.map((option) => [option.long ?? option.flags, option])).values()];
}

function givenBefore(option: Option, env: NodeJS.ProcessEnv): Given[] {
  const name = (option.long ?? "").replace(/^--(no-)?/, "");
  const value = env[`npm_config_${name.replaceAll("-", "_")}`];
  if (value === undefined || isInNpmrc(name, env)) return [];
  if (option.negate) return value === "" || value === "false" ? [{ option }] : [];
  if (value === "" || value === "false") return [];
  const takesValue = option.required || option.optional;
  return [takesValue && value !== "true" ? { option, value } : { option }];
}

/** Whether npm's own option of this name is configured permanently, which npm passes in the same way. */
function isInNpmrc(name: string, env: NodeJS.ProcessEnv): boolean {
  const files = [
    env.npm_config_userconfig,
    env.npm_config_globalconfig,
    env.npm_config_local_prefix && path.join(env.npm_config_local_prefix, ".npmrc"),
  ];
  return files.some((file) => {
    try {
      return new RegExp(String.raw`^\s*${name}\s*(\[\]\s*)?=`, "m").test(fs.readFileSync(file ?? "", "utf8"));
    } catch {
      return false;
    }
  });
}

/** Assigns the best matching word to each option that needs a value, and removes it from `left`. */
function withValues(given: readonly Given[], left: string[], takesOperands: boolean): readonly Given[] {
  const lacking = given.filter(
    ({ option, value }) => value === undefined && (option.required || (option.optional && !takesOperands)),
  );
  // The most specific first: a stage's name is the stage.
  const choosy = [...lacking].sort((one, other) => strictness(other.option) - strictness(one.option));
  const values = new Map<Option, string>();
  for (const { option } of choosy) {
    const index = left.findIndex((word) => accepts(option, word));
    const [word] = index === -1 ? [] : left.splice(index, 1);
    if (word !== undefined) values.set(option, word);
    else if (option.required) values.set(option, `<${option.attributeName()}>`);
  }
  return given.map(({ option, value }) => ({ option, value: value ?? values.get(option) }));
}

function strictness(option: Option): number {
  if (option.optional) return 0;
  return option.parseArg === undefined ? 1 : 2;
}

function accepts(option: Option, word: string): boolean {
  try {
    option.parseArg?.(word, undefined as never);
    return true;
  } catch {
    return false;
  }
}

function quoted(word: string): string {
  return /^[\w@%+=:,./<>-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
