import { keyringType, momentOf } from "../../selectors/keyring";
import type { KeyringFacts } from "../../selectors/keyring";
import type { RuleContext } from "../../context";
import { resourceRule } from "../../rule";
import type { Plain } from "../../plain";

export const keyringRetireGate = resourceRule<KeyringFacts>({
  id: "keyring-retire-gate",
  title: "A generation is retired after its overlap, or for data encryption when no rows need it",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-SEC-02", "AH-MNT-08"],
  frameworks: [],
  remediation:
    "Restore the previous generation until the overlap has ended, or for a data encryption key until the re-encryption has no rows left.",
  example:
    'new Keyring("data", { kind: "encryption", phase: "steady", current: 2 }); // and rows encrypted with generation 1',
  types: [keyringType],
  check({ props }, context) {
    // Before the second generation none can have been retired.
    if (props.phase !== "steady" || (props.current ?? 1) === 1) return;
    if (props.kind === "encryption") requiresNoRowsLeft(props, context);
    // An emergency is what the old generation must go at once for, and with it what it signed.
    else if (props.emergency === undefined) requiresOverlap(props, context);
  },
});

function requiresOverlap(props: Plain<KeyringFacts>, context: RuleContext): void {
  context.guard(() => {
    const activated = momentOf(props.currentSince);
    const retired = momentOf(props.changedAt);
    if (activated === undefined || retired === undefined) {
      context.undecided("currentSince and changedAt as ISO 8601 times");
      return;
    }
    const least = props.overlapSeconds ?? 0;
    const seconds = Math.floor((retired - activated) / 1000);
    if (seconds >= least) return;
    const found = `the old generation retired after ${seconds} seconds`;
    context.fails({ found, needed: `at least ${least} seconds of overlap`, setting: "phase" });
  });
}

function requiresNoRowsLeft(props: Plain<KeyringFacts>, context: RuleContext): void {
  const retired = (props.current ?? 1) - 1;
  context.requires({
    read: () => props.reencryption,
    accept: (count) => count?.generation === retired && count.rowsLeft === 0,
    found: (count) =>
      count?.generation === retired && count.rowsLeft !== undefined
        ? `${count.rowsLeft} rows that need the retired generation ${retired}`
        : `no count of the rows that need the retired generation ${retired}`,
    needed: "a count of 0",
    setting: "reencryption",
  });
}
