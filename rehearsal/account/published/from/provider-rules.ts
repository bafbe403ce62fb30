import type { ServiceModel } from "../model";
import type { ProviderRule, ProviderRules } from "../provider-rule";
import { TypeModel } from "../models";
import { documentedRules } from "./provider-documents";
import type { SdkInputs } from "./sdk-inputs";

/**
 * Sentences of the documentation that are no refusal, each with the reason. The key is the input's path, with the type's
 * name before it where the same input of another type is refused.
 */
const notRefused: Readonly<Record<string, string>> = {
  sslPolicy: "AWS takes its default policy; Optional and Computed in elbv2/listener.go",
  "costFilters[].name": "AWS knows more; any text in budgets/budget.go",
  "fixedResponse.statusCode": "stands for a pattern: 2XX",
  "TopicSubscription protocol": "the other protocols stand in a sentence of their own",
  "Secret type": "partners are added; any text in secretsmanager/secret.go",
};

/** Values with capitals inside them are the provider's `snake_case`, which the SDK's documentation rewrites. */
const isRewritten = (value: string) => /^[a-z]+\d*[A-Z]|^x\d{4}$|[[\]]/.test(value);

/** The rules of the types, of what the models do not say already. */
export function providerRules(
  tokens: readonly string[],
  sdk: SdkInputs,
  models: ReadonlyMap<string, ServiceModel>,
  source: string,
): ProviderRules {
  const types = new Map(
    [...models.values()].flatMap((service) => Object.keys(service.types).map((token) => [token, service] as const)),
  );
  const rules = tokens.flatMap((token) => {
    const service = types.get(token);
    const type = service?.types[token];
    const model = service && type && new TypeModel(type, service);
    const own = documentedRules(sdk, token).filter((rule) => isRefused(token, rule) && !isModelled(rule, model));
    return own.length > 0 ? [[token, own] as const] : [];
  });
  return { source, rules: Object.fromEntries(rules) };
}

function isRefused(token: string, { at, inputs, values = [] }: ProviderRule): boolean {
  const path = at === "" ? (inputs[0] ?? "") : `${at}.${inputs[0] ?? ""}`;
  const className = token.split(":")[2] ?? "";
  if (path.startsWith("routingHttp") || values.some(isRewritten)) return false;
  return !Object.keys(notRefused).some((each) => path.endsWith(each) || `${className} ${path}` === each);
}

/** Whether AWS's model lists the values of the input, which is nearer to the truth. */
function isModelled({ at, kind, inputs }: ProviderRule, model: TypeModel | undefined): boolean {
  if (kind !== "values" || !model) return false;
  const path = at === "" ? (inputs[0] ?? "") : `${at}.${inputs[0] ?? ""}`;
  return model.at(path).some((bound) => model.constraintsOf(bound).some(({ values }) => values !== undefined));
}

/** The rules as JSON with one on a line. */
export function writtenRules({ source, rules }: ProviderRules): string {
  const types = Object.entries(rules).map(([token, list]) => {
    const lines = list.map((rule) => `   ${JSON.stringify(rule)}`).join(",\n");
    return `  ${JSON.stringify(token)}: [\n${lines}\n  ]`;
  });
  return `{\n "source": ${JSON.stringify(source)},\n "rules": {\n${types.join(",\n")}\n }\n}\n`;
}
