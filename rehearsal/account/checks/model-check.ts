import type { CheckFailure } from "./check-failure";
import type { Bound, BoundInputs } from "../published/model";
import { typeModel } from "../published/models";
import type { TypeModel } from "../published/models";
import type { WireObject, WireValue } from "../resource-type";
import { containsSecret, containsUnknown, isList, isObject, isSecret, isUnknown, withoutEnvelopes } from "../wire";
import { broken } from "./constraint";

/** How much of a value an error shows. */
const shownLength = 80;

/**
 * What AWS's published models refuse of a resource's inputs, all of it at once. Unknown values are passed over, and a
 * secret is never part of a reason.
 */
export function modelFailures(type: string, inputs: WireObject): readonly CheckFailure[] {
  const model = typeModel(type);
  return model ? new ModelCheck(model).of(inputs) : [];
}

class ModelCheck {
  readonly #failures: CheckFailure[] = [];

  constructor(private readonly model: TypeModel) {}

  of(inputs: WireObject): readonly CheckFailure[] {
    this.#object(this.model.inputs, inputs, "", "", false);
    return this.#failures;
  }

  /** The inputs that are required at the top are the account's own description's to miss. */
  #object(bound: BoundInputs, value: WireObject, path: string, member: string, secret: boolean): void {
    const at = (name: string, place: string) => (place === "" ? name : `${place}.${name}`);
    for (const name of path === "" ? [] : (bound.required ?? [])) {
      if ((value[name] ?? null) === null) {
        this.#failures.push({ property: at(name, path), reason: "Missing required argument." });
      }
    }
    for (const [name, inner] of Object.entries(value)) {
      const found = bound.bound[name];
      if (found) this.#value(found, inner, at(name, path), at(found.member ?? name, member), secret);
    }
  }

  #value(bound: Bound, given: WireValue, path: string, member: string, inSecret: boolean): void {
    const secret = inSecret || isSecret(given);
    const value = opened(given);
    // What is empty or zero is as good as not given: the provider does not send it.
    if (value === null || value === undefined || value === "" || value === 0 || isUnknown(value)) return;
    if (bound.json === true && typeof value === "string") {
      this.#document(bound, value, path, member, secret);
    } else this.#known(bound, value, path, member, secret);
  }

  #known(bound: Bound, value: WireValue, path: string, member: string, secret: boolean): void {
    for (const constraint of this.model.constraintsOf(bound)) {
      const allowed = broken(constraint, value);
      if (allowed !== undefined) this.#refuse(value, path, member, allowed, secret || containsSecret(value));
    }
    const inputs = this.model.inputsOf(bound);
    if (isList(value)) {
      // The provider takes some of AWS's objects as a list of one.
      const element = bound.element ?? { ...bound, constraints: [] };
      for (const [index, each] of value.entries()) this.#value(element, each, `${path}[${index}]`, member, secret);
    } else if (isObject(value)) {
      if (inputs) this.#object(inputs, value, path, member, secret);
      else if (bound.element || bound.key) this.#map(bound, value, path, member, secret);
    }
  }

  #map(bound: Bound, value: WireObject, path: string, member: string, secret: boolean): void {
    for (const [key, each] of Object.entries(value)) {
      const place = `${path}[${JSON.stringify(key)}]`;
      if (bound.key) this.#value(bound.key, key, place, `${member} (key)`, secret);
      if (bound.element) this.#value(bound.element, each, place, member, secret);
    }
  }

  #document(bound: Bound, text: string, path: string, member: string, secret: boolean): void {
    if (containsUnknown(text)) return;
    let document: WireValue;
    try {
      document = JSON.parse(text) as WireValue;
    } catch {
      this.#refuse(text, path, member, "valid JSON", secret);
      return;
    }
    this.#known(bound, document, path, member, secret);
  }

  #refuse(value: WireValue, path: string, member: string, allowed: string, secret: boolean): void {
    const { code, operations, schema } = this.model.type;
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const shown = text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
    const what = secret ? "A secret value" : `Value '${shown}'`;
    const asked = operations[0] ?? schema ?? "";
    this.#failures.push({
      property: path,
      reason: `${code}: ${what} at '${member}' of ${asked} is refused; allowed: ${allowed}. Source: ${this.model.source.join(", ")}.`,
    });
  }
}

/** The value without the envelope around it; secrets below keep theirs. */
function opened(value: WireValue): WireValue {
  return isSecret(value) ? withoutEnvelopes(value) : value;
}
