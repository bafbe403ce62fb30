/** The capacity of an instance class for a Postgres database. */
export interface PostgresInstanceClass {
  /** Memory in bytes. */
  readonly memoryBytes: number;
  /**
   * RDS's default of max_connections. RDS divides the memory of the database by
   * 9,531,392, up to 5,000; that memory is not documented, so this uses seven eighths. Measured values are
   * never lower: 198 with 2 GiB, 413 with 4 GiB, 856 with 8 GiB.
   */
  readonly leastMaxConnections: number;
}

/**
 * GiB of memory by family letter and size. The generation does not matter: t3 and t4g, m5 to m8g, r5 to r8g have the same.
 * Source: Amazon RDS User Guide, hardware specifications for DB instance classes.
 */
const memoryGiB: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t: { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, "2xlarge": 32 },
  m: { large: 8, xlarge: 16, "2xlarge": 32, "4xlarge": 64, "8xlarge": 128, "12xlarge": 192, "16xlarge": 256 },
  r: { large: 16, xlarge: 32, "2xlarge": 64, "4xlarge": 128, "8xlarge": 256, "12xlarge": 384, "16xlarge": 512 },
};

/** Bytes of memory for each connection in RDS's own formula. Source: Amazon RDS User Guide, quotas and constraints. */
const bytesPerConnection = 9_531_392;
/** The share of the memory that the formula uses. */
const shareForTheDatabase = 7 / 8;

/** The capacity of a class such as `db.t4g.medium`. Throws with a list of the known classes for any other. */
export function postgresInstanceClass(instanceClass: string): PostgresInstanceClass {
  const [, family = "", size = ""] = /^db\.([a-z])\d[a-z]*\.(\w+)$/.exec(instanceClass) ?? [];
  const gibibytes = memoryGiB[family]?.[size];
  if (gibibytes === undefined) {
    const known = Object.entries(memoryGiB).map(([letter, sizes]) => `db.${letter}…: ${Object.keys(sizes).join(", ")}`);
    throw new RangeError(
      `The memory of instance class "${instanceClass}" is not known; known are ${known.join("; ")}.`,
    );
  }
  const memoryBytes = gibibytes * 2 ** 30;
  const allowed = Math.floor((memoryBytes * shareForTheDatabase) / bytesPerConnection);
  return { memoryBytes, leastMaxConnections: Math.min(allowed, 5000) };
}
