import { stagingFirst } from "../../../policy/rules/delivery/staging-first";
import { stagesShareNothing } from "../../../policy/rules/isolation/stages-share-nothing";
import type { NeighboursArgs } from "../../../policy/selectors/neighbours";
import { neighboursType } from "../../../policy/selectors/neighbours";
import { judged, resource, unknown } from "../harness";

const alone: NeighboursArgs = { stage: "production", compared: ["staging"], unread: [], shared: [], promotions: [] };
const neighbours = (changes: object) => resource(neighboursType, { ...alone, ...changes });

describe("stages-share-nothing", () => {
  const says = (text: string) => [`[stages-share-nothing] subject: ${text}`];
  const undecided = says("undecided: waits for the facts of staging.");

  it.each([
    ["a production that shares nothing", {}, ["pass"]],
    [
      "one that shares a secret",
      { shared: [{ what: "med-platform.SENTRY_DSN", with: "staging" }] },
      says(
        "found the med-platform.SENTRY_DSN of the stack staging; needed med-platform.SENTRY_DSN only for this stage. Change med-platform.SENTRY_DSN.",
      ),
    ],
    ["one whose staging cannot be read", { compared: [], unread: ["staging"] }, undecided],
    ["one of whose staging nothing is known", { compared: ["development"] }, undecided],
    ["nothing known of what is shared", { shared: unknown }, says("undecided: waits for shared.")],
    ["absent facts", { compared: undefined, unread: undefined, shared: undefined }, undecided],
  ])("judges %s", (_, changes, expected) => {
    expect(judged(stagesShareNothing, neighbours(changes))).toEqual(expected);
  });

  it("asks of other stages only what concerns production", () => {
    const staging = (changes: object) => judged(stagesShareNothing, neighbours(changes), { stage: "staging" });
    expect(staging({ stage: "staging", compared: [], unread: ["development"] })).toEqual(["pass"]);
    expect(staging({ stage: "staging", compared: [], unread: ["production-med-platform"] })).toEqual(
      says("undecided: waits for the facts of production-med-platform."),
    );
  });

  it("lets be in common what is configured to be", () => {
    const shared = neighbours({ shared: [{ what: "med-platform.SENTRY_DSN", with: "staging" }] });
    expect(judged(stagesShareNothing, shared, { settings: { common: ["med-platform.SENTRY_DSN"] } })).toEqual(["pass"]);
  });
});

describe("staging-first", () => {
  const promotion = (ranInStaging: unknown) => ({ system: "med-platform", image: "v1.2.0", ranInStaging });
  const says = (text: string) => [`[staging-first] subject: ${text}`];

  it.each([
    ["an image that ran in staging", { promotions: [promotion(true)] }, ["pass"]],
    ["no image at all", {}, ["pass"]],
    [
      "an image that staging never ran",
      { promotions: [promotion(true), promotion(false)] },
      says(
        "found v1.2.0 of med-platform, which has not run in any staging stack; needed an image that ran in staging. Change med-platform.image.",
      ),
    ],
    [
      "an image, where staging cannot be read",
      { promotions: [promotion(false)], unread: ["staging"] },
      says("undecided: waits for the facts of staging."),
    ],
    [
      "an unknown answer",
      { promotions: [promotion(unknown)] },
      says("undecided: waits for promotions.0.ranInStaging."),
    ],
  ])("judges %s", (_, changes, expected) => {
    expect(judged(stagingFirst, neighbours(changes))).toEqual(expected);
  });
});
