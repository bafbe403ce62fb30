import type { ServiceModel } from "../model";

/** The data of a service as JSON with a type, an object and a constraint on a line each, so that changes can be read. */
export function writtenModel({ types, objects, constraints, ...about }: ServiceModel): string {
  const lines = (list: readonly string[]) => list.map((line) => `  ${line}`).join(",\n");
  const ofTypes = Object.entries(types).map(([token, type]) => `${JSON.stringify(token)}: ${JSON.stringify(type)}`);
  return [
    "{",
    ...Object.entries(about).map(([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)},`),
    ` "types": {\n${lines(ofTypes)}\n },`,
    ` "objects": [\n${lines(objects.map((each) => JSON.stringify(each)))}\n ],`,
    ` "constraints": [\n${lines(constraints.map((each) => JSON.stringify(each)))}\n ]`,
    "}\n",
  ].join("\n");
}
