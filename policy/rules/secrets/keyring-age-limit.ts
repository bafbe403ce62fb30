import { keyringAgeRule } from "./keyring-age";

export const keyringAgeLimit = keyringAgeRule(
  { id: "keyring-age-limit", title: "No secret is older than two months", severity: "high", days: 60 },
  () => new Date(),
);
