import { DrilledStage } from "../../drill/drilled-stage";
import { emergency } from "../../drill/emergency";
import { describeWithServers } from "./describe-with-servers";

const round = { tokens: 4, verified: 20, rows: 2, read: 10, jobs: 2 };

describeWithServers("an emergency in the middle of a rotation", (servers) => {
  it("leaves nobody logged in whose password was replaced, though the user has the same name", async () => {
    const stage = new DrilledStage(servers(), { round });
    try {
      await stage.begin();
      const earlier = stage.deployed;
      for (const step of ["publish", "activate"] as const) {
        await stage.take(step);
        await stage.finishRollout(await stage.beginRollout());
      }
      expect(stage.load.take().failures).toEqual([]);
      const checks = await emergency(stage, earlier);
      // Two databases, each with two users of the application, and those of migrations, reports and administration.
      expect(checks.slice(0, 3)).toEqual([
        { what: "passwords of Postgres", shown: 10, accepted: 0 },
        { what: "open sessions of Postgres", shown: 10, accepted: 0 },
        { what: "passwords of Redis", shown: 1, accepted: 0 },
      ]);
      expect(checks.slice(3).map(({ accepted }) => accepted)).toEqual([0, 0, 0, 0]);
      await stage.round();
      expect(stage.load.take().failures).toEqual([]);
    } finally {
      await stage.fleet.stop();
    }
  });
});
