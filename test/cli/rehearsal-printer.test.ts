import { RehearsalPrinter } from "../../cli/rehearsal-printer";
import { EventTally } from "../../readiness/event-tally";
import type { Step } from "../../rehearsal/steps";

const urn = "urn:pulumi:staging::care-platform::aws:synthetics/canary:Canary::uptime";
const warning = "warning: runtimeVersion: the runtime ends on 2027-04-30.";

/** What is printed at the end of a step of whose resource the engine warned. */
function printed(operation: Step["operation"]): string {
  const lines: string[] = [];
  const output = { write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream;
  const printer = new RehearsalPrinter("staging", () => ({ update: () => undefined, stop: () => undefined }), {
    output,
  });
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

it("tells at the preview what the account warns of, and not again at every step", () => {
  expect(printed("preview")).toContain(warning);
  expect(printed("up")).not.toContain(warning);
});
