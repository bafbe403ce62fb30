import type { BoundType, ServiceModel } from "../model";
import { Binder } from "./bind";
import { cloudFormationShape, schemasOf } from "./cloudformation-schema";
import { membersApart } from "./members-apart";
import { bindingOf, nounOf, serviceOf } from "./operations";
import type { SdkInputs } from "./sdk-inputs";
import { BotocoreService } from "./service-model";
import { shapeAt } from "./shape";
import type { Shape } from "./shape";
import type { Wheel } from "./wheel";

/** The packages that the models are made from. */
export interface Packages {
  readonly botocore: Wheel;
  readonly cfnLint: Wheel;
  readonly sdk: SdkInputs;
}

/** The Region whose list of CloudFormation types is read: the one that has all. */
const fullRegion = "us-east-1";

/** What AWS publishes of the modelled types, by service. `tokens` are those of the types. */
export function serviceModels(tokens: readonly string[], packages: Packages): ReadonlyMap<string, ServiceModel> {
  const wheels = [packages.botocore, packages.cfnLint];
  const schemas = schemasOf(packages.cfnLint.folder, fullRegion);
  const names = [...new Set(tokens.map(serviceOf))].sort();
  return new Map(
    names.map((name) => {
      const unusable = new Map<string, string>();
      const service = new BotocoreService(packages.botocore.folder, name, unusable);
      const binder = new Binder(packages.sdk, (token) => membersApart[token]?.members ?? {});
      const types: Record<string, BoundType> = {};
      for (const token of tokens.filter((each) => serviceOf(each) === name).sort()) {
        const { operations, schema, body } = bindingOf(token, service.operations, Object.keys(schemas));
        const shapes = operations.flatMap((operation) => {
          const request = service.request(operation);
          const inner = [service.payload(operation), body].map((path) => request && path && shapeAt(request, path));
          return [request, ...inner].filter((shape): shape is Shape => typeof shape === "object");
        });
        const file = schema === undefined ? undefined : schemas[schema];
        if (schema !== undefined && file !== undefined) {
          shapes.push(cloudFormationShape(packages.cfnLint.folder, schema, file, unusable));
        }
        types[token] = {
          operations: operations.map((operation) => `${name}.${operation}`),
          ...(schema !== undefined && { schema }),
          code: service.code(operations[0] ?? ""),
          inputs: binder.bindType(token, nounOf(operations[0] ?? ""), shapes),
        };
      }
      const { objects, constraints } = binder;
      const model: ServiceModel = {
        source: wheels.map(({ source }) => source),
        date:
          wheels
            .map(({ date }) => date)
            .sort()
            .at(-1) ?? "",
        types,
        objects,
        constraints,
        unusable: Object.fromEntries([...unusable].sort()),
      };
      return [name, model] as const;
    }),
  );
}
