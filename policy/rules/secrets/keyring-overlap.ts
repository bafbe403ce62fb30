import { keyringType } from "../../readings/keyring";
import type { KeyringFacts } from "../../readings/keyring";
import { resourceRule } from "../../rule";

export const keyringOverlap = resourceRule<KeyringFacts>({
  id: "keyring-overlap",
  title: "While a secret is rotated, old and new are two and both are accepted long enough",
  severity: "high",
  rows: ["DS-SEC-02", "AH-MNT-08"],
  frameworks: [],
  settings: {
    tokenSeconds: {
      description: "Shortest time in which the old key of tokens is still accepted, in seconds.",
      default: 600,
      minimum: 60,
      maximum: 2592000,
    },
  },
  remediation:
    "Keep next beside current once it is published, previous beside current once it is activated, and each in a slot of its own.",
  example: 'new Keyring("jwt", { phase: "activated", current: 4, overlapSeconds: 900, ... }); // and no previous',
  types: [keyringType],
  check({ props }, examination) {
    examination.requires({
      read: () => [props.current, props.next, props.previous].filter((generation) => generation !== undefined),
      accept: (generations) => new Set(generations).size === generations.length,
      found: () => "one generation in two slots",
      needed: "a generation of its own in each slot",
      setting: "current, next and previous",
    });
    examination.attempt(() => {
      const beside = { steady: undefined, published: "next", activated: "previous" } as const;
      const slot = beside[props.phase ?? "steady"];
      if (slot === undefined || props[slot] !== undefined) return;
      const found = `the phase ${props.phase ?? ""} without a ${slot} generation`;
      examination.fails({ found, needed: `${slot} beside current`, setting: slot });
    });
    examination.attempt(() => {
      if (props.kind !== "signing" && props.kind !== "rsa") return;
      const least = examination.setting("tokenSeconds");
      examination.requires({
        read: () => props.overlapSeconds ?? 0,
        accept: (seconds) => seconds >= least,
        needed: `at least ${least} seconds, so that no token dies before its time`,
        setting: "overlapSeconds",
      });
    });
  },
});
