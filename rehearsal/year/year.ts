import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Stage } from "../../settings/stage/stage";
import type { System } from "../../stacks/settings/systems";
import { type YearEvent, yearEvents } from "./events";
import { YearStage, type YearWatch } from "./year-stage";

/** Which stage goes through its year. */
export interface YearArgs {
  readonly stage: Stage;
  /** @default all of the stage's file */
  readonly systems?: readonly System[];
  readonly watch?: YearWatch & {
    /** An event begins, on a day of the year's clock. */
    begins?(event: Pick<YearEvent, "name">, on: Date): void;
  };
}

/** What came of a year. */
export interface YearResult {
  readonly stage: Stage;
  readonly events: readonly { readonly name: string; readonly on: string; readonly seconds: number }[];
  /** What did not hold, each with its day. */
  readonly findings: readonly string[];
  readonly seconds: number;
  readonly ok: boolean;
}

/**
 * Lets a stage go through a year of operation on the real engine and one simulated account, with a clock that is moved: deployed,
 * released, released with a failure, rotated, drifted, upgraded, restored, replaced in an emergency, destroyed. An event that
 * does not do what it should is a finding, and the year goes on.
 */
export async function rehearseYear({ stage, systems, watch = {} }: YearArgs): Promise<YearResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "year-"));
  const began = performance.now();
  const events: YearResult["events"][number][] = [];
  const year = await YearStage.start({ folder, stage, systems, begin: daysAgo(lengthOfYear) }, watch);
  try {
    for (const event of yearEvents) {
      year.pass(event.after);
      const on = year.now;
      watch.begins?.(event, on);
      const begun = performance.now();
      await event.happens(year);
      events.push({ name: event.name, on: on.toISOString(), seconds: secondsSince(begun) });
    }
    return { stage, events, findings: year.findings, seconds: secondsSince(began), ok: year.findings.length === 0 };
  } finally {
    year.standing.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** So long ago that the last event is over today: settings refuse records of a time to come. */
const lengthOfYear = 365;

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 86_400_000);
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 1000);
}
