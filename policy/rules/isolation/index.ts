import type { Rule } from "../../rule";
import { paymentKeysMatchStage } from "./payment-keys-match-stage";
import { stageIsolation } from "./stage-isolation";
import { stagesShareNothing } from "./stages-share-nothing";

/** The rules of keeping stages apart, in the order in which they are asked. */
export const isolationRules: readonly Rule[] = [stageIsolation, paymentKeysMatchStage, stagesShareNothing];
