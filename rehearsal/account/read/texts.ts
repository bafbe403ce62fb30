import type { WireValue } from "../resource-type";
import type { ReadProperty } from "./read";

/** A text in lower case; any other value as it is. */
export function lowered(value: WireValue): WireValue {
  return typeof value === "string" ? value.toLowerCase() : value;
}

/** A text without the dot at its end; any other value as it is. */
export function withoutDot(value: WireValue): WireValue {
  return typeof value === "string" ? value.replace(/\.$/, "") : value;
}

const sameText = (one: WireValue, other: WireValue) => lowered(one) === lowered(other);

/** A name that the service keeps in lower case, and of which the provider compares the case: another case is a difference for ever. */
export const storedInLowerCase: ReadProperty = { reported: lowered };

/** A text that the service keeps in lower case, as the provider's StateFunc does with what it is given. */
export const loweredByBoth: ReadProperty = { reported: lowered, same: sameText };

/** A text of which the plan ignores the case (sdkv2.SuppressEquivalentStringCaseInsensitive). */
export const anyCase: ReadProperty = { same: sameText };

/** A domain name in lower case and without the dot at its end, which the StateFunc makes of what it is given too. */
export const domainName: ReadProperty = {
  reported: (name) => lowered(withoutDot(name)),
  same: (one, other) => lowered(withoutDot(one)) === lowered(withoutDot(other)),
};
