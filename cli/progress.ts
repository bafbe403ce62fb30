import { hasColours } from "./colours";

/** Shows that a step is being worked on. */
export interface Progress {
  /** `finished` resources are done. */
  update(finished: number): void;
  /** The step has `resources`, a better estimate than at its start. */
  expect(resources: number): void;
  stop(): void;
}

/** The expectations of a step, from the last runs or from a previous step. */
export interface Expected {
  /** Number of its resources. @default unknown */
  readonly resources?: number;
  /** Its usual duration. @default unknown */
  readonly seconds?: number;
  /** Whether no previous run has recorded its duration. @default false */
  readonly isFirst?: boolean;
  /** What is counted. @default resources */
  readonly unit?: string;
  /** Its start, in milliseconds since 1970. @default now */
  readonly begun?: number;
}

/** Starts to show a step. */
export type StartProgress = (step: string, expected?: Expected) => Progress;

/** The output of progress. */
interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Without a terminal, one line is printed per quarter, or per fixed number of resources where the total is unknown. */
const resourcesPerLine = 250;

/**
 * How progress is shown on standard error: a moving line on a terminal, a few plain lines elsewhere, and nothing on a build
 * server, whose log keeps what is written.
 */
export async function progressOnStandardError(
  screen: Screen = process.stderr,
  env: NodeJS.ProcessEnv = process.env,
): Promise<StartProgress> {
  // A terminal without columns, such as that of `script`, has no line that could be redrawn.
  if (screen.isTTY === true && (screen.columns ?? 0) > 0 && env.TERM !== "dumb") return movingLine();
  return isBuildServer(env) ? silent : plainLines(screen);
}

/** Whether a build server runs this: all of them set CI. */
export function isBuildServer({ CI }: NodeJS.ProcessEnv): boolean {
  return CI !== undefined && !["", "0", "false"].includes(CI);
}

/** The progress of a step: `preview: 312 of 1003 resources, 8 s, usually 14 s`. */
export function progressText(
  step: string,
  finished: number,
  seconds: number,
  { resources, unit = "resources", isFirst = false, ...usual }: Expected,
): string {
  const of = resources === undefined ? "" : ` of ${Math.max(resources, finished)}`;
  const usually = usual.seconds === undefined ? undefined : `, usually ${Math.round(usual.seconds)} s`;
  return `${step}: ${finished}${of} ${unit}, ${Math.floor(seconds)} s${usually ?? (isFirst ? firstRun : "")}`;
}

const firstRun = " (first run: no usual time yet)";

async function movingLine(): Promise<StartProgress> {
  const { default: ora } = await import("ora");
  return (step, expected = {}) => {
    const { begun = Date.now() } = expected;
    let finished = 0;
    let { resources } = expected;
    const text = (): string => progressText(step, finished, (Date.now() - begun) / 1000, { ...expected, resources });
    const line = ora({
      text: text(),
      indent: 5,
      stream: process.stderr,
      color: hasColours(process.stderr) ? "cyan" : false,
      // It would put the terminal into raw mode, in which Ctrl-C, Ctrl-Z and Ctrl-\ are ordinary keys.
      discardStdin: false,
    }).start();
    const clock = setInterval(() => {
      line.text = text();
    }, 250).unref();
    return {
      update: (done) => {
        finished = done;
      },
      expect: (all) => {
        resources = all;
      },
      stop: () => {
        clearInterval(clock);
        line.stop();
        // It leaves the cursor at the start of the indented line.
        process.stderr.write("\r");
      },
    };
  };
}

function silent(): Progress {
  return { update: () => undefined, expect: () => undefined, stop: () => undefined };
}

function plainLines(screen: Screen): StartProgress {
  return (step, expected = {}) => {
    const { begun = Date.now() } = expected;
    let { resources } = expected;
    let shown = 0;
    return {
      update: (finished) => {
        const stride = resources === undefined ? resourcesPerLine : Math.max(1, Math.ceil(resources / 4));
        if (Math.floor(finished / stride) <= Math.floor(shown / stride) || finished === resources) return;
        shown = finished;
        const seconds = (Date.now() - begun) / 1000;
        screen.write(`     ${progressText(step, finished, seconds, { ...expected, resources })}\n`);
      },
      expect: (all) => {
        resources = all;
      },
      stop: () => undefined,
    };
  };
}
