import type { Rule } from "../../rule";
import { ahProdSizing } from "./ah-prod-sizing";
import { requiredContainerEnv } from "./required-container-env";
import { runtimeEnvironment } from "./runtime-environment";
import { tokenLifetimes } from "./token-lifetimes";

/** The rules of going live, in evaluation order. */
export const goLiveRules: readonly Rule[] = [runtimeEnvironment, tokenLifetimes, requiredContainerEnv, ahProdSizing];
