import type { ProviderRule } from "../provider-rule";
import { singular } from "./member-names";
import { plainName } from "./operations";
import type { Input, InputType, SdkInputs } from "./sdk-inputs";

/** A name or a value as the documentation sets it off. */
const word = "`[^`]+`";
/** Several of them: `a`, `b` and `c`. */
const words = `${word}(?: \\(default\\))?(?:(?:,? (?:and|or|&)(?: an?)? |, ?| \\| )${word}(?: \\(default\\))?)*`;

interface Sentence {
  readonly input: Input;
  readonly siblings: readonly Input[];
  readonly at: string;
}

type Reading = (said: RegExpExecArray, sentence: Sentence) => ProviderRule | undefined;

/** The sentences that say what the provider refuses, each with the rule it makes. Other sentences are passed over. */
const readings: readonly (readonly [RegExp, Reading])[] = [
  [new RegExp(`^\\**(?:Conflicts with|Cannot be specified with) (${words})(?: arguments?)?\\.?\\**$`), conflict],
  [
    new RegExp(
      `^(?:This (?:value|parameter) is )?[Rr]equired (?:if|when) (${word}) is (?:set to )?(${words}|true)\\.?$`,
    ),
    required,
  ],
  [new RegExp(`^Required (?:if|when) (${word}) is (?:set|specified)\\.?$`), isNeeded],
  [new RegExp(`^(?:If set, r|R)equires(?: specifying a)? (${word})(?: to be set)?\\.?$`), needs],
  [new RegExp(`^Exactly one of (${words}) (?:must be (?:set|specified)|is required)\\.?$`), several("exactlyOne")],
  [new RegExp(`^At least one of (${words}) (?:must be (?:set|specified)|is required)\\.?$`), several("atLeastOne")],
  [
    new RegExp(
      `^(?:The )?(?:[Vv]alid|[Pp]ossible|[Aa]llowed) [Vv]alues(?: for ${word})?(?: are:?|:) (${words})(?:[.,] ?[Dd]efaults? .*)?\\.?$`,
    ),
    values,
  ],
];

/** What the documentation of the SDK says that the provider refuses of a type's inputs. */
export function documentedRules(sdk: SdkInputs, token: string): readonly ProviderRule[] {
  const rules = inObject(sdk, sdk.ofType(token), "", new Set());
  return [...new Map(rules.map((rule) => [JSON.stringify({ ...rule, inputs: sorted(rule) }), rule])).values()];
}

/** The order of inputs says nothing but with `needs` and `required`. */
const sorted = ({ kind, inputs }: ProviderRule) =>
  kind === "needs" || kind === "required" ? inputs : [...inputs].sort();

function inObject(
  sdk: SdkInputs,
  inputs: readonly Input[],
  at: string,
  above: ReadonlySet<string>,
): readonly ProviderRule[] {
  const own = inputs.flatMap((input) =>
    sentencesOf(input.document).flatMap((text) => read(text, { input, siblings: inputs, at })),
  );
  const below = inputs.flatMap(({ name, type }) => {
    const [object, path] = objectIn(type, at === "" ? name : `${at}.${name}`);
    if (object === undefined || above.has(object)) return [];
    return inObject(sdk, sdk.ofObject(object), path, new Set([...above, object]));
  });
  return [...own, ...below];
}

function objectIn(type: InputType, path: string): readonly [string | undefined, string] {
  if (type.kind === "list") return objectIn(type.element, `${path}[]`);
  return [type.kind === "object" ? type.name : undefined, path];
}

const sentencesOf = (document: string): readonly string[] => document.split(/(?<=[.!]\**) (?=[A-Z*>])/);

function read(text: string, sentence: Sentence): readonly ProviderRule[] {
  for (const [pattern, reading] of readings) {
    const said = pattern.exec(text.trim());
    const rule = said ? reading(said, sentence) : undefined;
    if (rule) return [rule];
  }
  return [];
}

const listed = (text = ""): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, each = ""]) => each);

/** The inputs that the documentation names, some of them in the singular; undefined when one is not there. */
function inputsNamed(names: readonly string[], siblings: readonly Input[]): readonly string[] | undefined {
  const found = names.map((name) => {
    const alike = siblings.find((each) => each.name === name);
    return alike ?? siblings.find((each) => singular(plainName(each.name)) === singular(plainName(name)));
  });
  return found.every((input) => input !== undefined) ? found.map(({ name }) => name) : undefined;
}

function conflict(said: RegExpExecArray, { input, siblings, at }: Sentence): ProviderRule | undefined {
  const others = listed(said[1]).flatMap((name) => inputsNamed([name], siblings) ?? []);
  // Of several that conflict with one, some may stand together: each pair is a rule of its own.
  const [other] = others;
  if (other === undefined || other === input.name) return undefined;
  return { at, kind: "conflict", inputs: [input.name, ...others] };
}

function required(said: RegExpExecArray, { input, siblings, at }: Sentence): ProviderRule | undefined {
  const [decides] = inputsNamed(listed(said[1]), siblings) ?? [];
  const wanted = said[2] === "true" ? ["true"] : listed(said[2]);
  if (decides === undefined) return undefined;
  return { at, kind: "required", inputs: [input.name], when: { input: decides, values: wanted } };
}

function isNeeded(said: RegExpExecArray, { input, siblings, at }: Sentence): ProviderRule | undefined {
  const [other] = inputsNamed(listed(said[1]), siblings) ?? [];
  return other === undefined ? undefined : { at, kind: "needs", inputs: [other, input.name] };
}

function needs(said: RegExpExecArray, { input, siblings, at }: Sentence): ProviderRule | undefined {
  const [other] = inputsNamed(listed(said[1]), siblings) ?? [];
  return other === undefined ? undefined : { at, kind: "needs", inputs: [input.name, other] };
}

function several(kind: "exactlyOne" | "atLeastOne"): Reading {
  return (said, { siblings, at }) => {
    const inputs = inputsNamed(listed(said[1]), siblings);
    return inputs && { at, kind, inputs };
  };
}

function values(said: RegExpExecArray, { input, at }: Sentence): ProviderRule | undefined {
  const allowed = listed(said[1]).map((value) => value.replace(/^"(.*)"$/, "$1"));
  const scalar = input.type.kind === "list" ? input.type.element.kind : input.type.kind;
  if (scalar !== "text" || allowed.length < 2 || allowed.includes("true")) return undefined;
  return { at, kind: "values", inputs: [input.name], values: allowed };
}
