import * as pulumi from "@pulumi/pulumi";
import type { WholeStage } from "../naming";

/** Something that another stage has as well; never the value. */
export interface SharedPart {
  /** What it is called: "network.cidr". */
  what: string;
  /** The stack that has it too. */
  with: string;
}

/** Plain facts only: names of settings and stacks, and no secret. */
export interface StageNeighboursArgs {
  stage: WholeStage;
  /** The stacks that it was compared with, and the source of each. */
  compared: readonly string[];
  /** The deployed stacks of other stages that could not be read. */
  unread: readonly string[];
  /** Values that it shares with them. */
  shared: readonly SharedPart[];
  /** The image of each system, and whether it ran in staging. */
  promotions: readonly { system: string; image: string; ranInStaging: boolean }[];
}

/**
 * A stage's facts about the other stages of its project, as inputs in its state: the policy pack uses them to check
 * that production shares nothing, and that its images ran in staging. Create it before anything else.
 *
 * Cost (November 2026): none, it creates nothing.
 */
export class StageNeighbours extends pulumi.ComponentResource {
  constructor(name: string, args: StageNeighboursArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:stage:StageNeighbours", name, args, options);
    this.registerOutputs({});
  }
}
