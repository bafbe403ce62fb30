import * as fs from "node:fs";
import * as path from "node:path";
import type { Phase, PublishedPermissions } from "./permissions";

/** The handlers of a CloudFormation schema that a deployment has an equal of, in this order. */
const phases: readonly Phase[] = ["create", "read", "update", "delete"];

interface Schema {
  readonly handlers?: Readonly<Record<string, { readonly permissions?: readonly string[] }>>;
}

/** An unpacked package, as `fetchWheel` returns it. */
interface Package {
  readonly folder: string;
  readonly source: string;
  readonly date: string;
}

/**
 * The IAM actions that AWS publishes for each type: `handlers.<phase>.permissions` of its CloudFormation schema.
 * @param schemas the CloudFormation type of each type token
 */
export function permissionsFrom(
  { folder, source, date }: Package,
  schemas: ReadonlyMap<string, string>,
): PublishedPermissions {
  const data = path.join(folder, "cfnlint/data/schemas");
  const files = readJson(path.join(data, "providers/us-east-1.json")) as Readonly<Record<string, string>>;
  const types = [...schemas].flatMap(([token, schema]) => {
    const { handlers = {} } = readJson(path.join(data, `resources/${files[schema] ?? schema}.json`)) as Schema;
    const lists = phases.map((phase) => [phase, [...new Set(handlers[phase]?.permissions ?? [])].sort()] as const);
    return lists.every(([, permissions]) => permissions.length === 0)
      ? []
      : [[token, { schema, ...(Object.fromEntries(lists) as Record<Phase, string[]>) }] as const];
  });
  return { source, date, types: Object.fromEntries(types.sort(([one], [other]) => (one < other ? -1 : 1))) };
}

function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
