import fc from "fast-check";
import { Account } from "../../../../rehearsal/account/account";
import { newCreation, plainOf } from "../../../../rehearsal/account/creation";
import { computedOutputs } from "../../../../rehearsal/account/outputs";
import { AccountRefusal } from "../../../../rehearsal/account/refusal";
import type { WireObject, WireValue } from "../../../../rehearsal/account/resource-type";
import { Store } from "../../../../rehearsal/account/store";
import { resourceTypes } from "../../../../rehearsal/account/types";
import { asSecret, unknownString } from "../../../../rehearsal/account/wire";
import { declarationOf, nestedInputs } from "./sdk-declarations";

const configuration = { region: "eu-west-1", defaultTags: { stage: "test" } };

const texts = fc.constantFrom(
  "",
  "a",
  "10.0.0.0/16",
  "arn:aws:kms:eu-west-1:000000000000:key/1",
  '{"Version":"2012-10-17","Statement":[]}',
  "[]",
  "not json {",
  "postgres",
  "16.4",
  "rate(1 day)",
);

/** How far below an input its parts are made. */
const deepest = 4;

/** A value of the SDK's type, as far as its words tell; of what is nested any part may be missing. */
function valueOf(token: string, type: string, depth = 0): fc.Arbitrary<WireValue> {
  if (type.includes("[]")) return fc.array(valueOf(token, type.replace("[]", ""), depth), { maxLength: 2 });
  const parts = nestedInputs(token, type);
  if (parts !== undefined) return depth === deepest ? fc.constant({}) : recordOf(token, [...parts], depth + 1);
  if (type.includes("[key: string]")) return fc.dictionary(fc.constantFrom("a", "Name"), texts, { maxKeys: 2 });
  if (type.includes("string")) return texts;
  if (type.includes("number")) return fc.integer({ min: -1, max: 100 });
  return type.includes("boolean") ? fc.boolean() : fc.constant({});
}

/** An object with any of the properties; of many, only a few at a time. */
function recordOf(token: string, declared: readonly [string, string][], depth: number): fc.Arbitrary<WireObject> {
  const all = Object.fromEntries(declared.map(([name, type]) => [name, valueOf(token, type, depth)]));
  if (depth === 0) return fc.record(all, { requiredKeys: [] });
  return fc
    .subarray(Object.keys(all), { maxLength: Math.min(4, declared.length) })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, all[name] ?? fc.constant(null)]))));
}

/** Inputs of the type, any of them left out, unknown or secret. */
function inputsOf(token: string): fc.Arbitrary<WireObject> {
  const declared = [...(declarationOf(token)?.inputs ?? [])].filter(([name]) => name !== "region");
  return recordOf(
    token,
    declared.map(([name, { type }]) => [name, type]),
    0,
  );
}

/** What the action ends in: an answer or a refusal in the vendor's words; anything else is a fault of the account. */
function answerOf<Answer>(action: () => Answer): Answer | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof AccountRefusal) return undefined;
    throw error;
  }
}

/** Everything a description says about the inputs. */
function describeWith(token: string, inputs: WireObject, account: Account): void {
  const description = resourceTypes[token]!;
  const creation = newCreation(description, "seed", plainOf(inputs), account.view(configuration));
  description.refuses?.(creation);
  const id = description.id?.(creation) ?? "id";
  computedOutputs(description, { ...creation, id }, inputs);
  description.refusesDeletion?.(creation.inputs, creation.account);
  description.leaves?.(creation.inputs, new Date());
}

const mixed = fc.constantFrom<(value: WireValue) => WireValue>(
  (value) => value,
  () => unknownString,
  (value) => [value, unknownString],
  asSecret,
);

describe.each(Object.keys(resourceTypes))("%s", (token) => {
  it("is answered or refused, whatever is left out", () => {
    fc.assert(
      fc.property(inputsOf(token), inputsOf(token), mixed, (first, second, mix) => {
        const account = new Account(new Store(), resourceTypes, {});
        const urn = `urn:pulumi:s::p::${token}::x`;
        const seen = account.check(token, "x", {}, first, "0123456789", configuration).inputs;
        const unclear = Object.fromEntries(Object.entries(seen).map(([key, value]) => [key, mix(value)]));

        // References to nothing end most creations early; the description is asked about the rest by itself.
        for (const inputs of [first, unclear, second]) describeWith(token, inputs, account);
        expect(account.create(token, urn, unclear, true, configuration).id).toBe("");
        account.diff(token, seen, unclear, []);
        const created = answerOf(() => account.create(token, urn, seen, false, configuration));
        if (!created) return;
        const { id, state } = created;
        account.update(token, urn, id, state, seen, { ...unclear, ...second }, true, configuration);
        answerOf(() => account.update(token, urn, id, state, seen, { ...seen, ...second }, false, configuration));
        expect(account.read(token, id, state, configuration)?.id).toBe(id);
        answerOf(() => {
          account.delete(token, id, configuration, state);
        });
      }),
      { numRuns: 10 },
    );
  });
});
