import type { Bound, BoundInputs, Constraint } from "../model";
import { memberFor } from "./member-names";
import { plainName } from "./operations";
import type { Input, InputType, SdkInputs } from "./sdk-inputs";
import { shapeAt } from "./shape";
import type { Shape } from "./shape";

/** Members by the path of their input, dots between and no brackets; null where an input is none of the members. */
export type MemberTable = Readonly<Record<string, string | null>>;

/** Where the binding of one type is at. */
interface Place {
  readonly path: string;
  /** What the operation creates, in plain letters: `dbinstance`. Members may bear it in front. */
  readonly noun: string;
  /** What describes the object here: the model first, the schema after it. */
  readonly shapes: readonly Shape[];
}

/** Binds the inputs of one type to the members of AWS's descriptions, and collects what is said of them. */
export class Binder {
  readonly objects: BoundInputs[] = [];
  readonly constraints: Constraint[] = [];
  readonly #known = new Map<string, number>();
  readonly #numbers = new Map<string, number>();

  constructor(
    private readonly sdk: SdkInputs,
    private readonly apart: (token: string) => MemberTable,
  ) {}

  /** Binds the inputs of a type and answers with the number of its object. */
  bindType(token: string, noun: string, shapes: readonly Shape[]): number {
    const hoisted = shapes.flatMap((shape) => [shape, ...bodiesOf(shape, noun)]);
    const place = { path: "", noun, shapes: hoisted };
    return this.#numbered(token, () => this.#object(this.sdk.ofType(token), place, this.apart(token)));
  }

