import type { CheckFailure } from "./check-failure";
import { sendsEmptyValues } from "../published/empty-values";
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
  return model ? new ModelCheck(model, sendsEmptyValues(type)).of(inputs) : [];
}

/** What is known of a value besides itself. */
interface Place {
  /** Where it stands in the inputs: `rules[0].schedule`. */
  readonly path: string;
  /** Where it stands in the request. */
  readonly member: string;
  readonly secret: boolean;
  /** Whether the provider sends it although it is empty. */
  readonly sent: boolean;
}

class ModelCheck {
  readonly #failures: CheckFailure[] = [];

  /** `sendsAll`: whether the provider sends empty values of optional inputs too. */
  constructor(
    private readonly model: TypeModel,
    private readonly sendsAll: boolean,
  ) {}

  of(inputs: WireObject): readonly CheckFailure[] {
    this.#object(this.model.inputs, inputs, { path: "", member: "", secret: false, sent: this.sendsAll });
    return this.#failures;
  }

  #object(bound: BoundInputs, value: WireObject, { path, member, secret, sent }: Place): void {
    const at = (name: string, place: string) => (place === "" ? name : `${place}.${name}`);
    const required = bound.required ?? [];
    for (const [name, inner] of Object.entries(value)) {
      const found = bound.bound[name];
      if (!found) continue;
      const place = { path: at(name, path), member: at(found.member ?? name, member), secret };
      this.#value(found, inner, { ...place, sent: sent || required.includes(name) });
    }
  }

  #value(bound: Bound, given: WireValue, place: Place): void {
    const value = opened(given);
    if (value === null || value === undefined || isUnknown(value)) return;
    if ((value === "" || value === 0) && !place.sent) return;
    const here = { ...place, secret: place.secret || isSecret(given) };
    if (bound.json === true && typeof value === "string") this.#document(bound, value, here);
    else this.#known(bound, value, here);
  }

  #known(bound: Bound, value: WireValue, place: Place): void {
    for (const constraint of this.model.constraintsOf(bound)) {
      const allowed = broken(constraint, value);
      if (allowed !== undefined)
        this.#refuse(value, allowed, { ...place, secret: place.secret || containsSecret(value) });
    }
    const below = { ...place, sent: this.sendsAll };
    const inputs = this.model.inputsOf(bound);
    if (isList(value)) {
      // The provider takes some of AWS's objects as a list of one.
      const element = bound.element ?? { ...bound, constraints: [] };
      for (const [index, each] of value.entries()) {
        this.#value(element, each, { ...below, path: `${place.path}[${index}]` });
      }
    } else if (isObject(value)) {
      if (inputs) this.#object(inputs, value, below);
      else if (bound.element || bound.key) this.#map(bound, value, place);
    }
  }

  /** Every entry of a map is sent. */
  #map(bound: Bound, value: WireObject, { member, secret, ...place }: Place): void {
    for (const [key, each] of Object.entries(value)) {
      const path = `${place.path}[${JSON.stringify(key)}]`;
      if (bound.key) this.#value(bound.key, key, { path, member: `${member} (key)`, secret, sent: true });
      if (bound.element) this.#value(bound.element, each, { path, member, secret, sent: true });
    }
  }

  #document(bound: Bound, text: string, place: Place): void {
    if (containsUnknown(text)) return;
    let document: WireValue;
    try {
      document = JSON.parse(text) as WireValue;
    } catch {
      this.#refuse(text, "valid JSON", place);
      return;
    }
    this.#known(bound, document, place);
  }

  #refuse(value: WireValue, allowed: string, { path, member, secret }: Place): void {
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
