import { keyringType } from "../../selectors/keyring";
import type { KeyringFacts } from "../../selectors/keyring";
import { resourceRule } from "../../rule";

export const keyringOverlap = resourceRule<KeyringFacts>({
  id: "keyring-overlap",
  title: "During a rotation the keyring holds both generations, and token keys overlap for a minimum time",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-SEC-02", "AH-MNT-08"],
  frameworks: [],
  settings: {
    tokenSeconds: {
      description: "Minimum time for which the old token key is still accepted, in seconds.",
      default: 600,
      minimum: 60,
      maximum: 2592000,
    },
  },
  remediation:
    "Set next while the phase is published and previous while it is activated, each to a different generation.",
  example: 'new Keyring("jwt", { phase: "activated", current: 4, overlapSeconds: 900, ... }); // and no previous',
  types: [keyringType],
  check({ props }, context) {
    context.requires({
      read: () => [props.current, props.next, props.previous].filter((generation) => generation !== undefined),
      accept: (generations) => new Set(generations).size === generations.length,
      found: () => "the same generation in two slots",
      needed: "a different generation in each slot",
      setting: "current, next and previous",
    });
    context.guard(() => {
      const beside = { steady: undefined, published: "next", activated: "previous" } as const;
      const slot = beside[props.phase ?? "steady"];
      if (slot === undefined || props[slot] !== undefined) return;
      const found = `the phase ${props.phase ?? ""} without ${slot}`;
      context.fails({ found, needed: `${slot} set`, setting: slot });
    });
    context.guard(() => {
      if (props.kind !== "signing" && props.kind !== "rsa") return;
      const least = context.setting("tokenSeconds");
      context.requires({
        read: () => props.overlapSeconds ?? 0,
        accept: (seconds) => seconds >= least,
        needed: `at least ${least} seconds, so that no valid token is rejected`,
        setting: "overlapSeconds",
      });
    });
  },
});
