/** How the rules read what lets somebody in, for whoever shows the same of a stage. */
export { isPrivate } from "./selectors/address-range";
export { plain, portsOf } from "./selectors/ingress";
export type { IngressArgs, IngressRule } from "./selectors/ingress";
export { tokens } from "./selectors/tokens";
