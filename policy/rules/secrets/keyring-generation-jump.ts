import { keyringType } from "../../selectors/keyring";
import type { KeyringFacts } from "../../selectors/keyring";
import { resourceRule } from "../../rule";

export const keyringGenerationJump = resourceRule<KeyringFacts>({
  id: "keyring-generation-jump",
  title: "A rotation advances by one generation, except in an emergency",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-SEC-02"],
  frameworks: [],
  remediation: "Set next to current + 1 and previous to current - 1; no service ever had a skipped generation.",
  example: 'new Keyring("jwt", { phase: "published", current: 3, next: 5, ... });',
  types: [keyringType],
  check({ props }, context) {
    context.requires({
      read: () => props.current ?? 0,
      accept: (current) => Number.isInteger(current) && current >= 1,
      needed: "a whole number, at least 1",
      setting: "current",
    });
    for (const [slot, step] of [
      ["next", 1],
      ["previous", -1],
    ] as const) {
      context.guard(() => {
        const { current = 0, emergency } = props;
        const generation = props[slot];
        if (generation === undefined || emergency !== undefined) return;
        if (generation === current + step) return;
        const found = `${slot} ${generation} beside current ${current}`;
        context.fails({ found, needed: `${slot} ${current + step}`, setting: slot });
      });
    }
  },
});
