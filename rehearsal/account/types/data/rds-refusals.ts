import type { Refusal } from "../../resource-type";

/** A refusal of one value. */
export const invalidValue = (message: string): Refusal => ({ code: "InvalidParameterValue", message });

/** A refusal of values that do not go together. */
export const invalidCombination = (message: string): Refusal => ({ code: "InvalidParameterCombination", message });
