import * as fs from "node:fs";
import * as path from "node:path";

/** What a deployment does with a resource. */
export type Phase = "create" | "read" | "update" | "delete";

/** The IAM actions that AWS publishes for resource types, made by `npm run generate -- --published`. */
export interface PublishedPermissions {
  /** The package and its version. */
  readonly source: string;
  readonly date: string;
  /** By type token: the CloudFormation type, and the actions of each of its handlers. */
  readonly types: Readonly<Record<string, { readonly schema: string } & Readonly<Record<Phase, readonly string[]>>>>;
}

let read: PublishedPermissions | undefined;

/** The published permissions of all types that have a CloudFormation schema. */
export function publishedPermissions(): PublishedPermissions {
  read ??= JSON.parse(fs.readFileSync(path.join(__dirname, "permissions.json"), "utf8")) as PublishedPermissions;
  return read;
}
