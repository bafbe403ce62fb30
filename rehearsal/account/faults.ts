/** What the account throws. This file loads at once, the account itself in a second. */
export { AccountRefusal, NotModelled } from "./refusal";
export { DamagedAccount } from "./store";
