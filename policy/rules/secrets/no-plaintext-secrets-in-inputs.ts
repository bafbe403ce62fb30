import type { RuleContext } from "../../context";
import { isObject } from "../../selectors/json-text";
import { hasKnownForm } from "../../selectors/secrets/credential-forms";
import { hasCredential, holdsSecret, isSecretName, mentionsPassword } from "../../selectors/secrets/secret-names";
import { isHexKey, secretInText } from "../../selectors/secrets/secret-places";
import { documents, isShownToReaders, pairs } from "../../selectors/secrets/written-inputs";
import { taggedTypes } from "../../selectors/tagged-types";
import { eachKnownText } from "../../selectors/texts";
import { resourceRule } from "../../rule";

type Properties = Readonly<Record<string, unknown>>;

export const noPlaintextSecretsInInputs = resourceRule<Properties>({
  id: "no-plaintext-secrets-in-inputs",
  title:
    "No plaintext secrets in inputs of events, invocations, jobs and templates, and no credential of a known form in any input of AWS",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["DS-SEC-01", "MP-AUTH-02", "MP-ENV-03"],
  frameworks: ["FSBP CodeBuild.2", "Checkov CKV_AWS_78"],
  remediation:
    "Store the value in Secrets Manager and let the program read it by ARN; CodeBuild takes a variable of the type SECRETS_MANAGER. Then rotate the value.",
  example: 'new cloudwatch.EventTarget("nightly", { input: \'{"password":"correct-horse-battery"}\', … });',
  unwaivable: "Everyone who may describe the resource can read its inputs.",
  types: "any",
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
    const places = [...(documents[type] ?? []), ...(pairs[type] ?? [])];
    const found = new Set<string>();
    eachKnownText(props, (text, path) => {
      const setting = path.filter((part) => !/^\d+$/.test(part)).join(".");
      if (found.has(setting) || places.some((place) => setting.startsWith(place))) return;
      if (!isShownToReaders(type, path) || !(hasKnownForm(text) || mentionsPassword(text))) return;
      // The rule about tags reads the descriptions of these.
      if (setting === "description" && (taggedTypes as readonly string[]).includes(type)) return;
      found.add(setting);
      context.fails({ found: "a credential in plain text", needed, setting });
    });
  },
});

const needed = "a Secrets Manager secret";

/** A header by which CloudFront shows an origin that it is CloudFront: drawn at random, and no other has it. */
const proof = /verify|proof|origin|cloudfront|cdn/i;

function checkText(text: string, setting: string, context: RuleContext): void {
  const held = secretInText(text);
  if (held === undefined) return;
  const found =
    held.name === undefined
      ? "a credential in plain text"
      : `the field ${held.name}, named like a secret, in plain text`;
  context.fails({ found, needed, setting, guessed: held.name !== undefined });
}

function checkPair(pair: unknown, setting: string, context: RuleContext): void {
  if (!isObject(pair)) return;
  const isEntry = typeof pair.name === "string" && "value" in pair;
  // CodeBuild reads the value from elsewhere for the other types.
  if (isEntry && typeof pair.type === "string" && pair.type !== "PLAINTEXT") return;
  for (const [name, value] of isEntry ? [[String(pair.name), pair.value] as const] : Object.entries(pair)) {
    if (typeof value !== "string" || (setting.endsWith("customHeaders") && proof.test(name) && !hasKnownForm(value)))
      continue;
    const byName = isSecretName(name) && holdsSecret(value, name);
    if (!byName && !isHexKey(name, value) && secretInText(value) === undefined) continue;
    context.fails({
      found: `${name}, ${byName ? "named like a secret" : "whose value looks like a credential"}, in plain text`,
      needed,
      setting,
      guessed: !hasCredential(value),
    });
  }
}

/** The values at the end of a path through objects and lists. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => valuesAt(element, path));
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return isObject(value) ? valuesAt(value[key], rest) : [];
}
