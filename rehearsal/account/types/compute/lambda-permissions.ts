import type { AccountView } from "../../resource-type";
import { textOf } from "../wire-text";

/**
 * Whether a function lets a service call it for something of the account, by the permissions that the account holds; undefined
 * for a function that it does not hold. `source` is the ARN of what calls; a permission may name it or the beginning of it.
 */
export function mayInvoke(
  account: AccountView,
  service: string,
  functionArn: unknown,
  source?: string,
): boolean | undefined {
  const arn = textOf(functionArn);
  const called = account.list("aws:lambda/function:Function").find(({ state }) => isSame(textOf(state.arn), arn));
  if (called === undefined) return undefined;
  const names = [called.id, textOf(called.state.name), textOf(called.state.arn), arn];
  return account
    .list("aws:lambda/permission:Permission")
    .some(
      ({ state }) =>
        names.includes(textOf(state.function)) &&
        [service, "*"].includes(textOf(state.principal)) &&
        ["lambda:InvokeFunction", "lambda:*"].includes(textOf(state.action)) &&
        (state.sourceArn === undefined || source === undefined || covers(textOf(state.sourceArn), source)),
    );
}

/** A function's ARN with or without a version or an alias behind it. */
const isSame = (one: string, other: string) => one !== "" && (other === one || other.startsWith(`${one}:`));

/** The condition on the source is ArnLike: `*` stands for any characters. */
function covers(pattern: string, arn: string): boolean {
  const expression = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${expression.join(".*")}$`).test(arn);
}
