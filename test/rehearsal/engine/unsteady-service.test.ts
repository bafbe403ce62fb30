import { engineTimeout } from "./project-copy";
import { type Outcome, outcomesOf } from "./small-programs";

// A service whose releases do not all go well, on the real engine: what each `up` says, and which tasks run after it.

interface Release extends Outcome {
  /** Each deployment of the service: its task definition, and how many tasks of it run. */
  readonly tasks: readonly string[];
}
let outcomes: readonly Release[];

beforeAll(async () => {
  outcomes = await outcomesOf<Release>("unsteady-programs.ts");
}, engineTimeout);

const outcomeOf = (name: string) => outcomes.find((outcome) => outcome.name === name);

it.each([
  ["first", false, ["api:1 2"]],
  // The provider takes a deployment that was rolled back for a success.
  ["rolled back", false, ["api:1 2"]],
  ["never steady", true, ["api:3 0", "api:1 2"]],
  // The engine's empty update: green, and not a task of the new release.
  ["up again", false, ["api:3 0", "api:1 2"]],
  ["well", false, ["api:4 2"]],
])("a release that is %s", (name, failed, tasks) => {
  expect(outcomeOf(name)).toMatchObject({ failed, tasks });
});

it("says what the provider waited for", () => {
  expect(outcomeOf("never steady")?.errors.join("\n")).toContain(
    "waiting for ECS Service (clinic-api) update: timeout while waiting for state to become 'tfSTABLE'",
  );
});
