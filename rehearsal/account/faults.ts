/** What the account throws. This file loads at once, the account itself in a second. */
export { type AskedFault, askableFaults, readFault } from "./asked-faults";
export { NotByHand } from "./not-by-hand";
export { AccountRefusal, NotModelled } from "./refusal";
export { DamagedAccount } from "./store";
