import type { WireValue } from "./resource-type";
import { isList, isObject } from "./wire";

/** A path leads nowhere in the value. */
export class NoSuchPlace extends Error {}

/**
 * The steps of a path: `rules[0].action.block` is `rules`, 0, `action`, `block`. An element of a list may be named as well:
 * `rules[rate].action`.
 */
export function stepsOf(path: string): readonly (string | number)[] {
  return path
    .replaceAll(/\[([^\]]+)\]/g, ".$1")
    .split(".")
    .filter((step) => step !== "")
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

/**
 * The value with another one at the place; `undefined` takes away what stands there. A text on the way that is a JSON document
 * is changed inside.
 * @throws NoSuchPlace when a step leads into what is neither a list, an object nor a document.
 */
export function withValueAt(value: WireValue, steps: readonly (string | number)[], to: WireValue): WireValue {
  const [step, ...rest] = steps;
  if (step === undefined) return to;
  if (typeof value === "string") return JSON.stringify(withValueAt(documentOf(value, step), steps, to));
  if (isList(value)) {
    const place = typeof step === "number" ? step : value.findIndex((element) => isNamed(element, step));
    if (place < 0 || place > value.length) {
      throw new NoSuchPlace(`there is no [${step}] in a list of ${value.length}`);
    }
    const changed = withValueAt(value[place], rest, to);
    return changed === undefined
      ? value.filter((_, index) => index !== place)
      : [...value.slice(0, place), changed, ...value.slice(place + 1)];
  }
  if (value !== undefined && value !== null && !isObject(value)) {
    throw new NoSuchPlace(`"${step}" leads into a ${typeof value}`);
  }
  const object = value ?? {};
  const { [step]: before, ...others } = object;
  const changed = withValueAt(before, rest, to);
  return changed === undefined ? others : { ...object, [step]: changed };
}

/** Whether an element of a list has the name, in whichever property its vendor keeps one. */
function isNamed(element: WireValue, name: string): boolean {
  return isObject(element) && ["name", "key", "id", "Sid", "sid"].some((property) => element[property] === name);
}

function documentOf(text: string, step: string | number): WireValue {
  try {
    return JSON.parse(text) as WireValue;
  } catch {
    throw new NoSuchPlace(`"${step}" leads into a text that is no JSON document`);
  }
}
