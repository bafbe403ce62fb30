import type { EventTally } from "../../readiness/event-tally";
import { everythingDone } from "../../rehearsal/account/index";
import { missingNames, missingWork } from "../../rehearsal/missing-work";
import { projectRoot } from "../../rehearsal/engine/engine";
import { type MissingWork, planSteps } from "../../rehearsal/steps";

const plan = { stage: "staging", keep: true, previewOnly: false, guarded: false, firstDeployment: true } as const;
const missing: readonly MissingWork[] = [
  { kind: "image", name: "staging/med-platform" },
  { kind: "delegation", name: "doctor.example.org" },
];
const image =
  "The service never becomes steady: its tasks stop because 0.dkr.ecr/staging/med-platform:v1 was not pushed.";
const domain = "timeout while waiting for state. The domain doctor.example.org is not delegated.";

describe("a first deployment that begins its second pass too early", () => {
  const steps = planSteps({ ...plan, missing });

  const early = steps[2]!;

  it("stops for each thing that is missing, and goes on once people have seen to it", () => {
    expect(steps.map(({ name }) => name)).toEqual([
      "prepare",
      "preview",
      "up without delegation doctor.example.org or image staging/med-platform",
      "up without image staging/med-platform",
      "up",
      "up again",
    ]);
    expect(steps.map(({ outside }) => outside)).toEqual([
      { imagesMissing: "all", delegationsMissing: "all" },
      everythingDone,
      { imagesMissing: ["staging/med-platform"], delegationsMissing: ["doctor.example.org"] },
      { imagesMissing: ["staging/med-platform"], delegationsMissing: [] },
      everythingDone,
      undefined,
    ]);
  });

  it("has one attempt where nothing is missing", () => {
    expect(planSteps(plan).map(({ name }) => name)).toEqual(["prepare", "preview", "up", "up again"]);
  });

  it.each<[string, readonly string[], string]>([
    ["does not stop", [], "doctor.example.org is not delegated, or staging/med-platform was not pushed"],
    ["stops for an image that is there", [image.replace("med-platform", "other")], "must stop with the message"],
    [
      "stops for a domain that is delegated, too",
      [image, domain.replace("doctor", "other")],
      "It stopped for completed steps",
    ],
    ["stops for another reason", ["update failed"], "must stop with the message"],
  ])("fails when the deployment %s", (_, errors, words) => {
    const outcome = { tally: { errors } as unknown as EventTally, standing: 0 };
    const error = errors.length === 0 ? undefined : "update failed";
    expect(() => {
      early.verify({ ...outcome, error });
    }).toThrow(words);
  });

  it.each([[[image, "update failed"]], [[domain]], [[image, domain]]])(
    "is as expected when something that is missing is named, and nothing else: %j",
    (errors) => {
      const tally = { errors } as unknown as EventTally;
      expect(() => {
        early.verify({ error: "update failed", tally, standing: 0 });
      }).not.toThrow();
    },
  );

  it("must name the last thing that is missing", () => {
    const tally = { errors: [domain] } as unknown as EventTally;
    expect(() => {
      steps[3]!.verify({ error: "update failed", tally, standing: 0 });
    }).toThrow("staging/med-platform was not pushed");
  });
});

describe("a take-down", () => {
  const [destroy] = planSteps({ ...plan, keep: false, firstDeployment: false }).slice(-1);
  const tally = { errors: [], findings: [] } as unknown as EventTally;
  const take = (standing: number, unreadable: readonly string[]) => () => {
    destroy?.verify({ error: undefined, tally, standing, unreadable });
  };

  it("leaves nothing but what it is asked to leave, which can be read", () => {
    expect(destroy?.name).toBe("destroy");
    expect(take(0, [])).not.toThrow();
    expect(take(1, [])).toThrow("The account still has 1 resources.");
    expect(take(0, ["Snapshot records-final cannot be read."])).toThrow("records-final cannot be read");
  });
});

describe("what may be missing", () => {
  it("is a repository or a domain of the stage", () => {
    expect(missingNames).toHaveLength(6);
    expect(missingWork("staging", "image:med-platform", projectRoot)).toEqual(missing[0]);
    const { name } = missingWork("staging", "delegation:doctor-system", projectRoot);
    expect(name).toMatch(/doctor\.rehearsal\.test$/);
  });
});
