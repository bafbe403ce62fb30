import { dataQuotas } from "./data";
import { edgeQuotas } from "./edge";
import { networkQuotas } from "./network";
import { operationsQuotas } from "./operations";
import type { Quota } from "./quota";
import { serviceQuotas } from "./services";

/** Every quota that the account knows. */
export const quotas: readonly Quota[] = [
  ...networkQuotas,
  ...serviceQuotas,
  ...dataQuotas,
  ...edgeQuotas,
  ...operationsQuotas,
];
