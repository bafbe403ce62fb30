import { engineTimeout } from "./project-copy";
import { type Outcome, outcomesOf } from "./small-programs";

// A change that AWS has refused, on the real engine: what each further run does about it.

interface Run extends Outcome {
  /** The retention that the account has. */
  readonly days: number;
}
let runs: readonly Run[];

beforeAll(async () => {
  runs = await outcomesOf<Run>("refused-update-programs.ts");
}, engineTimeout);

it("is lost in a plain `pulumi up`, which is green, and made up for by one that refreshes", () => {
  expect(runs.map(({ name, failed, days }) => [name, failed, days])).toEqual([
    ["first", false, 30],
    ["refused", true, 30],
    ["up again", false, 30],
    ["up --refresh", false, 60],
  ]);
});

it("is told with the provider's error", () => {
  expect(runs[1]?.errors.join("\n")).toContain(
    "updating aws:cloudwatch/logGroup:LogGroup: api error AccessDeniedException",
  );
});
