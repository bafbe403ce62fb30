import * as fs from "node:fs";
import * as path from "node:path";
import type { Policy } from "../call";

/** Policies that AWS publishes and keeps, made by `npm run generate -- --published`. */
export interface ManagedPolicies {
  /** The package and its version. */
  readonly source: string;
  readonly date: string;
  /** By the end of the ARN, `service-role/AmazonRDSEnhancedMonitoringRole`: the version and the text. */
  readonly policies: Readonly<Record<string, { readonly version: string; readonly document: Policy }>>;
}

let read: ManagedPolicies | undefined;

/** The managed policies of AWS that are known. */
export function managedPolicies(): ManagedPolicies {
  read ??= JSON.parse(fs.readFileSync(path.join(__dirname, "managed-policies.json"), "utf8")) as ManagedPolicies;
  return read;
}

/** The text of a policy of AWS by its ARN; undefined for one that is not known. */
export function managedPolicy(arn: string): Policy | undefined {
  const [owner = "", name = ""] = arn.split(":policy/");
  return owner === "arn:aws:iam::aws" ? managedPolicies().policies[name]?.document : undefined;
}
