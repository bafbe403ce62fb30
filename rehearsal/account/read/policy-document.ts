import { isDeepStrictEqual } from "node:util";
import type { WireValue } from "../resource-type";
import { isJsonList, isJsonObject, type Json, type JsonObject, jsonIn, normalizedJson } from "./documents";
import type { ReadProperty } from "./read";

/** The elements of a statement of which neither order nor the brackets around a single value count. */
const listed = ["Action", "NotAction", "Resource", "NotResource"] as const;

/**
 * Whether the provider takes two policies for the same: hashicorp/awspolicyequivalence, aws_policy_equivalence.go. It ignores the
 * order of statements and of values, brackets around one value, and an account's number for its root. A condition whose value is no text is never the same, not even as itself.
 */
export function isSamePolicy(one: WireValue, other: WireValue): boolean {
  if (isEmpty(one) && isEmpty(other)) return true;
  const [first, second] = [jsonIn(one), jsonIn(other)];
  if (!isJsonObject(first) || !isJsonObject(second)) return false;
  if ((first.Version ?? "") !== (second.Version ?? "") || (first.Id ?? "") !== (second.Id ?? "")) return false;
  const [ours, theirs] = [statementsOf(first), statementsOf(second)];
  if (ours === undefined || ours.length !== theirs?.length) return false;
  return (
    ours.every((statement) => theirs.some((each) => isSameStatement(statement, each))) &&
    theirs.every((statement) => ours.some((each) => isSameStatement(statement, each)))
  );
}

/** A policy that Read keeps as it was given where AWS reports an equivalent one (verify.PolicyToSet). */
export const policyDocument: ReadProperty = {
  reported: normalizedJson,
  same: isSamePolicy,
  source: "internal/verify/json.go, SuppressEquivalentPolicyDiffs and PolicyToSet; hashicorp/awspolicyequivalence",
};

function isEmpty(policy: WireValue): boolean {
  return (policy ?? "") === "" || (typeof policy === "string" && ["", "{}"].includes(policy.trim()));
}

function statementsOf({ Statement }: JsonObject): readonly JsonObject[] | undefined {
  if (isJsonObject(Statement)) return [Statement];
  return isJsonList(Statement) && Statement.every(isJsonObject) ? Statement : undefined;
}

function isSameStatement(one: JsonObject, other: JsonObject): boolean {
  const effects = [one.Effect, other.Effect].map((effect) => (typeof effect === "string" ? effect.toLowerCase() : ""));
  return (
    (one.Sid ?? "") === (other.Sid ?? "") &&
    effects[0] === effects[1] &&
    listed.every((element) =>
      isDeepStrictEqual([...(texts(one[element]) ?? [])].sort(), [...(texts(other[element]) ?? [])].sort()),
    ) &&
    isSameCondition(one.Condition, other.Condition) &&
    isSamePrincipal(one.Principal, other.Principal) &&
    isSamePrincipal(one.NotPrincipal, other.NotPrincipal)
  );
}

/** The texts of a value that is one or a list of them; undefined where it holds anything else. */
function texts(value: Json | undefined): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (typeof value === "string") return [value];
  return isJsonList(value) && value.every((each) => typeof each === "string") ? value : undefined;
}

function isSameCondition(one: Json | undefined, other: Json | undefined): boolean {
  const [ours, theirs] = [conditionKeys(one), conditionKeys(other)];
  if (ours.size !== theirs.size) return false;
  return [...ours].every(([key, values]) => {
    const wanted = theirs.get(key);
    return (
      values !== undefined && values.length === wanted?.length && isDeepStrictEqual(new Set(values), new Set(wanted))
    );
  });
}

/** The values of each operator and key. */
function conditionKeys(condition: Json | undefined): ReadonlyMap<string, readonly string[] | undefined> {
  if (!isJsonObject(condition)) return new Map();
  return new Map(
    Object.entries(condition).flatMap(([operator, keys]) =>
      isJsonObject(keys)
        ? Object.entries(keys).map(([key, values]) => [`${operator} ${key}`, texts(values)] as const)
        : [],
    ),
  );
}

function isSamePrincipal(one: Json | undefined, other: Json | undefined): boolean {
  if (typeof one === "string" || typeof other === "string") {
    return typeof one === "string" && typeof other === "string" && isSameName(one, other);
  }
  const [ours, theirs] = [namesByKind(one), namesByKind(other)];
  return (
    ours.size === theirs.size &&
    [...ours].every(([kind, names]) => {
      const wanted = theirs.get(kind) ?? [];
      return names.length === wanted.length && names.every((name) => wanted.some((each) => isSameName(name, each)));
    })
  );
}

function namesByKind(principal: Json | undefined): ReadonlyMap<string, readonly string[]> {
  const kinds = isJsonObject(principal) ? Object.entries(principal) : [];
  return new Map(
    kinds.map(([kind, names]) => [kind, texts(names) ?? []] as const).filter(([, names]) => names.length > 0),
  );
}

/** AWS reports the number of an account as the ARN of its root. */
function isSameName(one: string, other: string): boolean {
  return one === other || [[one, other] as const, [other, one] as const].some(([id, arn]) => isRootOf(id, arn));
}

function isRootOf(id: string, arn: string): boolean {
  return /^\d{12}$/.test(id) && new RegExp(`^arn:[^:]+:iam::${id}:root$`).test(arn);
}
