import type { RuleContext } from "../../context";
import { isObject } from "../../selectors/json-text";
import { hasCredential, holdsSecret, isCredential, isSecretName } from "../../selectors/secret-names";
import { isHexKey, secretInJson } from "../../selectors/secret-places";
import { resourceRule } from "../../rule";

type Properties = Readonly<Record<string, unknown>>;

/** Properties that hold a document, or a text, which the service keeps and shows as it is. */
const documents: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/eventTarget:EventTarget": ["input", "inputTransformer.inputTemplate"],
  "aws:scheduler/schedule:Schedule": ["target.input"],
  "aws:lambda/invocation:Invocation": ["input"],
  "aws:sfn/stateMachine:StateMachine": ["definition"],
  "aws:ssm/document:Document": ["content"],
  "aws:batch/jobDefinition:JobDefinition": ["containerProperties"],
  "aws:codebuild/project:Project": ["source.buildspec"],
};

/** Properties that hold names with their values, as a map or as a list of objects with `name` and `value`. */
const pairs: Readonly<Record<string, readonly string[]>> = {
  "aws:codebuild/project:Project": ["environment.environmentVariables"],
  "aws:amplify/app:App": ["environmentVariables"],
  "aws:amplify/branch:Branch": ["environmentVariables"],
  "aws:apprunner/service:Service": [
    "sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables",
  ],
};

export const noPlaintextSecretsInInputs = resourceRule<Properties>({
  id: "no-plaintext-secrets-in-inputs",
  title: "No plaintext secrets in inputs of events, invocations and jobs, or in CodeBuild variables",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-SEC-01", "MP-AUTH-02", "MP-ENV-03"],
  frameworks: ["FSBP CodeBuild.2", "Checkov CKV_AWS_78"],
  remediation:
    "Store the value in Secrets Manager and let the program read it by ARN; CodeBuild takes a variable of the type SECRETS_MANAGER. Then rotate the value.",
  example: 'new cloudwatch.EventTarget("nightly", { input: \'{"password":"correct-horse-battery"}\', … });',
  unwaivable: "Everyone who may describe the resource can read its inputs.",
  types: [...new Set([...Object.keys(documents), ...Object.keys(pairs)])],
  check({ type, props }, context) {
    for (const setting of documents[type] ?? []) {
      context.guard(() => {
        for (const text of valuesAt(props, setting.split(".")))
          if (typeof text === "string") checkText(text, setting, context);
      });
    }
    for (const setting of pairs[type] ?? []) {
      context.guard(() => {
        for (const value of valuesAt(props, setting.split("."))) checkPair(value, setting, context);
      });
    }
  },
});

const needed = "a Secrets Manager secret";

function checkText(text: string, setting: string, context: RuleContext): void {
  const field = secretInJson(text);
  if (hasCredential(text)) context.fails({ found: "a credential in plain text", needed, setting });
  else if (field !== undefined)
    context.fails({ found: `the field ${field}, named like a secret, in plain text`, needed, setting, guessed: true });
}

function checkPair(pair: unknown, setting: string, context: RuleContext): void {
  if (!isObject(pair)) return;
  const isEntry = typeof pair.name === "string" && "value" in pair;
  // CodeBuild reads the value from elsewhere for the other types.
  if (isEntry && typeof pair.type === "string" && pair.type !== "PLAINTEXT") return;
  for (const [name, value] of isEntry ? [[String(pair.name), pair.value] as const] : Object.entries(pair)) {
    if (typeof value !== "string") continue;
    const byName = isSecretName(name) && holdsSecret(value, name);
    if (!byName && !isCredential(value) && !isHexKey(name, value) && secretInJson(value) === undefined) continue;
    context.fails({
      found: `${name}, ${byName ? "named like a secret" : "whose value looks like a credential"}, in plain text`,
      needed,
      setting,
      guessed: !isCredential(value),
    });
  }
}

/** The values at the end of a way through objects and lists. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => valuesAt(element, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return isObject(value) ? valuesAt(value[key], rest) : [];
}
