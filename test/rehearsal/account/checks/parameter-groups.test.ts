import { failuresOf, itOffers } from "./list-cases";
import type { ListCase } from "./list-cases";

const databaseGroup = "aws:rds/parameterGroup:ParameterGroup";
const cacheGroup = "aws:elasticache/parameterGroup:ParameterGroup";
const parameter = (name: string, value: string, applyMethod = "pending-reboot") => ({
  family: "postgres16",
  parameters: [{ name, value, applyMethod }],
});
const cacheParameter = (name: string, value: string, family = "redis7") => ({ family, parameters: [{ name, value }] });

const cases: readonly ListCase[] = [
  [
    "a family of databases",
    databaseGroup,
    { family: "postgres99" },
    { family: "postgres17" },
    "family InvalidParameterValue",
  ],
  [
    "a family in capitals",
    databaseGroup,
    { family: "Postgres" },
    { family: "postgres16" },
    "family InvalidParameterValue",
  ],
  [
    "a family with a minor version",
    databaseGroup,
    { family: "postgres16.9" },
    { family: "mysql8.4" },
    "family InvalidParameterValue",
  ],
  [
    "a family of clusters",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    { family: "aurora-postgres16" },
    { family: "aurora-postgresql16" },
    "family InvalidParameterValue",
  ],
  [
    "a parameter that Postgres has not",
    databaseGroup,
    parameter("max_connection", "100"),
    parameter("max_connections", "100"),
    "parameters[0].name InvalidParameterValue",
  ],
  [
    "a parameter of a later Postgres",
    databaseGroup,
    parameter("io_method", "worker"),
    { ...parameter("io_method", "worker"), family: "postgres18" },
    "parameters[0].name InvalidParameterValue",
  ],
  [
    "a misspelt parameter of RDS's own",
    databaseGroup,
    parameter("rds.force_sssl", "1"),
    parameter("rds.force_ssl", "1"),
    "parameters[0].name InvalidParameterValue",
  ],
  [
    "a parameter of the server itself",
    databaseGroup,
    parameter("server_version", "16"),
    parameter("application_name", "records"),
    "parameters[0].name InvalidParameterValue",
  ],
  [
    "a value of an enumeration",
    databaseGroup,
    parameter("log_statement", "everything"),
    parameter("log_statement", "ddl"),
    "parameters[0].value InvalidParameterValue",
  ],
  [
    "a number out of the range",
    databaseGroup,
    parameter("autovacuum_naptime", "0"),
    parameter("autovacuum_naptime", "15"),
    "parameters[0].value InvalidParameterValue",
  ],
  [
    "a number with a unit",
    databaseGroup,
    parameter("work_mem", "64MB"),
    parameter("work_mem", "65536"),
    "parameters[0].value InvalidParameterValue",
  ],
  [
    "a text for a number",
    databaseGroup,
    parameter("max_connections", "many"),
    parameter("max_connections", "LEAST({DBInstanceClassMemory/9531392},5000)"),
    "parameters[0].value InvalidParameterValue",
  ],
  [
    "a flag that is none",
    databaseGroup,
    parameter("log_connections", "maybe"),
    parameter("log_connections", "1"),
    "parameters[0].value InvalidParameterValue",
  ],
  [
    "logs kept by RDS for eight days",
    databaseGroup,
    parameter("rds.log_retention_period", "11520"),
    parameter("rds.log_retention_period", "10080"),
    "parameters[0].value InvalidParameterValue",
  ],
  [
    "what is tracked of statements",
    databaseGroup,
    parameter("pg_stat_statements.track", "some"),
    parameter("pg_stat_statements.track", "all"),
    "parameters[0].value InvalidParameterValue",
  ],
  [
    "a static parameter at once",
    databaseGroup,
    parameter("max_wal_senders", "10", "immediate"),
    parameter("work_mem", "4096", "immediate"),
    "parameters[0].applyMethod InvalidParameterCombination",
  ],
  ["a family of caches", cacheGroup, { family: "redis8" }, { family: "redis7" }, "family InvalidParameterValue"],
  [
    "a family of Valkey that is not offered",
    cacheGroup,
    { family: "valkey12" },
    { family: "valkey9" },
    "family InvalidParameterValue",
  ],
  [
    "a parameter that Redis has not",
    cacheGroup,
    cacheParameter("maxmemory-police", "noeviction"),
    cacheParameter("maxmemory-policy", "noeviction"),
    "parameters[0].name InvalidParameterValue",
  ],
  [
    "a parameter of an older Redis",
    cacheGroup,
    cacheParameter("hash-max-ziplist-entries", "512"),
    cacheParameter("hash-max-ziplist-entries", "512", "redis6.x"),
    "parameters[0].name InvalidParameterValue",
  ],
  [
    "a parameter that is not to be changed",
    cacheGroup,
    cacheParameter("appendonly", "yes"),
    cacheParameter("activedefrag", "yes"),
    "parameters[0].name InvalidParameterValue",
  ],
  [
    "a policy of eviction",
    cacheGroup,
    cacheParameter("maxmemory-policy", "lru"),
    cacheParameter("maxmemory-policy", "allkeys-lru"),
    "parameters[0].value InvalidParameterValue",
  ],
  [
    "a kind of event of Redis",
    cacheGroup,
    cacheParameter("notify-keyspace-events", "AKEq"),
    cacheParameter("notify-keyspace-events", "AKE"),
    "parameters[0].value InvalidParameterValue",
  ],
  [
    "an effort beyond ten",
    cacheGroup,
    cacheParameter("active-expire-effort", "11"),
    cacheParameter("active-expire-effort", "10"),
    "parameters[0].value InvalidParameterValue",
  ],
];

describe("a parameter group is refused for", () => {
  itOffers(cases);
});

it("passes over the parameters of extensions", () => {
  expect(failuresOf(databaseGroup, parameter("pgaudit.log", "ddl"))).toEqual([]);
});
