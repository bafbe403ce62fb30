import { neighboursType } from "../../selectors/neighbours";
import type { NeighboursArgs } from "../../selectors/neighbours";
import { resourceRule } from "../../rule";

export const stagingFirst = resourceRule<NeighboursArgs>({
  id: "staging-first",
  title: "Production runs only images that have run in staging",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["DS-REL-03"],
  frameworks: [],
  remediation:
    "Deploy the image to staging and verify it there. In an emergency, add a waiver with a reason and a last day to policy/waivers/production.yaml.",
  example: "image: v1.4.2 # in Pulumi.production.yaml, while staging has never run anything but v1.4.1",
  types: [neighboursType],
  check({ props }, context) {
    context.each(
      () => props.promotions,
      ({ system, image, ranInStaging }) => {
        if (ranInStaging) return;
        if ((props.unread ?? []).some((stack) => stack.startsWith("staging"))) {
          context.undecided("the facts of staging");
          return;
        }
        const found = `${image} of ${system}, which has not run in any staging stack`;
        context.fails({ found, needed: "an image that ran in staging", setting: `${system}.image` });
      },
    );
  },
});
