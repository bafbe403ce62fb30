import { emergency } from "../../drill/emergency";
import { drilledKeyrings } from "../../drill/records";
import { RehearsedStage } from "../../drill/rehearsed-blueprint";
import { RotationDrill } from "../../drill/rotation-drill";
import { describeWithServers } from "./describe-with-servers";

describeWithServers("two rotations of every keyring of a rehearsed stage under load", (servers) => {
  let rehearsed: RehearsedStage;
  let drill: RotationDrill;
  beforeAll(async () => {
    rehearsed = await RehearsedStage.start(servers().folder);
    drill = new RotationDrill(servers(), { source: rehearsed.source });
  });
  afterAll(async () => {
    await drill.stage.fleet.stop();
    rehearsed.stop();
  });

  it("fails no operation of ten thousand, and after an emergency nothing of the old generation is accepted", async () => {
    const report = await drill.run();
    expect(report.failures).toEqual([]);
    expect(report.operations).toBeGreaterThanOrEqual(10_000);
    expect(report.phases.map(({ rotation, phase, tasks }) => `${rotation} ${phase} ${tasks}`)).toEqual([
      "0 begin 6",
      "1 publish 6",
      "1 activate 6",
      "1 retire 6",
      "2 publish 6",
      "2 roll back 6",
      "2 activate 6",
      "2 retire 6",
    ]);
    // Whoever was in a hurry was refused each time: in two rotations, twice in each deployment of publish and of activate.
    expect(report.refused).toBe(2 * 2 * 2 * drilledKeyrings.length);

    const checks = await emergency(drill.stage);
    expect(checks.map(({ what, accepted }) => `${what}: ${accepted}`)).toEqual([
      "passwords of Postgres: 0",
      "open sessions of Postgres: 0",
      "passwords of Redis: 0",
      "tokens of doctor-system: 0",
      "tokens of ahava-healthcare: 0",
      "tokens of med-platform: 0",
      "webhook tokens of doctor-system: 0",
    ]);
    for (const { shown } of checks) expect(shown).toBeGreaterThan(0);
    await drill.stage.round();
    expect(drill.over(3, "emergency").failures).toEqual([]);
  });
});
