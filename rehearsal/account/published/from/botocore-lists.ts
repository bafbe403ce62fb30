import * as fs from "node:fs";
import * as path from "node:path";
import { gunzipSync } from "node:zlib";
import type { ClosedList, ClosedLists } from "../closed-lists";
import type { Wheel } from "./wheel";

/** The lists that AWS writes into the documentation of its API members, and not into their enumerations. */
export type BotocoreLists = Pick<
  ClosedLists,
  | "databaseEngines"
  | "databaseLogs"
  | "databaseLicenses"
  | "databaseStorageTypes"
  | "eventSources"
  | "monitoringIntervals"
  | "subscriptionProtocols"
  | "cacheFamilies"
>;

/** What the documentation calls the engines. */
const engines: Readonly<Record<string, string>> = {
  "Aurora MySQL": "aurora-mysql",
  "Aurora PostgreSQL": "aurora-postgresql",
  "RDS for Db2": "db2",
  "RDS for MariaDB": "mariadb",
  "RDS for MySQL": "mysql",
  "RDS for Oracle": "oracle",
  "RDS for Microsoft SQL Server": "sqlserver",
  "RDS for PostgreSQL": "postgres",
};

/** Reads the documentation in an unpacked `botocore`. */
export function botocoreLists(botocore: Wheel): BotocoreLists {
  const data = path.join(botocore.folder, "botocore", "data");
  const documentation = (service: string, shape: string, member: string): string => {
    const [version = ""] = fs.readdirSync(path.join(data, service)).sort().slice(-1);
    const file = path.join(data, service, version, "service-2.json.gz");
    const model = JSON.parse(gunzipSync(fs.readFileSync(file)).toString("utf8")) as Model;
    return model.shapes[shape]?.members?.[member]?.documentation ?? "";
  };
  const list = (values: readonly string[]): ClosedList => {
    if (values.length === 0) throw new Error(`${botocore.source} documents a list in another way than it did.`);
    return { source: `${botocore.source}, documentation`, date: botocore.date, values };
  };
  const codes = (text: string) => [...text.matchAll(/<code>([^<]+)<\/code>/g)].map(([, code = ""]) => code);
  const byEngine = (shape: string, member: string) =>
    [...documentation("rds", shape, member).matchAll(/<p>([A-Za-z0-9 ]+?) (?:-|–) (<code>[^\n]*?)<\/p>/g)].flatMap(
      ([, label = "", text = ""]) => {
        const engine = engines[label];
        const values = codes(text).flatMap((code) => code.split(" | "));
        return engine === undefined ? [] : [[engine, list(values)] as const];
      },
    );
  const validValues = (service: string, shape: string, member: string) => {
    const [, text = ""] = /Valid Values:\s*<code>([^<]+)<\/code>/.exec(documentation(service, shape, member)) ?? [];
    return list(text.split("|").flatMap((value) => (value.trim() === "" ? [] : [value.trim()])));
  };
  const engineText = documentation("rds", "CreateDBInstanceMessage", "Engine");
  return {
    databaseEngines: list(codes(engineText.slice(engineText.indexOf("Valid Values")))),
    // What is said of an instance wins over what is said of a cluster of the same engine.
    databaseLogs: Object.fromEntries(
      ["CreateDBClusterMessage", "CreateDBInstanceMessage"].flatMap((shape) =>
        byEngine(shape, "EnableCloudwatchLogsExports"),
      ),
    ),
    databaseLicenses: Object.fromEntries(byEngine("CreateDBInstanceMessage", "LicenseModel")),
    databaseStorageTypes: validValues("rds", "CreateDBInstanceMessage", "StorageType"),
    eventSources: validValues("rds", "CreateEventSubscriptionMessage", "SourceType"),
    monitoringIntervals: validValues("rds", "CreateDBInstanceMessage", "MonitoringInterval"),
    subscriptionProtocols: list(codes(documentation("sns", "SubscribeInput", "Protocol"))),
    cacheFamilies: list(
      codes(documentation("elasticache", "CreateCacheParameterGroupMessage", "CacheParameterGroupFamily")),
    ),
  };
}

interface Model {
  readonly shapes: Readonly<
    Record<string, { readonly members?: Readonly<Record<string, { readonly documentation?: string }>> }>
  >;
}
