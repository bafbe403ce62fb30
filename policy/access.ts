/** The rules' readers of network access, for reports that show the same access of a stage. */
export { isPrivate } from "./selectors/address-range";
export { plain, portsOf } from "./selectors/ingress";
export type { IngressArgs, IngressRule } from "./selectors/ingress";
export { tokens } from "./selectors/tokens";
