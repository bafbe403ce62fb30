import pc from "picocolors";

/** The colours of a text. */
export type Colours = ReturnType<typeof pc.createColors>;

/** The output stream, as far as it decides about colours. */
interface Target {
  readonly isTTY?: boolean;
}

/**
 * Whether text that goes to `stream` is coloured: on a terminal, unless NO_COLOR (https://no-color.org) is set or the terminal
 * is dumb; elsewhere only with FORCE_COLOR. A build server's log is not a terminal.
 */
export function hasColours(stream: Target, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0";
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  return stream.isTTY === true && env.TERM !== "dumb";
}

/** The colours for text that goes to `stream`. */
export function coloursFor(stream: Target): Colours {
  return pc.createColors(hasColours(stream));
}

/** The colours for standard output. */
export const colours = coloursFor(process.stdout);

/** The colours for standard error. */
export const errorColours = coloursFor(process.stderr);
