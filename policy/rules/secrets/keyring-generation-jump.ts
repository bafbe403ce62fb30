import { keyringType } from "../../readings/keyring";
import type { KeyringFacts } from "../../readings/keyring";
import { resourceRule } from "../../rule";

export const keyringGenerationJump = resourceRule<KeyringFacts>({
  id: "keyring-generation-jump",
  title: "A rotation goes one generation at a time, unless an emergency says why not",
  severity: "high",
  rows: ["DS-SEC-02"],
  frameworks: [],
  remediation:
    "Let next be current + 1 and previous be current - 1; generations that were left out were never known to anybody.",
  example: 'new Keyring("jwt", { phase: "published", current: 3, next: 5, ... });',
  types: [keyringType],
  check({ props }, examination) {
    examination.requires({
      read: () => props.current ?? 0,
      accept: (current) => Number.isInteger(current) && current >= 1,
      needed: "a whole number from 1",
      setting: "current",
    });
    for (const [slot, step] of [
      ["next", 1],
      ["previous", -1],
    ] as const) {
      examination.attempt(() => {
        const { current = 0, emergency } = props;
        const generation = props[slot];
        if (generation === undefined || emergency !== undefined) return;
        if (generation === current + step) return;
        const found = `${slot} ${generation} beside current ${current}`;
        examination.fails({ found, needed: `${slot} ${current + step}`, setting: slot });
      });
    }
  },
});
