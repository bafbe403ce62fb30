import * as fs from "node:fs";
import * as path from "node:path";
import type { InstanceClasses } from "../closed-lists";
import type { Wheel } from "./wheel";

/** The engines whose classes are read; those for Postgres are in `offers.json`, by the versions that a stage may have. */
const engines = ["aurora-mysql", "aurora-postgresql", "mariadb", "mysql"] as const;

interface Conditions {
  readonly allOf: readonly {
    readonly if: { readonly properties: { readonly Engine?: { readonly const?: string } } };
    readonly then: { readonly properties: { readonly DBInstanceClass: { readonly enum: readonly string[] } } };
  }[];
}

/** The classes of database instances by engine and Region, from an unpacked `cfn-lint`. */
export function instanceClasses(cfnLint: Wheel): InstanceClasses {
  const file = "schemas/extensions/aws_rds_dbinstance/dbinstanceclass_enum.json";
  const text = fs.readFileSync(path.join(cfnLint.folder, "cfnlint", "data", file), "utf8");
  const byRegion = Object.entries(JSON.parse(text) as Readonly<Record<string, Conditions>>);
  const ofEngine = (engine: string) =>
    byRegion.flatMap(([region, { allOf }]) => {
      const names = allOf.flatMap(({ if: { properties }, then }) =>
        properties.Engine?.const === engine ? then.properties.DBInstanceClass.enum : [],
      );
      return names.length === 0 ? [] : [[region, families(names)] as const];
    });
  return {
    source: cfnLint.source,
    date: cfnLint.date,
    engines: Object.fromEntries(engines.map((engine) => [engine, Object.fromEntries(ofEngine(engine))])),
  };
}

/** `db.t4g.micro` and `db.t4g.small` as `{ t4g: "micro small" }`. */
function families(names: readonly string[]): Readonly<Record<string, string>> {
  const sizes = new Map<string, string>();
  for (const name of [...new Set(names)].sort()) {
    const [, family = "", ...size] = name.split(".");
    sizes.set(family, `${sizes.get(family) ?? ""} ${size.join(".")}`.trim());
  }
  return Object.fromEntries(sizes);
}
