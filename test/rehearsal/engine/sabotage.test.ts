import { mistakes } from "../../../rehearsal/sabotage/mistakes";
import { judged, sabotage } from "../../../rehearsal/sabotage/sabotage";
import { runs } from "../../readiness/results";
import { engineTimeout } from "./project-copy";

it(
  "stops each of ten mistakes by the rule that is there for it, or by the settings",
  async () => {
    const outcomes = await sabotage(mistakes);
    const stopped = outcomes.map(({ mistake, stoppedBy, asExpected }) => [mistake.title, asExpected, stoppedBy]);
    const expected = mistakes.map(({ title, stoppedBy }): unknown[] => [
      title,
      true,
      expect.arrayContaining([stoppedBy]),
    ]);
    expect(stopped).toEqual(expected);
    expect(outcomes).toHaveLength(10);
    for (const { said } of outcomes) expect(said).toMatch(/^found .+; needed .+/);
  },
  2 * engineTimeout,
);

describe("a mistake", () => {
  const mistake = { ...mistakes[0]!, stoppedBy: "rds-backups" };

  it("has slipped through when the run is in order", () => {
    expect(judged(mistake, runs.ok())).toMatchObject({ stoppedBy: [], asExpected: false });
  });

  it("is stopped by the rule that is expected, and by no other", () => {
    expect(judged(mistake, runs.failing())).toMatchObject({ stoppedBy: ["rds-backups"], asExpected: true });
    expect(judged({ ...mistake, stoppedBy: "rds-private" }, runs.failing()).asExpected).toBe(false);
  });

  it("that ends the run in another way is not stopped by its rule", () => {
    const broken = { ...runs.ok(), ok: false, failure: "the account refuses" };
    expect(judged(mistake, broken)).toMatchObject({ stoppedBy: ["the run itself"], asExpected: false });
  });

  it("counts as refused by the settings only where that is expected", () => {
    expect(judged({ ...mistake, stoppedBy: "settings" }, runs.notStarted()).asExpected).toBe(true);
    expect(judged(mistake, runs.notStarted()).asExpected).toBe(false);
  });
});
