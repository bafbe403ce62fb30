import * as fs from "node:fs";
import * as path from "node:path";
import type { Families, Offers, RuntimeLife } from "../offers";
import type { Wheel } from "./wheel";

/** A condition of a JSON schema as cfn-lint writes it: for one engine the versions. */
interface Conditions {
  readonly allOf: readonly {
    readonly if: {
      readonly properties: {
        readonly Engine?: { readonly const?: string };
        readonly EngineVersion?: { readonly enum?: readonly string[] };
      };
    };
    readonly then: false | { readonly properties: { readonly EngineVersion?: { readonly enum?: readonly string[] } } };
  }[];
}

type Lives = Readonly<
  Record<string, Readonly<Record<"deprecated" | "create-block" | "update-block" | "successor", string | null>>>
>;

/** What AWS offers, from an unpacked `cfn-lint`; the classes by Region are read for the settings already. */
export function accountOffers(
  cfnLint: Wheel,
  regional: { readonly databaseClasses: Families; readonly cacheNodeTypes: Families },
): Offers {
  const read = (file: string) =>
    JSON.parse(fs.readFileSync(path.join(cfnLint.folder, "cfnlint", "data", file), "utf8")) as unknown;
  const extension = (file: string) => read(path.join("schemas", "extensions", file)) as Conditions;
  const ended = endedVersions(extension("aws_rds_dbinstance/engine_version_deprecated.json"));
  const all = versions(extension("aws_rds_dbinstance/engine_version.json"));
  const databases = [...all].map(([engine, list]) => {
    const offered = list.filter((version) => !(ended.get(engine) ?? []).includes(version));
    // A major version by itself is not ended while a version of it is offered.
    const past = (ended.get(engine) ?? []).filter((version) => !offered.some((each) => each.startsWith(`${version}.`)));
    return [engine, { offered, ended: past }] as const;
  });
  return {
    source: cfnLint.source,
    date: cfnLint.date,
    lambdaRuntimes: runtimeLives(read("AdditionalSpecs/LmbdRuntimeLifecycle.json") as Lives),
    databaseVersions: Object.fromEntries(databases),
    cacheVersions: Object.fromEntries(versions(extension("aws_elasticache_cachecluster/engine_version.json"))),
    databaseClasses: regional.databaseClasses,
    cacheNodeTypes: regional.cacheNodeTypes,
  };
}

function versions({ allOf }: Conditions): ReadonlyMap<string, readonly string[]> {
  const found = allOf.flatMap(({ if: { properties }, then }) => {
    const engine = properties.Engine?.const;
    const list = then === false ? undefined : then.properties.EngineVersion?.enum;
    return engine !== undefined && list ? [[engine, list] as const] : [];
  });
  return new Map(found);
}

function endedVersions({ allOf }: Conditions): ReadonlyMap<string, readonly string[]> {
  const found = allOf.flatMap(({ if: { properties }, then }) => {
    const engine = properties.Engine?.const;
    return engine !== undefined && then === false ? [[engine, properties.EngineVersion?.enum ?? []] as const] : [];
  });
  return new Map(found);
}

function runtimeLives(lives: Lives): Offers["lambdaRuntimes"] {
  const entries = Object.entries(lives).flatMap(([name, life]): (readonly [string, RuntimeLife])[] => {
    const { deprecated, successor, "create-block": createBlocked, "update-block": updateBlocked } = life;
    if (deprecated === null) return [];
    return [
      [
        name,
        {
          deprecated,
          ...(createBlocked !== null && { createBlocked }),
          ...(updateBlocked !== null && { updateBlocked }),
          ...(successor !== null && { successor }),
        },
      ],
    ];
  });
  return Object.fromEntries(entries);
}
