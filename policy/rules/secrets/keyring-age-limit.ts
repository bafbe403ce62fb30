import { keyringAgeRule } from "./keyring-age";

export const keyringAgeLimit = keyringAgeRule(
  {
    id: "keyring-age-limit",
    title: "No key in use is older than 60 days, except data encryption keys",
    severity: "high",
    enforcement: "deployed",
    days: 60,
  },
  () => new Date(),
);
