import type { Examination } from "../../examination";
import { hasCredential, holdsSecret, isSecretName } from "../../readings/secret-names";
import { stackRule } from "../../rule";

const stackType = "pulumi:pulumi:Stack";

/** Shorter values are words about a secret, such as "jwt", and no secrets. */
const shortest = 8;

export const stackOutputsSecret = stackRule({
  id: "stack-outputs-secret",
  title: "An output of the stack that holds a secret is kept as one",
  severity: "critical",
  rows: ["DS-SEC-01", "MP-ENV-05"],
  frameworks: [],
  remediation:
    "Leave the output out, or wrap it in pulumi.secret; then change the value, which stands in the history of the stack.",
  example: "export const databasePassword = pulumi.unsecret(password.result);",
  unwaivable: "Outputs are shown to everybody who may read the stack, and each update keeps those before it.",
  types: [stackType],
  check(stack, examination) {
    for (const resource of stack.of([stackType])) {
      const about = examination.about(resource);
      if (resource.openProps === undefined) about.undecided("which outputs are secrets");
      else eachOutput(resource.openProps, [], about);
    }
  },
});

/** Looks at each value of the outputs that is not a secret, however deep. */
function eachOutput(outputs: Readonly<Record<string, unknown>>, path: readonly string[], examination: Examination) {
  for (const name of Object.keys(outputs)) {
    examination.attempt(() => {
      checkOutput({ value: outputs[name], name, path: [...path, name] }, examination);
    });
  }
}

interface Output {
  readonly value: unknown;
  /** The name it goes by: an element of a list goes by that of the list. */
  readonly name: string;
  readonly path: readonly string[];
}

function checkOutput({ value, name, path }: Output, examination: Examination): void {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    for (let index = 0; index < list.length; index += 1) {
      examination.attempt(() => {
        checkOutput({ value: list[index], name, path: [...path, String(index)] }, examination);
      });
    }
  } else if (typeof value === "object" && value !== null) {
    eachOutput(value as Readonly<Record<string, unknown>>, path, examination);
  } else if (typeof value === "string") {
    const byName = isSecretName(name) && value.length >= shortest && holdsSecret(value, name);
    if (!byName && !hasCredential(value)) return;
    examination.fails({
      // The name only: the value is what must not be seen.
      found: `the output ${path.join(".")}, ${byName ? "a secret by its name" : "with a credential in it"}, in plain text`,
      needed: "a secret output, or none",
      setting: "pulumi.secret",
      guessed: !hasCredential(value),
    });
  }
}
