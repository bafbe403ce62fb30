import type { RuleContext } from "../../context";
import { containerTypes, eachContainer } from "../../selectors/containers";
import type { Container, TaskArgs } from "../../selectors/containers";
import { textIn } from "../../selectors/json-text";
import { isSiteKey } from "../../selectors/secrets/secret-forms";
import { hasCredential, holdsSecret, isCredential, isSecretName } from "../../selectors/secrets/secret-names";
import { commandHoldsSecret, isHexKey, secretInText } from "../../selectors/secrets/secret-places";
import { resourceRule } from "../../rule";
import type { CheckedResource } from "../../rule";

const lambdaFunction = "aws:lambda/function:Function";

/** Inputs of a Lambda function, as far as this rule reads them. */
interface FunctionArgs {
  readonly environment?: { readonly variables?: Readonly<Record<string, string>> };
}

export const noPlaintextSecretsInEnv = resourceRule<TaskArgs>({
  id: "no-plaintext-secrets-in-env",
  title:
    "No plaintext secrets in environment variables, commands, labels or log options of containers and Lambda functions",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-SEC-01", "DS-WA-05", "AH-VAR-01", "MP-AUTH-02", "MP-EXT-02", "MP-EXT-04", "MP-ENV-03", "MP-APS-03"],
  frameworks: ["FSBP ECS.8", "cdk-nag ECS2", "Checkov CKV_AWS_45"],
  remediation:
    "Store the value in Secrets Manager and inject it through secrets with valueFrom, or let a function read it by ARN; then rotate the value.",
  example: 'environment: [{ name: "JWT_SECRET", value: config.require("jwtSecret") }]',
  unwaivable:
    "Everyone who may describe the service can read a task definition in plain text, and it is never deleted.",
  types: [...containerTypes, lambdaFunction],
  check(resource, context) {
    if (resource.type === lambdaFunction) {
      checkFunction(resource, context);
      return;
    }
    eachContainer(resource, context, (container) => {
      const where = `container ${container.name}`;
      context.each(
        () => container.environment,
        ({ name, value }) => {
          checkVariable(context, { name, value, where, setting: `environment and secrets of ${container.name}` });
        },
      );
      checkTexts(container, context);
    });
  },
});

function checkFunction({ props }: CheckedResource<FunctionArgs>, context: RuleContext): void {
  context.guard(() => {
    const variables = (props as FunctionArgs).environment?.variables ?? {};
    for (const name of Object.keys(variables)) {
      context.guard(() => {
        const value = textIn(variables[name], `environment.variables.${name}`);
        checkVariable(context, { name, value, where: "the function", setting: "environment.variables" });
      });
    }
  });
}

interface PlainVariable {
  readonly name: string;
  readonly value: string | undefined;
  readonly where: string;
  readonly setting: string;
}

function checkVariable(context: RuleContext, { name, value, where, setting }: PlainVariable): void {
  if (isSiteKey(name, value ?? "")) return;
  const byName = isSecretName(name) && holdsSecret(value, name);
  const inside = byName ? undefined : secretInText(value ?? "");
  const isCommand = !byName && commandHoldsSecret([value ?? ""]);
  if (!byName && inside === undefined && !isCommand && !isHexKey(name, value ?? "")) return;
  const why = byName
    ? "named like a secret"
    : inside?.name === undefined
      ? "whose value looks like a credential"
      : `whose field ${inside.name} is named like a secret`;
  context.fails({
    // Only the name: the value is sensitive.
    found: `the variable ${name}, ${why}, in plain text in ${where}`,
    needed: "a Secrets Manager secret",
    setting,
    guessed: !hasCredential(value ?? ""),
  });
}

/** Other plaintext parts of a container definition; each is read separately, because one may be unreadable. */
function checkTexts(container: Container, context: RuleContext) {
  const credential = (what: string, setting: string, guessed = false) => {
    const found = `${what} of container ${container.name} that looks like a credential`;
    context.fails({ found, needed: "a Secrets Manager secret", setting, guessed });
  };
  for (const [what, setting, read] of [
    ["a word in the entry point", "entryPoint", () => container.entryPoint],
    ["a word in the command", "command", () => container.command],
    ["a word in the health check", "healthCheck", () => container.healthCheck?.command],
  ] as const) {
    context.guard(() => {
      const words = read() ?? [];
      if (words.some(hasCredential)) credential(what, setting);
      else if (commandHoldsSecret(words)) credential(what, setting, true);
    });
  }
  context.guard(() => {
    for (const [label, value] of Object.entries(container.dockerLabels ?? {})) {
      const guessed = !hasCredential(value);
      if (guessed && !(isSecretName(label) && holdsSecret(value, label))) continue;
      credential(`the label ${label}`, "dockerLabels", guessed);
    }
  });
  context.guard(() => {
    for (const [option, value] of Object.entries(container.logConfiguration?.options ?? {})) {
      const guessed = !isCredential(value);
      if (guessed && !(isSecretName(option) && holdsSecret(value, option))) continue;
      credential(`the log option ${option}`, "logConfiguration.secretOptions", guessed);
    }
  });
}
