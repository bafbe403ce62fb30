import { wrongChanges } from "../../../rehearsal/negative-tests/wrong-changes";
import { judged, negativeTests } from "../../../rehearsal/negative-tests/negative-tests";
import { runs } from "../../readiness/results";
import { engineTimeout } from "./project-copy";

it(
  "stops each of ten wrong changes by the expected rule, or by the settings",
  async () => {
    const outcomes = await negativeTests(wrongChanges);
    const stopped = outcomes.map(({ change, stoppedBy, asExpected }) => [change.title, asExpected, stoppedBy]);
    const expected = wrongChanges.map(({ title, stoppedBy }): unknown[] => [
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

describe("a change", () => {
  const change = { ...wrongChanges[0]!, stoppedBy: "rds-backups" };

  it("is missed when the run succeeds", () => {
    expect(judged(change, runs.ok())).toMatchObject({ stoppedBy: [], asExpected: false });
  });

  it("is stopped by the rule that is expected, and by no other", () => {
    expect(judged(change, runs.failing())).toMatchObject({ stoppedBy: ["rds-backups"], asExpected: true });
    expect(judged({ ...change, stoppedBy: "rds-private" }, runs.failing()).asExpected).toBe(false);
  });

  it("that ends the run in another way is not stopped by its rule", () => {
    const broken = { ...runs.ok(), ok: false, failure: "the account refuses" };
    expect(judged(change, broken)).toMatchObject({ stoppedBy: ["the run itself"], asExpected: false });
  });

  it("counts as refused by the settings only where that is expected", () => {
    expect(judged({ ...change, stoppedBy: "settings" }, runs.notStarted()).asExpected).toBe(true);
    expect(judged(change, runs.notStarted()).asExpected).toBe(false);
  });
});
