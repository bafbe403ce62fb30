import { hasCredential, holdsSecret, isCredential, isSecretName } from "../../selectors/secrets/secret-names";
import { isObject } from "../../selectors/json-text";
import { taggedTypes } from "../../selectors/tagged-types";
import { Unreadable } from "../../unreadable";
import { resourceRule } from "../../rule";

/** Inputs of anything that carries tags. */
interface TaggedArgs {
  readonly tags: Readonly<Record<string, string>>;
  readonly description: string;
}

export const noSecretsInTags = resourceRule<TaggedArgs>({
  id: "no-secrets-in-tags",
  title: "No plaintext secrets in tags and descriptions of the common resource types",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-SEC-01", "MP-AUTH-02", "MP-ENV-05"],
  frameworks: [],
  remediation: "Remove the tag, store the value in Secrets Manager, and rotate it: tags appear in bills and logs.",
  example: "tags: { dbPassword: password.result }",
  unwaivable: "Everyone who may list resources can read tags, and they remain in bills and audit logs for years.",
  types: taggedTypes,
  check({ props }, context) {
    context.guard(() => {
      const tags: unknown = props.tags ?? {};
      if (!isObject(tags)) throw new Unreadable("a map of tags");
      for (const name of Object.keys(tags)) {
        context.guard(() => {
          const value: unknown = tags[name];
          // A map that is no map of tags has other things in it; AWS refuses it.
          if (typeof value !== "string") return;
          const byName = isSecretName(name) && value.length >= shortest && holdsSecret(value, name);
          if (!byName && !isCredential(value)) return;
          const found = `the tag ${name}, ${byName ? "named like a secret" : "whose value looks like a credential"}`;
          context.fails({
            found,
            needed: "a Secrets Manager secret",
            setting: "tags",
            guessed: !isCredential(value),
          });
        });
      }
    });
    context.requires({
      read: (): unknown => props.description,
      accept: (description) => typeof description !== "string" || !hasCredential(description),
      found: () => "a description with a credential in it",
      needed: "a description without a credential",
      setting: "description",
    });
  },
});

/** Shorter values are words about a secret, such as "jwt", and no secrets. */
const shortest = 8;
