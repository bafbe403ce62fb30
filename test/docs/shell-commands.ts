/** One command as it stands in a document. */
export interface ShellCommand {
  /** The program: "aws". */
  readonly name: string;
  /** Its arguments; what stands in <…> in the document is the word "placeholder". */
  readonly words: readonly string[];
}

/** The shell blocks of a Markdown text, with a word for everything that stands in <…>. */
export function shellBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^( *)```sh\n([\s\S]*?)^\1```/gm)].map(([, , block = ""]) =>
    block.replace(/<[a-z][^<>\n]*>/g, "placeholder"),
  );
}

/**
 * The commands that stand in a sentence or a table: code with at least one option. A name alone, `aws ecs stop-task`, only
 * speaks of a command, and what has a … leaves something out.
 */
export function inlineCommands(markdown: string): string[] {
  return [...markdown.replace(/^( *)```[^]*?^\1```/gm, "").matchAll(/(?<!`)`((?:aws|pulumi|npm run|atlas) [^`]+)`/g)]
    .map(([, code = ""]) => code.replace(/\\\|/g, "|").replace(/<[a-z][^<>\n]*>/g, "placeholder"))
    .filter((code) => code.includes(" -") && !code.includes("…"));
}

/**
 * Every command of a block, also those in pipes, loops and `$(…)`.
 * @throws Error where the block is no shell.
 */
export async function commandsOf(block: string): Promise<ShellCommand[]> {
  const { parse } = await import("unbash");
  // As plain data: parts of a word are worked out only when asked for.
  const script = JSON.parse(JSON.stringify(parse(block))) as {
    readonly errors?: readonly { readonly message: string }[];
  };
  if (script.errors !== undefined && script.errors.length > 0) throw new Error(script.errors[0]?.message);
  return commandsBelow(script);
}

/** The flags of a command, without their values. */
export function flagsOf({ words }: ShellCommand): string[] {
  return words.filter((word) => /^--?[a-zA-Z]/.test(word)).map((word) => word.split("=")[0] ?? word);
}

interface Word {
  readonly value?: string;
  readonly text?: string;
}

function commandsBelow(node: unknown): ShellCommand[] {
  if (typeof node !== "object" || node === null) return [];
  const below = Object.values(node).flatMap(commandsBelow);
  const {
    type,
    name,
    suffix = [],
  } = node as { type?: string; name?: Word; suffix?: readonly (Word & { type: string })[] };
  if (type !== "Command" || name?.value === undefined) return below;
  const words = suffix.filter((word) => word.type === "Word").map(({ value, text }) => value ?? text ?? "");
  return [{ name: name.value, words }, ...below];
}
