import type { Rule } from "../../rule";
import { paymentKeysMatchStage } from "./payment-keys-match-stage";
import { stageIsolation } from "./stage-isolation";
import { stagesShareNothing } from "./stages-share-nothing";

/** The rules of keeping stages apart, in evaluation order. */
export const isolationRules: readonly Rule[] = [stageIsolation, paymentKeysMatchStage, stagesShareNothing];
