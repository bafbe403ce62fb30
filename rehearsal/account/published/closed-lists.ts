import * as fs from "node:fs";
import * as path from "node:path";
import type { Families } from "./offers";

/** The values that AWS offers for one purpose, whole. */
export interface ClosedList {
  /** Where it is from: a package with its version, or a page. */
  readonly source: string;
  /** The day of the data: `2026-11-10`. */
  readonly date: string;
  readonly values: readonly string[];
}

/** Where something is not, by its name. */
export interface AbsentIn {
  readonly source: string;
  readonly date: string;
  readonly regions: Readonly<Record<string, readonly string[]>>;
}

/** A runtime of Synthetics. */
export interface CanaryRuntime {
  /** The runtime of Lambda that it stands on and ends with. */
  readonly lambda?: string;
  /** Set where AWS creates no more canaries with it. */
  readonly deprecated?: true;
}

/** The runtimes of Synthetics by name. */
export interface CanaryRuntimes extends Omit<ClosedList, "values"> {
  readonly runtimes: Readonly<Record<string, CanaryRuntime>>;
}

/** The classes of database instances by engine. */
export interface InstanceClasses extends Omit<ClosedList, "values"> {
  readonly engines: Readonly<Record<string, Families>>;
}

/** AWS's closed lists, as `npm run generate -- --published` writes them to `closed-lists.json`. */
export interface ClosedLists {
  readonly regions: ClosedList;
  /** Availability Zones by name; a Region that has none here is not described. */
  readonly zones: ClosedList;
  /** By the name that the service has in its endpoints: `textract`. */
  readonly absentServices: AbsentIn;
  /** By the type's token. */
  readonly absentTypes: AbsentIn;
  /** Services with an endpoint of a VPC, as in `com.amazonaws.<region>.<service>`. */
  readonly endpointServices: ClosedList;
  /** Policies that AWS keeps, by path and name: `service-role/AmazonRDSEnhancedMonitoringRole`. */
  readonly managedPolicies: ClosedList;
  /** Security policies of load balancers. */
  readonly balancerTlsPolicies: ClosedList;
  /** Security policies of CloudFront for viewers. */
  readonly viewerTlsPolicies: ClosedList;
  /** CloudFront's own policies, by id. */
  readonly cachePolicies: ClosedList;
  readonly originRequestPolicies: ClosedList;
  readonly responseHeadersPolicies: ClosedList;
  /** Certificate authorities of RDS. */
  readonly certificateAuthorities: ClosedList;
  readonly fargatePlatforms: ClosedList;
  readonly logRetentionDays: ClosedList;
  readonly databaseEngines: ClosedList;
  /** By engine: the logs that RDS sends to CloudWatch Logs. */
  readonly databaseLogs: Readonly<Record<string, ClosedList>>;
  /** By engine: the models of its licence. */
  readonly databaseLicenses: Readonly<Record<string, ClosedList>>;
  readonly databaseStorageTypes: ClosedList;
  /** What RDS sends events about. */
  readonly eventSources: ClosedList;
  /** Seconds between two measurements of enhanced monitoring. */
  readonly monitoringIntervals: ClosedList;
  readonly subscriptionProtocols: ClosedList;
  /** For the engines besides Postgres. */
  readonly instanceClasses: InstanceClasses;
  /** The families of ElastiCache's parameter groups. */
  readonly cacheFamilies: ClosedList;
  readonly canaryRuntimes: CanaryRuntimes;
}

let known: ClosedLists | undefined;

/** What AWS offers, as data. */
export function closedLists(): ClosedLists {
  known ??= JSON.parse(fs.readFileSync(path.join(__dirname, "closed-lists.json"), "utf8")) as ClosedLists;
  return known;
}

/** The Availability Zones of a Region by name; three by their letters where the list does not describe the Region. */
export function zonesOf(region: string): readonly string[] {
  const described = describedZones(region);
  return described.length > 0 ? described : ["a", "b", "c"].map((letter) => region + letter);
}

/** The Availability Zones that the list has of a Region. */
export function describedZones(region: string): readonly string[] {
  return closedLists().zones.values.filter((zone) => zone.slice(0, -1) === region);
}
