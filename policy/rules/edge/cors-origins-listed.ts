import type { RuleContext } from "../../context";
import { containerTypes, eachContainer } from "../../selectors/containers";
import { corsTypes, corsVariable, origins } from "../../selectors/cors";
import type { CorsArgs } from "../../selectors/cors";
import { resourceRule } from "../../rule";
import type { CheckedResource } from "../../rule";

/** An origin on a developer's machine, which has no certificate. */
const ownMachine = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/;

export const corsOriginsListed = resourceRule<CorsArgs>({
  id: "cors-origins-listed",
  title: "CORS allows only listed HTTPS origins, and localhost in development",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-VAR-17", "AH-VAR-15", "MP-AUTH-06"],
  frameworks: [],
  remediation: "List the origins of the front ends, each with https:// and without a wildcard.",
  example: 'new s3.BucketCorsConfiguration("uploads", { corsRules: [{ allowedOrigins: ["*"], … }], … });',
  types: [...corsTypes, ...containerTypes],
  check(resource, context) {
    if (containerTypes.some((type) => type === resource.type)) {
      eachContainer(resource as CheckedResource, context, (container) => {
        context.each(
          () => container.environment?.filter(({ name }) => corsVariable.test(name)),
          ({ name, value }) => {
            if (value === undefined) return;
            requiresNamed(context, `${name} of the environment`, () => value.split(",").map((one) => one.trim()));
          },
        );
      });
      return;
    }
    for (const { setting, read } of origins) {
      requiresNamed(context, setting, () => read(resource.props));
    }
  },
});

function requiresNamed(context: RuleContext, setting: string, read: () => readonly string[]): void {
  const local = context.stage === "development";
  context.requires({
    read: () => read().map((origin) => faultOf(origin, local)),
    accept: (faults) => faults.every((fault) => fault === undefined),
    found: (faults) => faults.find((fault) => fault !== undefined) ?? "",
    needed: "named https origins",
    setting,
  });
}

/** What is wrong with an origin, without repeating it. */
function faultOf(origin: string, local: boolean): string | undefined {
  if (origin === "*" || /^[a-z]+:\/\/\*$/i.test(origin)) return "a wildcard for all origins";
  if (origin.includes("*")) return "an origin with a wildcard";
  if (origin.startsWith("https://")) return undefined;
  return local && ownMachine.test(origin) ? undefined : "an origin without https";
}