  #object(inputs: readonly Input[], place: Place, apart: MemberTable): BoundInputs {
    const bound: Record<string, Bound> = {};
    const unmodelled: string[] = [];
    for (const input of inputs) {
      const path = place.path === "" ? input.name : `${place.path}.${input.name}`;
      const found = membersFor(input.name, path, place, apart);
      const [first] = found;
      if (first)
        bound[input.name] = {
          member: first.member,
          ...this.#value(input.type, { ...place, path, shapes: found.map(({ shape }) => shape) }, apart),
        };
      else unmodelled.push(input.name);
    }
    const required = inputs.filter(({ optional }) => !optional).map(({ name }) => name);
    return { bound, ...(required.length > 0 && { required }), ...(unmodelled.length > 0 && { unmodelled }) };
  }

  /** The number of an object, which may hold itself: what is bound already, or about to be, is not bound again. */
  #numbered(key: string, bind: () => BoundInputs): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.objects.push({ bound: {} }) - 1;
    this.#numbers.set(key, number);
    this.objects[number] = bind();
    return number;
  }

  #value(type: InputType, place: Place, apart: MemberTable): Bound {
    const shapes = place.shapes.map((shape) => unwrapped(shape, type));
    switch (type.kind) {
      case "text":
      case "number":
        return this.#scalar(shapes, type.kind);
      case "list": {
        const elements = inner(shapes, "list");
        // Where AWS has no list, the one element of the provider's stands for the value.
        const held = elements.length > 0 ? elements : shapes;
        const element = this.#value(type.element, { ...place, shapes: held }, apart);
        return { ...this.#constraintsOf(shapes, ["list"]), element: element.json === true ? {} : element };
      }
      case "map":
        return this.#map(type.element, shapes, place, apart);
      case "object": {
        const elements = inner(shapes, "list");
        const noun = plainName(place.path.split(".").at(-1) ?? "");
        const inputs = this.sdk.ofObject(type.name);
        const objects = [...shapes, ...elements].filter(({ kind }) => kind === "object");
        const opened = objects.flatMap((shape) => withOnlyMember(shape, inputs, noun));
        const held = [...new Map(opened.map((shape) => [shape.name, shape])).values()];
        if (held.length === 0) return {};
        const own = Object.keys(apart).some((path) => path.startsWith(`${place.path}.`)) ? place.path : "";
        const key = [type.name, noun, own, ...held.map(({ name }) => name)].join(" ");
        return {
          inputs: this.#numbered(key, () => this.#object(inputs, { ...place, noun, shapes: held }, apart)),
        };
      }
      case "boolean":
      case "other":
        return {};
    }
  }

  #scalar(described: readonly Shape[], kind: "text" | "number"): Bound {
    const shapes = described.map((shape) => onlyScalar(shape));
    const [first] = shapes;
    // A document that the provider takes as text: the model has what must be in it.
    if (kind === "text" && first && (first.kind === "object" || first.kind === "list")) {
      return { json: true, ...this.#document(first) };
    }
    // The provider writes some numbers as text.
    const comparable = shapes.filter((shape) => shape.kind === kind || (kind === "text" && shape.kind === "number"));
    return this.#constraintsOf(comparable, ["text", "number"]);
  }

  /** What a JSON document is bound to: the names in it are AWS's own. */
  #document(shape: Shape): Bound {
    if (shape.kind === "list" || shape.kind === "map") {
      const element = shape.element?.();
      return { ...this.#constraintsOf([shape], ["list", "map"]), ...(element && { element: this.#document(element) }) };
    }
    if (shape.kind !== "object") return this.#constraintsOf([shape], ["text", "number"]);
    const bind = (): BoundInputs => {
      const members = shape.members.flatMap((name) => {
        const member = shape.member(name);
        return member ? [[name, { member: name, ...this.#document(member) }] as const] : [];
      });
      return { bound: Object.fromEntries(members) };
    };
    return { inputs: this.#numbered(shape.name, bind) };
  }

  #map(element: InputType, shapes: readonly Shape[], place: Place, apart: MemberTable): Bound {
    const pairs = inner(shapes, "list").map((shape) => keyAndValue(shape));
    const keys = [...inner(shapes, "map", "key"), ...pairs.flatMap((pair) => (pair ? [pair.key] : []))];
    const values = [...inner(shapes, "map"), ...pairs.flatMap((pair) => (pair ? [pair.value] : []))];
    const key = this.#scalar(keys, "text");
    return {
      ...this.#constraintsOf(shapes, ["map"]),
      ...(Object.keys(key).length > 0 && { key }),
      ...(values.length > 0 && { element: this.#value(element, { ...place, shapes: values }, apart) }),
    };
  }

  /** The constraints of the shapes; one that comes later says only what none before it has said. */
  #constraintsOf(shapes: readonly Shape[], kinds: readonly Constraint["kind"][]): Pick<Bound, "constraints"> {
    const said = new Set<string>();
    const numbers: number[] = [];
    for (const { constraint } of shapes) {
      if (!constraint || !kinds.includes(constraint.kind)) continue;
      const { kind, ...parts } = constraint;
      const fresh = Object.entries(parts).filter(
        ([part]) => !said.has(part) && !(part === "pattern" && said.has("values")),
      );
      for (const [part] of fresh) said.add(part);
      if (fresh.length > 0)
        numbers.push(this.#numberOf({ kind, ...(Object.fromEntries(fresh) as Omit<Constraint, "kind">) }));
    }
    return numbers.length > 0 ? { constraints: numbers } : {};
  }

  #numberOf(constraint: Constraint): number {
    const text = JSON.stringify(constraint);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, this.constraints.length);
    return this.constraints.push(constraint) - 1;
  }
}

interface Found {
  readonly member: string;
  readonly shape: Shape;
}

function membersFor(name: string, path: string, { noun, shapes }: Place, apart: MemberTable): readonly Found[] {
  const told = apart[path];
  if (told === null) return [];
  return shapes.flatMap((shape) => {
    const member = told ?? memberFor(name, noun, shape.members);
    const found = member === undefined ? undefined : shapeAt(shape, member);
    return member !== undefined && found ? [{ member, shape: found }] : [];
  });
}

/** The objects of a request that hold what the provider takes as inputs of the resource itself: `BackupPlan`. */
function bodiesOf(request: Shape, noun: string): readonly Shape[] {
  return request.members.flatMap((name) => {
    const plain = plainName(name);
    const body = plain.replace(/(config|configuration|input|request|details)$/, "");
    const member = request.member(name);
    const isBody =
      body.length > 2 && (noun === body || noun.endsWith(body) || noun.startsWith(body) || body.endsWith(noun));
    return member?.kind === "object" && isBody ? [member, ...bodiesOf(member, noun)] : [];
  });
}

/** An object, and also the one it holds, where that is all it has and no input names it: `{ awsvpcConfiguration }`. */
function withOnlyMember(shape: Shape, inputs: readonly Input[], noun: string): readonly Shape[] {
  const [only = "", ...others] = shape.members;
  const inner = others.length === 0 ? shape.member(only) : undefined;
  const isNamed = inputs.some(({ name }) => memberFor(name, noun, shape.members) !== undefined);
  return inner?.kind === "object" && !isNamed ? [shape, inner] : [shape];
}

/** The value that a list of values or an object with one member comes down to where the provider has one value. */
function onlyScalar(shape: Shape): Shape {
  const [only = "", ...others] = shape.members;
  const inner = shape.kind === "list" ? shape.element?.() : others.length === 0 ? shape.member(only) : undefined;
  return inner && inner.kind !== "object" && inner.kind !== "list" && inner.kind !== "map" ? inner : shape;
}

/** CloudFront and others count their lists: `{ Quantity, Items }`. */
function unwrapped(shape: Shape, type: InputType): Shape {
  const items = shape.kind === "object" && shape.members.includes("Quantity") ? shape.member("Items") : undefined;
  if (items && type.kind !== "object") return items;
  return shape;
}

function inner(shapes: readonly Shape[], kind: "list" | "map", part: "element" | "key" = "element"): readonly Shape[] {
  return shapes.flatMap((shape) => (shape.kind === kind ? (shape[part]?.() ?? []) : []));
}

/** The two members of a pair, such as a tag: `{ Key, Value }`, `{ TagKey, TagValue }`, `{ Name, Value }`. */
function keyAndValue(shape: Shape): { readonly key: Shape; readonly value: Shape } | undefined {
  const named = (ending: RegExp) => shape.members.find((member) => ending.test(member));
  const key = shape.member(named(/(key|name)$/i) ?? "");
  const value = shape.member(named(/value$/i) ?? "");
  return shape.kind === "object" && shape.members.length <= 3 && key && value ? { key, value } : undefined;
}
