import { DrilledStage } from "../../drill/drilled-stage";
import { type KillPoint, killedDeployment } from "../../drill/killed-deployment";
import type { Step } from "../../settings/rotation/gates";
import { describeWithServers } from "./describe-with-servers";

/** Where the deployment of each step is killed, one time after the other, before it is let through. */
const kills: readonly (readonly [Step, readonly KillPoint[]])[] = [
  [
    "publish",
    [
      { at: "seeds made, nothing written down" },
      { at: "versions written" },
      { changing: "ahava_healthcare_app_b", of: "ahava-healthcare" },
      { at: "roles of ahava-healthcare set" },
    ],
  ],
  ["activate", [{ at: "versions written" }, { at: "master password of med-platform set" }]],
  ["retire", [{ changing: "med_platform_app_a", of: "med-platform" }, { at: "user of the cache set" }]],
];

describeWithServers("a deployment that is killed", (servers) => {
  it("is run again and has lost nothing, wherever it was killed", async () => {
    const stage = new DrilledStage(servers(), { round: { tokens: 4, verified: 20, rows: 2, read: 10, jobs: 2 } });
    try {
      await stage.begin();
      for (const [step, points] of kills) {
        await stage.take(step);
        for (const point of points) {
          await killedDeployment(servers(), stage.request(), point);
          // Only the tasks: a person's password may have changed, and the run that says so was killed.
          await stage.applicationRound();
        }
        await stage.finishRollout(await stage.beginRollout());
        if (step === "activate") stage.copyWebhookToken();
      }
      const { failures, done } = stage.load.take();
      expect(failures).toEqual([]);
      expect(done["verify a token"]).toBeGreaterThan(100);
    } finally {
      await stage.fleet.stop();
    }
  });
});
