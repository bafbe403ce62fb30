import { RehearsalPrinter } from "../../cli/rehearsal-printer";
import { EventTally } from "../../readiness/event-tally";
import type { RunResult } from "../../readiness/run-result";
import type { Step } from "../../rehearsal/steps";

const urn = "urn:pulumi:staging::care-platform::aws:synthetics/canary:Canary::uptime";
const warning = "warning: runtimeVersion: the runtime ends on 2027-04-30.";

const lines: string[] = [];
const output = { write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream;
const progress = () => ({ update: () => undefined, expect: () => undefined, stop: () => undefined });

/** What a printer prints at the end of a step of whose resource the engine warned. */
function printed(printer: RehearsalPrinter, operation: Step["operation"]): string {
  lines.length = 0;
  const step: Step = {
    name: operation,
    operation,
    command: `pulumi ${operation}`,
    withPolicy: false,
    verify: () => undefined,
  };
  const tally = new EventTally();
  tally.add({ resourcePreEvent: { metadata: { op: "create", type: "aws:synthetics/canary:Canary", urn } } });
  tally.add({ diagnosticEvent: { severity: "warning", message: `${warning.replace("warning: ", "")}\n`, urn } });
  const result = {
    name: operation,
    command: step.command,
    planned: operation === "preview",
    seconds: 1,
    ...tally.changes,
    changes: [...tally.resourceChanges],
    messages: [...tally.messages],
  };
  printer.stepEnds(result, step, { tally, error: undefined });
  return lines.join("");
}

it("tells once what the account warns of: at the preview, or at the step that finds it", () => {
  const printer = new RehearsalPrinter("staging", progress, { output });
  expect(printed(printer, "preview")).toContain(warning);
  expect(printed(printer, "up")).not.toContain(warning);
  expect(printed(new RehearsalPrinter("staging", progress, { output }), "up")).toContain(warning);
});

describe("the last words of a rehearsal", () => {
  /** What is printed of a rehearsal whose uses of rights came to this. */
  function lastWords(roleUses: RunResult["roleUses"]): string {
    const lines: string[] = [];
    const output = { write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream;
    const printer = new RehearsalPrinter(
      "staging",
      () => ({ update: () => undefined, expect: () => undefined, stop: () => undefined }),
      {
        output,
      },
    );
    const result = { stage: "staging", steps: [], roleUses } as unknown as RunResult;
    printer.succeeded(result, { keep: false, previewOnly: false, fromKept: false });
    return lines.join("");
  }

  it("count the uses of rights, and name what is not judged", () => {
    const gap = (what: string) => ({ what, why: "the type is not known" });
    expect(lastWords(undefined)).not.toContain("role uses");
    expect(lastWords({ judged: 412, denied: [], notJudged: [] })).toContain(
      "role uses: 412 judged, 0 denied, 0 not judged\n",
    );
    const some = lastWords({
      judged: 1,
      denied: [],
      notJudged: Array.from({ length: 12 }, (_, i) => gap(`role ${i}`)),
    });
    expect(some).toContain(
      "role uses: 1 judged, 0 denied, 12 not judged\n    not judged: role 0: the type is not known\n",
    );
    expect(some).not.toContain("role 10");
    expect(some).toContain("and 2 more, which --json lists");
  });
});
