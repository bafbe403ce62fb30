/* eslint-disable jest/no-export -- what is exported here is the describe of other files */
import { startPostgres } from "./postgres";
import type { RealPostgres } from "./postgres";
import { postgresMissing } from "./postgres-program";

/**
 * The `describe` of tests that need a real server. Where none can be started they are skipped and the reason is
 * named; in CI they fail instead.
 *
 *     describeWithPostgres("the drill", (postgres) => {
 *       it("logs in", async () => {
 *         const client = await postgres().connect(postgres().superuser, "postgres");
 */
export function describeWithPostgres(title: string, tests: (postgres: () => RealPostgres) => void): void {
  const missing = postgresMissing();
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
    let server: RealPostgres | undefined;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server?.stop());
    tests(() => {
      if (server === undefined) throw new Error("The server did not start.");
      return server;
    });
  });
}
