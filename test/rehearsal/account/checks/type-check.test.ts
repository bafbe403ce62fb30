import { typeFailures } from "../../../../rehearsal/account/checks/type-check";
import { inputsOf, inputTypes } from "../../../../rehearsal/account/published/input-types";
import type { InputType } from "../../../../rehearsal/account/published/input-types";
import type { WireObject, WireValue } from "../../../../rehearsal/account/resource-type";
import { resourceTypes } from "../../../../rehearsal/account/types";
import { unknownString } from "../../../../rehearsal/account/wire";

const tokens = Object.keys(resourceTypes);

/** A value of the type; of an object only what must be given. */
function valueOf(type: InputType): WireValue {
  switch (type.kind) {
    case "text":
      return "text";
    case "number":
      return 1;
    case "boolean":
      return false;
    case "list":
      return [valueOf(type.element)];
    case "map":
      return { key: valueOf(type.element) };
    case "object":
      return Object.fromEntries(
        [...type.inputs()].flatMap(([name, inner]) => (inner.required ? [[name, valueOf(inner)]] : [])),
      );
    case "any":
      return {};
  }
}

/** A value that no conversion makes one of the type; none for a type that holds anything. */
function wrongOf(type: InputType): WireValue {
  switch (type.kind) {
    case "text":
      return { a: 1 };
    case "number":
    case "boolean":
      return "many words";
    case "list":
      return [wrongOf(type.element)];
    case "map":
    case "object":
      return "a text";
    case "any":
      return undefined;
  }
}

const requiredOf = (token: string) =>
  valueOf({ kind: "object", required: true, inputs: () => inputsOf(token) }) as WireObject;

it("knows the inputs of every modelled type", () => {
  expect(tokens.filter((token) => inputsOf(token).size === 0)).toEqual([]);
  expect(inputTypes().source).toHaveLength(4);
});

describe.each(tokens)("%s", (token) => {
  it("accepts the required inputs alone, and each other input with them", () => {
    const required = requiredOf(token);
    const all = Object.fromEntries([...inputsOf(token)].map(([name, type]) => [name, valueOf(type)]));

    expect(typeFailures(token, required)).toEqual([]);
    expect(typeFailures(token, all)).toEqual([]);
  });

  it("refuses each input of another type, all at once", () => {
    const wrong = [...inputsOf(token)].flatMap(([name, type]) => {
      const value = wrongOf(type);
      return value === undefined || (Array.isArray(value) && value[0] === undefined) ? [] : [[name, value] as const];
    });
    const failures = typeFailures(token, { ...requiredOf(token), ...Object.fromEntries(wrong) });

    expect(failures.map(({ property }) => property.replace(/\[0\]/g, "")).sort()).toEqual(
      wrong.map(([name]) => name).sort(),
    );
  });
});

it("names the missing member of a nested object, and of each element of a list", () => {
  expect(
    typeFailures("aws:s3/bucketVersioning:BucketVersioning", {
      bucket: "b",
      versioningConfiguration: { mfaDelete: "Enabled" },
    }),
  ).toEqual([{ property: "versioningConfiguration.status", reason: "Missing required argument." }]);
  expect(
    typeFailures("mongodbatlas:index/databaseUser:DatabaseUser", {
      projectId: "p",
      username: "u",
      authDatabaseName: "admin",
      roles: [{ roleName: "read", databaseName: "d" }, { roleName: "read" }],
    }).map(({ property }) => property),
  ).toEqual(["roles[1].databaseName"]);
});

it.each<[string, WireObject, string | undefined]>([
  ["a number as text", { memorySize: "512" }, undefined],
  ["a number in words", { memorySize: "half a gigabyte" }, "memorySize: expected a number, got a text."],
  ["a number that is true", { memorySize: true }, "memorySize: expected a number, got a boolean."],
  ["true as text", { publish: "true" }, undefined],
  ["a wish as text", { publish: "yes" }, "publish: expected true or false, got a text."],
  ["a number for a text", { description: 5 }, undefined],
  ["a list for a text", { description: ["a"] }, "description: expected a text, got a list."],
  ["one value for a list", { layers: "arn" }, undefined],
  ["a list of one for an object", { tracingConfig: [{ mode: "Active" }] }, undefined],
  ["a text for an object", { tracingConfig: "Active" }, "tracingConfig: expected an object, got a text."],
  [
    "a text in a map's place",
    { environment: { variables: "A=b" } },
    "environment.variables: expected a map, got a text.",
  ],
  ["what is not known yet", { memorySize: unknownString, environment: { variables: unknownString } }, undefined],
])("takes or refuses %s as the bridge and Terraform do", (_, inputs, expected) => {
  const found = typeFailures("aws:lambda/function:Function", { role: "arn", ...inputs });

  expect(found.map(({ property, reason }) => `${property}: ${reason.split(" Source: ")[0] ?? ""}`)).toEqual(
    expected === undefined ? [] : [expected],
  );
});
