/** What AWS offers in each Region, as far as the settings ask for it: `offers.json`. */
export interface Offers {
  /** The package the data was made from, with its version. */
  readonly source: string;
  /** The day of the data: when that version was packed. */
  readonly date: string;
  /** Major versions of Postgres, oldest first. */
  readonly postgresVersions: readonly string[];
  /** The newest minor version of each major one of Redis OSS, oldest first. */
  readonly redisVersions: readonly string[];
  /** By Region, then by family (`t4g`): the sizes of database instances for Postgres, with blanks between. */
  readonly databaseClasses: Families;
  /** By Region, then by family: the sizes of cache nodes. */
  readonly cacheNodeTypes: Families;
}

type Families = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The files of the package that are read, below `cfnlint/data/schemas/extensions`. */
export const cfnLintFiles = {
  classesByRegion: "aws_rds_dbinstance/dbinstanceclass_enum.json",
  classesByVersion: "aws_rds_dbinstance/db_instance_class.json",
  postgres: "aws_rds_dbinstance/engine_version.json",
  nodeTypes: "aws_elasticache_cachecluster/cachenodetype_enum.json",
  redis: "aws_elasticache_cachecluster/engine_version.json",
} as const;

/** The contents of these files. */
export type CfnLintData = Readonly<Record<keyof typeof cfnLintFiles, unknown>>;

/** A condition of a JSON schema, as the package writes them: for one engine, a list of what is allowed. */
interface Condition {
  readonly if: {
    readonly properties: Readonly<Record<string, { readonly const?: string; readonly pattern?: string }>>;
  };
  readonly then: false | { readonly properties: Readonly<Record<string, { readonly enum?: readonly string[] }>> };
}

interface Conditions {
  readonly allOf: readonly Condition[];
}

/** The oldest major versions whose users and roles the stage can manage. */
const oldest = { postgres: 14, redis: 6 } as const;

/** The Regions of the AWS partition itself; the ARNs of China and GovCloud begin otherwise. */
const isOrdinaryRegion = (region: string) => /^[a-z]{2}-[a-z]+-\d$/.test(region) && !region.startsWith("cn-");

/** Makes the data of the settings from what cfn-lint publishes. */
export function offersFrom(data: CfnLintData, source: string, date: string): Offers {
  const allowed = (conditions: unknown, engine: string, property: string) =>
    (conditions as Conditions).allOf
      .filter(({ if: { properties } }) => properties.Engine?.const === engine)
      .flatMap((condition) => {
        const list = condition.then === false ? [] : (condition.then.properties[property]?.enum ?? []);
        return list.map((value) => ({ value, version: condition.if.properties.EngineVersion?.pattern ?? "" }));
      });
  const majors = allowed(data.postgres, "postgres", "EngineVersion")
    .map(({ value }) => value)
    .filter((version) => /^\d+$/.test(version) && Number(version) >= oldest.postgres)
    .sort((one, other) => Number(one) - Number(other));
  const ofVersions = new Set(
    allowed(data.classesByVersion, "postgres", "DBInstanceClass")
      .filter(({ version }) => majors.some((major) => version.startsWith(`^(${major}\\.`)))
      .map(({ value }) => value),
  );
  const newestMinor = new Map<string, string>();
  for (const { value } of allowed(data.redis, "redis", "EngineVersion")) {
    const [major = "", minor] = value.split(".");
    const known = newestMinor.get(major)?.split(".")[1];
    if (Number(major) >= oldest.redis && Number(minor) > Number(known ?? -1)) newestMinor.set(major, value);
  }
  return {
    source,
    date,
    postgresVersions: majors,
    redisVersions: [...newestMinor.values()].sort(),
    databaseClasses: byRegion(data.classesByRegion, (conditions) =>
      allowed(conditions, "postgres", "DBInstanceClass")
        .map(({ value }) => value)
        .filter((value) => ofVersions.has(value)),
    ),
    cacheNodeTypes: byRegion(data.nodeTypes, (list) => (list as { readonly enum: readonly string[] }).enum),
  };
}

function byRegion(data: unknown, listOf: (ofRegion: unknown) => readonly string[]): Families {
  const regions = Object.entries(data as Readonly<Record<string, unknown>>)
    .filter(([region]) => isOrdinaryRegion(region))
    .map(([region, ofRegion]) => [region, families(listOf(ofRegion))] as const);
  return Object.fromEntries(regions);
}

/** `db.t4g.micro` and `db.t4g.small` as `{ t4g: "micro small" }`. */
function families(names: readonly string[]): Readonly<Record<string, string>> {
  const sizes: Record<string, string[]> = {};
  for (const name of [...new Set(names)].sort()) {
    const [, family = "", size = ""] = name.split(".", 3);
    (sizes[family] ??= []).push(size);
  }
  return Object.fromEntries(Object.entries(sizes).map(([family, list]) => [family, list.join(" ")]));
}
