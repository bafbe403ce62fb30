import { said, standing } from "./refusals";

describe("a setting that waits for a restart", () => {
  const pool = "med-platform/postgres/maxOpenConnections";
  const most = "med-platform/postgres/maxConnections";

  it("refuses in the same deployment what only fits the larger value", () => {
    expect(said({ [most]: 800, [pool]: 50, "med-platform/postgres/instanceClass": "db.t4g.large" })).toEqual({
      "med-platform.postgres.maxOpenConnections": expect.stringMatching(
        /^until the database restarts, 2 versions during a release x \(4 api tasks\) x maxOpenConnections 50 = 400 .* = 420 must not exceed maxConnections, 400 \(MP-DB-05\); fix: deploy med-platform\.postgres\.maxConnections first, restart the database/,
      ) as string,
    });
  });

  it("may rise alone, fall, and be used once it is deployed", () => {
    const larger = { [most]: 800, "med-platform/postgres/instanceClass": "db.t4g.large" };
    expect(said(larger)).toEqual({});
    expect(said({ ...larger, [pool]: 40 }, standing(larger))).toEqual({});
    expect(said({}, standing(larger))).toEqual({});
  });
});
