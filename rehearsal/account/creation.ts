import { createHash } from "node:crypto";
import type { AccountView, AnyResourceType, Creation, WireObject } from "./resource-type";
import { knownOnly, withoutEnvelopes } from "./wire";

/** The simulated account's number: visibly nobody's. */
export const accountId = "000000000000";

/** What the outputs of a resource are made from. The same seed makes the same digits again. */
export function newCreation(
  description: AnyResourceType,
  seed: string,
  inputs: WireObject,
  account: AccountView,
): Creation<object> {
  const hex = hexOf(seed);
  return {
    inputs,
    name: givenName(description, inputs, hex),
    id: "",
    account,
    hex,
    arn: (service, resource, parts = {}) =>
      `arn:aws:${service}:${parts.region ?? account.region}:${parts.account ?? accountId}:${resource}`,
  };
}

/** Hexadecimal digits made from the seed and a purpose. */
export function hexOf(seed: string): Creation<object>["hex"] {
  return (length, purpose = "") => digits(`${seed}\n${purpose}`, length);
}

/** The values a description works with: known ones, out of their envelopes. */
export function plainOf(given: WireObject): WireObject {
  return withoutEnvelopes(knownOnly(given)) as WireObject;
}

/** `length` hexadecimal digits made from the seed. */
function digits(seed: string, length: number): string {
  let made = "";
  for (let block = 0; made.length < length; block++) {
    made += createHash("sha256").update(`${seed}\n${block}`).digest("hex");
  }
  return made.slice(0, length);
}

/** The name the program gave, or one begun by its `…Prefix` input; empty for a type without names. */
function givenName(description: AnyResourceType, inputs: WireObject, hex: Creation<object>["hex"]): string {
  if (!description.name) return "";
  const { property } = description.name;
  const name = inputs[property];
  if (typeof name === "string") return name;
  const prefix = inputs[`${property}Prefix`];
  return `${typeof prefix === "string" ? prefix : ""}${hex(26, "name")}`;
}
