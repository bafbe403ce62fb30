import { resourceRule } from "../../rule";

/** Inputs of the component that holds a secret, as far as this rule reads them. */
interface EntryArgs {
  readonly retainsVersions: boolean;
}

export const secretVersionsKept = resourceRule<EntryArgs>({
  id: "secret-versions-kept",
  title: "Secret entries retain the replaced versions of their secret",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-SEC-02", "AH-MNT-08"],
  frameworks: [],
  remediation:
    "Set the option retainOnDelete on the SecretVersion and the component's input retainsVersions: true; a task that is rolled back reads its old version.",
  example:
    'new aws.secretsmanager.SecretVersion("jwt", { secretId, secretString }); // without { retainOnDelete: true }',
  // The engine does not send retainOnDelete to a pack, so the component that sets it reports it.
  types: ["care-platform:security:SecretEntry"],
  check({ props }, context) {
    context.requires({
      read: () => props.retainsVersions,
      accept: (kept) => kept === true,
      needed: "retainsVersions true",
      setting: "retainsVersions",
    });
  },
});
