/** Shows that a step is being worked on. */
export interface Progress {
  /** `finished` resources are done. */
  update(finished: number): void;
  stop(): void;
}

/** Without a terminal a line is printed for each so many resources. */
const resourcesPerLine = 50;

/** A line on standard error: a moving one on a terminal, plain ones elsewhere. */
export function startProgress(step: string): Progress {
  return process.stderr.isTTY ? movingLine(step) : plainLines(step);
}

function movingLine(step: string): Progress {
  const spinner = import("ora").then(({ default: ora }) =>
    ora({ text: step, indent: 5, stream: process.stderr }).start(),
  );
  let stopped = false;
  return {
    update: (finished) => {
      void spinner.then((line) => {
        if (!stopped) line.text = `${step}: ${finished} resources`;
      });
    },
    stop: () => {
      stopped = true;
      void spinner.then((line) => line.stop());
    },
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
