import { rehearseFailures, type FailuresResult } from "../../../rehearsal/failures/rehearsed-failures";
import { engineTimeout } from "./project-copy";

// A sample of the changes of a small stage's first deployment fails on the real engine, each once and as a service or a provider
// fails; it is also stopped at its first failure, and killed.

let result: FailuresResult;

beforeAll(async () => {
  result = await rehearseFailures({
    stage: "staging",
    systems: ["med-platform"],
    count: 60,
    seed: "1",
    failing: ["first deployment"],
  });
}, engineTimeout);

const walkOf = (name: string) => result.walks.find((walk) => walk.name === name);

it("fails at 60 points of the first deployment, each of another type as far as there are", () => {
  const fired = walkOf("first deployment")?.fired ?? [];
  expect(fired).toHaveLength(60);
  expect(new Set(fired.map(({ type }) => type)).size).toBe(60);
  expect(new Set(fired.map(({ kind }) => kind)).size).toBe(4);
});

it("converges, changes nothing once more, leaves nothing behind and keeps the seeds", () => {
  const walk = walkOf("first deployment");
  expect(walk?.neverReached).toEqual([]);
  expect(walk?.findings).toEqual([]);
});

it("was stopped at a failure, and killed", () => {
  const [first, second, third] = walkOf("first deployment")?.runs ?? [];
  expect([first?.command, second?.command]).toEqual(["pulumi up", "pulumi up --refresh"]);
  expect(third?.command).toBe("pulumi up --refresh --continue-on-error");
  expect(walkOf("first deployment")?.killed).toBe(1);
});
