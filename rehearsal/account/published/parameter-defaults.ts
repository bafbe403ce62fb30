/** A value that RDS for PostgreSQL has by itself, from a major version on. */
interface EngineDefault {
  readonly name: string;
  readonly value: string;
  /** The first major version with this default. */
  readonly since: number;
  readonly source: string;
}

/** The defaults that a program is likely to write out; the others of RDS are formulas, or not published. */
const defaults: readonly EngineDefault[] = [
  {
    name: "rds.force_ssl",
    value: "1",
    since: 15,
    source: 'Amazon RDS user guide, "Using SSL with a PostgreSQL DB instance"',
  },
  {
    name: "password_encryption",
    value: "scram-sha-256",
    since: 14,
    source: 'AWS Database Blog, "SCRAM Authentication in RDS for PostgreSQL 13"',
  },
];

/** Whether a parameter of a family, `postgres16`, has its default. */
export function isEngineDefault(family: string, name: string, value: string): boolean {
  const [, major = "0"] = /^postgres(\d+)$/.exec(family) ?? [];
  return defaults.some((each) => each.name === name && each.value === value && Number(major) >= each.since);
}
