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

  it("stops for what is missing, and goes on once people have seen to it", () => {
    expect(steps.map(({ name }) => name)).toEqual(["prepare", "preview", "up too early", "up", "up again"]);
    expect(steps.map(({ outside }) => outside)).toEqual([
      { imagesMissing: "all", delegationsMissing: "all" },
      everythingDone,
      { imagesMissing: ["staging/med-platform"], delegationsMissing: ["doctor.example.org"] },
      everythingDone,
      undefined,
    ]);
  });

  it("has one attempt where nothing is missing", () => {
    expect(planSteps(plan).map(({ name }) => name)).toEqual(["prepare", "preview", "up", "up again"]);
  });

  it.each<[string, readonly string[], string]>([
    ["does not stop", [], "staging/med-platform was not pushed, doctor.example.org is not delegated"],
    ["says nothing of the domain", [image], "doctor.example.org is not delegated"],
    ["stops for an image that is there", [image, domain, image.replace("med-platform", "other")], "what was done"],
    ["stops for another reason", ["update failed"], "must stop and say why"],
  ])("fails when the deployment %s", (_, errors, words) => {
    const early = steps.find(({ name }) => name === "up too early")!;
    const outcome = { tally: { errors } as unknown as EventTally, standing: 0 };
    const error = errors.length === 0 ? undefined : "update failed";
    expect(() => {
      early.verify({ ...outcome, error });
    }).toThrow(words);
  });

  it("is as expected when each is named, and nothing else", () => {
    const early = steps.find(({ name }) => name === "up too early")!;
    const tally = { errors: [image, domain] } as unknown as EventTally;
    expect(() => {
      early.verify({ error: "update failed", tally, standing: 0 });
    }).not.toThrow();
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
