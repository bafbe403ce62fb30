import { yearEvents } from "../../../rehearsal/year/events";
import { rehearseYear, type YearResult } from "../../../rehearsal/year/year";
import { engineTimeout } from "./project-copy";

// A small stage goes through a year on the real engine: what one event leaves behind is what the next one meets.

let result: YearResult;
const sentences: string[] = [];
const failed: string[] = [];

beforeAll(async () => {
  result = await rehearseYear({
    stage: "staging",
    systems: ["ahava-healthcare"],
    watch: {
      says: (sentence) => sentences.push(sentence),
      ran: ({ command, error }) => {
        if (error !== undefined) failed.push(command);
      },
    },
  });
}, engineTimeout);

it("gets through all events, and everything it says holds", () => {
  expect(result.findings).toEqual([]);
  expect(result.events.map(({ name }) => name)).toEqual(yearEvents.map(({ name }) => name));
});

it("fails where it must, and only there: the broken release, and the upgrade in the window", () => {
  expect(failed).toEqual(["pulumi up --stack staging", "pulumi up --stack staging"]);
});

it("says what it did, and when: a year that ends today", () => {
  expect(sentences.length).toBeGreaterThan(40);
  const [first, last] = [result.events[0], result.events.at(-1)].map((event) => Date.parse(event?.on ?? ""));
  expect(last! - first!).toBeGreaterThan(300 * 86_400_000);
  expect(last).toBeLessThanOrEqual(Date.now());
});
