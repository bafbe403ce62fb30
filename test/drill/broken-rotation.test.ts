import { gatesWithout, type Leniency, orderAlone } from "../../drill/records";
import { RotationDrill } from "../../drill/rotation-drill";
import { describeWithServers } from "./describe-with-servers";

const smallRound = { tokens: 4, verified: 20, rows: 2, read: 10, jobs: 2 };

/** One rotation with something left out of the rules: what failed, by kind. */
function brokenDrill(title: string, leniency: Leniency, expected: readonly string[]): void {
  describeWithServers(title, (servers) => {
    it("fails, and the drill says what", async () => {
      const drill = new RotationDrill(servers(), { leniency, rotations: 1, round: smallRound });
      try {
        const { failures } = await drill.run();
        const kinds = new Set(failures.map(({ task, operation }) => `${task.split(" ", 1).join("")}: ${operation}`));
        expect([...kinds]).toEqual(expect.arrayContaining([...expected]));
      } finally {
        await drill.stage.fleet.stop();
      }
    });
  });
}

const tokensOfAll = [
  "doctor-system: verify a token",
  "ahava-healthcare: verify a token",
  "med-platform: verify a token",
];

brokenDrill("a rotation with keyrings of two slots", { publishesNext: false }, [
  ...tokensOfAll,
  "ahava-healthcare: read a row",
  "ahava-healthcare: take a job",
]);

brokenDrill("a rotation whose gates are all switched off but the order", { asked: orderAlone, compares: false }, [
  ...tokensOfAll,
  "ahava-healthcare: read a row",
]);

brokenDrill(
  "a rotation that retires at once, for want of the gate of time",
  { asked: gatesWithout("time") },
  tokensOfAll,
);
