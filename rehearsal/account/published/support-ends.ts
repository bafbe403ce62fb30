/** How long a version is supported, each day as `2027-02-28`: the last one. */
export interface SupportEnd {
  /** The last day of standard support. */
  readonly standard: string;
  /** The last day of extended support, which costs more; absent where there is none. */
  readonly extended?: string;
}

/** The support of one engine's versions. */
export interface SupportEnds {
  readonly source: string;
  /** By the beginning of the version: `14` of 14.18. */
  readonly versions: Readonly<Record<string, SupportEnd>>;
}

const postgres: SupportEnds["versions"] = {
  "11": { standard: "2024-02-29", extended: "2027-03-31" },
  "12": { standard: "2025-02-28", extended: "2028-02-29" },
  "13": { standard: "2026-02-28", extended: "2029-02-28" },
  "14": { standard: "2027-02-28", extended: "2030-02-28" },
  "15": { standard: "2028-02-29", extended: "2031-02-28" },
};

/**
 * Until when versions of databases and caches are supported, by engine. AWS tells it in a call (DescribeDBMajorEngineVersions) and on pages;
 * no package has it. Versions whose end AWS tells only approximately are left out.
 */
export const supportEnds: Readonly<Record<string, SupportEnds>> = {
  postgres: {
    source: 'Release notes for RDS and Aurora PostgreSQL, "Release calendar", which give both the same days',
    versions: postgres,
  },
  "aurora-postgresql": { source: 'Release notes for Aurora PostgreSQL, "Release calendar"', versions: postgres },
  redis: {
    source: 'ElastiCache guide, "Versions with ElastiCache Extended Support"',
    versions: {
      "4": { standard: "2026-01-31", extended: "2029-01-31" },
      "5": { standard: "2026-01-31", extended: "2029-01-31" },
      "6": { standard: "2027-01-31", extended: "2030-01-31" },
    },
  },
  mariadb: {
    source: 'endoflife.date, "Amazon RDS for MariaDB", which reads the RDS guide; there is no extended support',
    versions: {
      "10.6": { standard: "2026-08-31" },
      "10.11": { standard: "2028-02-29" },
      "11.4": { standard: "2029-05-31" },
    },
  },
  "aurora-mysql": {
    source: 'Release notes for Aurora MySQL, "Release calendar"',
    versions: {
      "5.7": { standard: "2024-10-31", extended: "2027-02-28" },
      "8.0": { standard: "2028-04-30", extended: "2029-07-31" },
    },
  },
};

/** The last day on which MongoDB supports a version in Atlas. Source: MongoDB, "Software Lifecycle Schedules", Atlas Dedicated. */
export const mongoEnds: SupportEnds = {
  source: 'MongoDB, "Software Lifecycle Schedules", MongoDB Atlas Dedicated',
  versions: {
    "4.4": { standard: "2024-02-29" },
    "5.0": { standard: "2024-10-31" },
    "6.0": { standard: "2025-07-31" },
    "7.0": { standard: "2027-08-31" },
    "8.0": { standard: "2029-10-31" },
  },
};
