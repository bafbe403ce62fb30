/** Shows that a step is being worked on. */
export interface Progress {
  /** `finished` resources are done. */
  update(finished: number): void;
  stop(): void;
}

/** Begins to show a step. */
export type StartProgress = (step: string) => Progress;

/** Without a terminal a line is printed for each so many resources. */
const resourcesPerLine = 100;

/** How progress is shown on standard error: a moving line on a terminal, plain lines elsewhere. */
export async function progressOnStandardError(): Promise<StartProgress> {
  if (!process.stderr.isTTY) return plainLines;
  const { default: ora } = await import("ora");
  return (step) => {
    const line = ora({ text: step, indent: 5, stream: process.stderr }).start();
    return {
      update: (finished) => {
        line.text = `${step}: ${finished} resources`;
      },
      stop: () => {
        line.stop();
      },
    };
  };
}

function plainLines(step: string): Progress {
  let printed = 0;
  return {
    update: (finished) => {
      if (finished < printed + resourcesPerLine) return;
      printed = finished;
      process.stderr.write(`     ${step}: ${finished} resources\n`);
    },
    stop: () => undefined,
  };
}
