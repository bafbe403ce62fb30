/* eslint-disable jest/no-export -- what is exported here is the describe of other files */
import { type DrillServers, serversMissing, startServers } from "../../drill/stage";

/**
 * The `describe` of drills that need both real servers. Where they cannot be started they are skipped and the reason is
 * named; in CI they fail instead.
 */
export function describeWithServers(title: string, tests: (servers: () => DrillServers) => void): void {
  const missing = serversMissing();
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
    let started: DrillServers | undefined;
    beforeAll(async () => {
      started = await startServers();
    });
    afterAll(() => started?.stop());
    tests(() => {
      if (started === undefined) throw new Error("The servers did not start.");
      return started;
    });
  });
}
