import { checkInputs } from "../../../../rehearsal/account/checks/check";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { resourceTypes } from "../../../../rehearsal/account/types";
import { asSecret } from "../../../../rehearsal/account/wire";

const failuresOf = (type: string, inputs: WireObject) =>
  checkInputs(type, resourceTypes[type]!, {
    inputs,
    olds: {},
    region: "eu-west-1",
    now: new Date("2026-11-28"),
    kind: "new",
  }).failures;

const lambda = "aws:lambda/function:Function";
const instance = "aws:rds/instance:Instance";
const zip = { code: "archive", handler: "index.handler", runtime: "nodejs22.x" };
const required = { role: "arn:aws:iam::000000000000:role/r", ...zip, name: "f" };

it("tells all that is wrong at once: what is missing, the name, the model, the provider", () => {
  const failures = failuresOf(lambda, { name: "a function", ...zip, memorySize: 64, timeout: 901 });

  expect(failures.map(({ property }) => property)).toEqual(["role", "name", "memorySize", "timeout"]);
});

it("says of a name once that it is refused", () => {
  const failures = failuresOf(lambda, { ...required, name: "a function" });

  expect(failures.filter(({ property }) => property === "name")).toHaveLength(1);
});

it("gives the engine the name of a property only where it may print the value", () => {
  const secret = asSecret("hidden-value");
  const [own] = failuresOf(instance, { instanceClass: "db.t4g.micro", databaseInsightsMode: secret });
  const [nested] = failuresOf(lambda, { ...required, tracingConfig: { mode: "On" } });
  const [plain] = failuresOf(lambda, { ...required, memorySize: 64 });

  expect(own).toMatchObject({ property: "", reason: expect.stringMatching(/^databaseInsightsMode: /) as string });
  expect(nested).toMatchObject({ property: "", reason: expect.stringMatching(/^tracingConfig\.mode: /) as string });
  expect(plain?.property).toBe("memorySize");
});
