import type { RuleContext } from "../../context";
import { hasCredential, holdsSecret, isSecretName } from "../../selectors/secrets/secret-names";
import { stackRule } from "../../rule";

const stackType = "pulumi:pulumi:Stack";

/** Shorter values are words about a secret, such as "jwt", and no secrets. */
const shortest = 8;

export const stackOutputsSecret = stackRule({
  id: "stack-outputs-secret",
  title: "No plaintext secrets in stack outputs",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-SEC-01", "MP-ENV-05"],
  frameworks: [],
  remediation:
    "Remove the output, or wrap it in pulumi.secret; then rotate the value, which remains in the stack's history.",
  example: "export const databasePassword = pulumi.unsecret(password.result);",
  unwaivable: "Everyone who may read the stack can read its outputs, and the update history keeps old ones.",
  types: [stackType],
  check(stack, context) {
    for (const resource of stack.of([stackType])) {
      const about = context.about(resource);
      if (resource.openProps === undefined) about.undecided("the secret marks of the outputs");
      else eachOutput(resource.openProps, [], about);
    }
  },
});

/** Checks each non-secret value of the outputs, at any depth. */
function eachOutput(outputs: Readonly<Record<string, unknown>>, path: readonly string[], context: RuleContext) {
  for (const name of Object.keys(outputs)) {
    context.guard(() => {
      checkOutput({ value: outputs[name], name, path: [...path, name] }, context);
    });
  }
}

interface Output {
  readonly value: unknown;
  /** The name it goes by: an element of a list goes by that of the list. */
  readonly name: string;
  readonly path: readonly string[];
}

function checkOutput({ value, name, path }: Output, context: RuleContext): void {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    for (let index = 0; index < list.length; index += 1) {
      context.guard(() => {
        checkOutput({ value: list[index], name, path: [...path, String(index)] }, context);
      });
    }
  } else if (typeof value === "object" && value !== null) {
    eachOutput(value as Readonly<Record<string, unknown>>, path, context);
  } else if (typeof value === "string") {
    const byName = isSecretName(name) && value.length >= shortest && holdsSecret(value, name);
    if (!byName && !hasCredential(value)) return;
    context.fails({
      // Only the name: the value is sensitive.
      found: `the output ${path.join(".")}, ${byName ? "named like a secret" : "with a credential in it"}, in plain text`,
      needed: "a secret output, or no output",
      setting: "pulumi.secret",
      guessed: !hasCredential(value),
    });
  }
}
