/** How the rules read what lets somebody in, for whoever shows the same of a stage. */
export { isPrivate } from "./readings/address-range";
export { plain, portsOf } from "./readings/ingress";
export type { IngressArgs, IngressRule } from "./readings/ingress";
export { tokens } from "./readings/tokens";
