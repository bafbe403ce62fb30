import * as fs from "node:fs";
import * as path from "node:path";
import type { ClosedLists } from "../closed-lists";
import type { MotoLists } from "./moto-lists";
import type { Wheel } from "./wheel";

/** The Regions of AWS, and what some of them do not have. */
export type RegionLists = Pick<ClosedLists, "regions" | "absentServices" | "absentTypes">;

interface Packages {
  readonly botocore: Wheel;
  readonly cfnLint: Wheel;
  readonly moto: Wheel;
}

/** Types that CloudFormation has not in a Region where the service's own API has them. */
const onlyCloudFormationLacks: Readonly<Record<string, string>> = {
  "AWS::Budgets::Budget": "global: Budgets has one endpoint for all Regions",
  "AWS::CE::AnomalyMonitor": "global: Cost Explorer has one endpoint for all Regions",
  "AWS::CE::AnomalySubscription": "global: Cost Explorer has one endpoint for all Regions",
  "AWS::RDS::DBSnapshot": "a type of CloudFormation's; each Region with RDS has snapshots",
};

/**
 * A service counts as absent from a Region where botocore has no endpoint of it and AWS's list of its infrastructure does not
 * name the Region either; either of the two alone lags behind. `schemas` are the CloudFormation types by type.
 */
export function regionLists(
  { botocore, cfnLint, moto }: Packages,
  serviceRegions: MotoLists["serviceRegions"],
  schemas: readonly (readonly [token: string, schema: string])[],
): RegionLists {
  const data = path.join(botocore.folder, "botocore", "data");
  const read = (file: string) => JSON.parse(fs.readFileSync(file, "utf8")) as unknown;
  const partitions = read(path.join(data, "partitions.json")) as Partitions;
  const regions = Object.keys(partitions.partitions.find(({ id }) => id === "aws")?.regions ?? {})
    .filter((region) => region !== "aws-global")
    .sort();

  const endpoints = (read(path.join(data, "endpoints.json")) as Endpoints).partitions.find(
    ({ partition }) => partition === "aws",
  );
  // A Region of which neither source has heard of anything yet says nothing about a service.
  const described = regions.filter((region) => [...serviceRegions.values()].some((list) => list.includes(region)));
  const absentServices = [...serviceRegions].flatMap(([service, present]) => {
    const own = endpoints?.services[service];
    if (own === undefined || own.isRegionalized === false) return [];
    const absent = described.filter((region) => !present.includes(region) && !(region in own.endpoints));
    return absent.length === 0 ? [] : [[service, absent] as const];
  });

  const providers = path.join(cfnLint.folder, "cfnlint", "data", "schemas", "providers");
  const typesIn = new Map(
    regions.flatMap((region) => {
      const file = path.join(providers, `${region}.json`);
      return fs.existsSync(file) ? [[region, new Set(Object.keys(read(file) as object))] as const] : [];
    }),
  );
  const absentTypes = schemas.flatMap(([token, schema]) => {
    const absent = [...typesIn].flatMap(([region, types]) => (types.has(schema) ? [] : [region]));
    return absent.length === 0 || schema in onlyCloudFormationLacks ? [] : [[token, absent] as const];
  });
  return {
    regions: { source: botocore.source, date: botocore.date, values: regions },
    absentServices: {
      source: `${botocore.source} and ${moto.source}`,
      date: [botocore.date, moto.date].sort()[0] ?? "",
      regions: Object.fromEntries(absentServices.sort(([one], [other]) => one.localeCompare(other))),
    },
    absentTypes: { source: cfnLint.source, date: cfnLint.date, regions: Object.fromEntries(absentTypes) },
  };
}

interface Partitions {
  readonly partitions: readonly { readonly id: string; readonly regions: Readonly<Record<string, unknown>> }[];
}

interface Endpoints {
  readonly partitions: readonly {
    readonly partition: string;
    readonly services: Readonly<
      Record<string, { readonly isRegionalized?: boolean; readonly endpoints: Readonly<Record<string, unknown>> }>
    >;
  }[];
}
