import type { Creation } from "../resource-type";

/** The value when it is text, and otherwise the second argument. */
export function textOf(value: unknown, otherwise = ""): string {
  return typeof value === "string" ? value : otherwise;
}

/** An identifier of the form 8-4-4-4-12 hexadecimal digits. */
export function uuid({ hex }: Pick<Creation<object>, "hex">, purpose = "uuid"): string {
  return [8, 4, 4, 4, 12].map((length, index) => hex(length, `${purpose} ${index}`)).join("-");
}
