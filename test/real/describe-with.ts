/* eslint-disable jest/no-export -- what is exported here is the describe of other files */

/** A server, or several, that tests start and stop. */
interface Stoppable {
  stop(): Promise<void>;
}

/**
 * The `describe` of tests that need real servers. Where they cannot be started (`missing` says why) the tests are skipped
 * and the reason is printed; in CI they fail.
 */
export function describeWith<Servers extends Stoppable>(
  title: string,
  { missing, start }: { readonly missing: string | undefined; readonly start: () => Promise<Servers> },
  tests: (servers: () => Servers) => void,
): void {
  if (missing !== undefined && !process.env.CI) {
    process.stderr.write(`skipped, for ${missing}: ${title}\n`);
    // eslint-disable-next-line jest/no-disabled-tests, jest/valid-title -- the reason has just been named, and CI fails
    describe.skip(title, () => {
      tests(() => {
        throw new Error(missing);
      });
    });
    return;
  }
  // eslint-disable-next-line jest/valid-title -- the caller's title
  describe(title, () => {
    let started: Servers | undefined;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(() => started?.stop());
    tests(() => {
      if (started === undefined) throw new Error("The servers did not start.");
      return started;
    });
  });
}
