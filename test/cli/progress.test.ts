import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { hasColours } from "../../cli/colours";
import { isBuildServer, progressOnStandardError, progressText } from "../../cli/progress";
import { EventTally } from "../../readiness/event-tally";
import { LastRuns } from "../../rehearsal/last-runs";

/** A place that progress is written to, and what was written. */
function screen(of: { readonly isTTY?: boolean; readonly columns?: number } = {}) {
  const lines: string[] = [];
  return { ...of, lines, write: (text: string) => lines.push(text) };
}

describe("the text of a step", () => {
  it("says how far of how many, how long, and how long it usually takes", () => {
    expect(progressText("preview", 312, 8.4, { resources: 1003, seconds: 13.6 })).toBe(
      "preview: 312 of 1003 resources, 8 s, usually 14 s",
    );
  });

  it("says no total and no time that nobody knows, and never more than all", () => {
    expect(progressText("up", 20, 2, {})).toBe("up: 20 resources, 2 s");
    expect(progressText("up", 1010, 2, { resources: 1003 })).toBe("up: 1010 of 1010 resources, 2 s");
  });
});

// A spinner on a terminal of no columns would compute for ever how many lines to clear.
describe("progress without a terminal that could show it", () => {
  it.each([
    ["no terminal", {}],
    ["a terminal without columns", { isTTY: true, columns: 0 }],
  ])("with %s is a line for each quarter", async (_, of) => {
    const shown = screen(of);
    const progress = (await progressOnStandardError(shown, {}))("preview", { resources: 400 });
    for (let finished = 1; finished <= 400; finished += 1) progress.update(finished);
    progress.stop();
    expect(shown.lines.map((line) => line.trim().replace(/, \d+ s$/, ""))).toEqual([
      "preview: 100 of 400 resources",
      "preview: 200 of 400 resources",
      "preview: 300 of 400 resources",
    ]);
  });

  it("takes the number that the program tells while it runs, and says that it has no usual time yet", async () => {
    const shown = screen();
    const progress = (await progressOnStandardError(shown, {}))("preview", { isFirst: true });
    progress.update(20);
    progress.expect(400);
    for (let finished = 21; finished <= 400; finished += 1) progress.update(finished);
    expect(shown.lines.map((line) => line.trim().replace(/, \d+ s/, ""))).toEqual([
      "preview: 100 of 400 resources (first run: no usual time yet)",
      "preview: 200 of 400 resources (first run: no usual time yet)",
      "preview: 300 of 400 resources (first run: no usual time yet)",
    ]);
  });

  it("is nothing on a build server", async () => {
    const shown = screen();
    const progress = (await progressOnStandardError(shown, { CI: "true" }))("preview", { resources: 400 });
    for (let finished = 1; finished <= 400; finished += 1) progress.update(finished);
    expect(shown.lines).toEqual([]);
    expect(["", "0", "false", undefined].map((CI) => isBuildServer({ CI }))).toEqual([false, false, false, false]);
  });
});

describe("colours", () => {
  const terminal = { isTTY: true };
  it.each<[string, { isTTY?: boolean }, NodeJS.ProcessEnv, boolean]>([
    ["on a terminal", terminal, {}, true],
    ["not with NO_COLOR", terminal, { NO_COLOR: "1" }, false],
    ["with an empty NO_COLOR, which counts as none", terminal, { NO_COLOR: "" }, true],
    ["not on a dumb terminal", terminal, { TERM: "dumb" }, false],
    ["not in a pipe", {}, {}, false],
    ["not in the log of a build server", {}, { CI: "true" }, false],
    ["with FORCE_COLOR, also in a pipe", {}, { FORCE_COLOR: "1" }, true],
    ["not with FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, false],
  ])("are there %s", (_, stream, env, colours) => {
    expect(hasColours(stream, env)).toBe(colours);
  });
});

describe("what is usual", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "runs-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  it("is what the last run went through, and the median of its time in the last runs", () => {
    const runs = new LastRuns(folder, "staging");
    for (const [resources, seconds] of [
      [400, 9],
      [401, 90],
      [402, 10],
    ] as const) {
      runs.add([{ name: "preview", resources, seconds }]);
    }
    expect(new LastRuns(folder, "staging").usual().get("preview")).toEqual({ resources: 402, seconds: 10 });
    expect(runs.usual().get("destroy")).toBeUndefined();
    expect(new LastRuns(folder, "production").usual().size).toBe(0);
  });

  it("is forgotten after some runs", () => {
    const runs = new LastRuns(folder, "staging");
    for (let run = 0; run < 9; run += 1) runs.add([{ name: "up", resources: 1, seconds: run }]);
    expect(runs.usual().get("up")).toEqual({ resources: 1, seconds: 6 });
  });

  it("is nothing where the note cannot be read, and nothing is lost where it cannot be written", () => {
    fs.writeFileSync(path.join(folder, ".rehearsal"), "a file, not a folder");
    const runs = new LastRuns(folder, "staging");
    expect(() => {
      runs.add([{ name: "up", resources: 1, seconds: 1 }]);
    }).not.toThrow();
    expect(runs.usual().size).toBe(0);
  });
});

it("counts a resource once that takes several steps, and no provider but the program's, as the engine's summary does", () => {
  const tally = new EventTally();
  const event = (type: string, name: string) => ({
    resOutputsEvent: { metadata: { op: "create", type, urn: `urn:pulumi:staging::p::${type}::${name}` } },
  });
  for (const name of ["a", "a", "b"]) tally.add(event("aws:rds/instance:Instance", name));
  tally.add(event("pulumi:providers:aws", "default_7_48_0"));
  tally.add(event("pulumi:providers:aws", "default"));
  expect(tally.finished).toBe(2);
  tally.add(event("pulumi:providers:aws", "us-east-1"));
  expect(tally.finished).toBe(3);
});
