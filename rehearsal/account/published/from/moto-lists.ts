import * as fs from "node:fs";
import * as path from "node:path";
import { gunzipSync } from "node:zlib";
import type { ClosedList, ClosedLists } from "../closed-lists";
import type { Wheel } from "./wheel";

/** What moto keeps of the answers that AWS gives about itself. */
export interface MotoLists extends Pick<ClosedLists, "managedPolicies" | "zones"> {
  /** Where each service of AWS's own list of its infrastructure is, by the name in that list. */
  readonly serviceRegions: ReadonlyMap<string, readonly string[]>;
}

/** Reads an unpacked `moto`, whose data files are answers of IAM, EC2 and Systems Manager. */
export function motoLists(moto: Wheel): MotoLists {
  const read = (file: string) => fs.readFileSync(path.join(moto.folder, "moto", file));
  const unpacked = (file: string) => JSON.parse(gunzipSync(read(file)).toString("utf8")) as unknown;
  const list = (values: readonly string[]): ClosedList => ({
    source: moto.source,
    date: moto.date,
    values: [...new Set(values)].sort(),
  });

  const [, policies = "{}"] = read("iam/aws_managed_policies.py").toString("utf8").split('"""');
  const named = Object.entries(JSON.parse(policies) as Readonly<Record<string, { readonly Path: string }>>);

  const offerings = "ec2/resources/instance_type_offerings/availability-zone";
  const zones = fs
    .readdirSync(path.join(moto.folder, "moto", offerings))
    .flatMap((file) => unpacked(path.join(offerings, file)) as readonly { readonly Location: string }[]);

  const infrastructure = unpacked("ssm/resources/services.json.gz") as Infrastructure;
  const services = Object.entries(infrastructure.aws.service["global-infrastructure"].services);
  return {
    managedPolicies: list(named.map(([name, { Path }]) => `${Path.slice(1)}${name}`)),
    zones: list(zones.map(({ Location }) => Location)),
    serviceRegions: new Map(services.map(([name, { regions }]) => [name, Object.keys(regions ?? {})])),
  };
}

interface Infrastructure {
  readonly aws: {
    readonly service: {
      readonly "global-infrastructure": {
        readonly services: Readonly<Record<string, { readonly regions?: Readonly<Record<string, unknown>> }>>;
      };
    };
  };
}
