import type { ClosedLists } from "../closed-lists";
import { botocoreLists } from "./botocore-lists";
import { cdkLists } from "./cdk-lists";
import { instanceClasses } from "./instance-classes";
import { motoLists } from "./moto-lists";
import type { NpmPackage } from "./npm-package";
import { serviceOf } from "./operations";
import { regionLists } from "./region-lists";
import type { Wheel } from "./wheel";

/** The packages that AWS's closed lists are read from. */
export interface ListPackages {
  readonly botocore: Wheel;
  readonly cdk: NpmPackage;
  readonly cfnLint: Wheel;
  readonly moto: Wheel;
}

/** AWS's closed lists. `schemas` are the CloudFormation types of the modelled types by their tokens. */
export function closedLists(
  packages: ListPackages,
  schemas: readonly (readonly [token: string, schema: string])[],
): ClosedLists {
  const { managedPolicies, zones, serviceRegions } = motoLists(packages.moto);
  const ofCdk = cdkLists(packages.cdk);
  // Only services that a resource can name or is of are asked for.
  const asked = new Set([...ofCdk.endpointServices.values, ...schemas.map(([token]) => serviceOf(token))]);
  const present = new Map([...serviceRegions].filter(([service]) => asked.has(service)));
  return {
    ...regionLists(packages, present, schemas),
    zones,
    managedPolicies,
    ...botocoreLists(packages.botocore),
    ...ofCdk,
    instanceClasses: instanceClasses(packages.cfnLint),
  };
}

/** The data with a list on a line, so that changes can be read. */
export function writtenLists(lists: ClosedLists): string {
  return `{\n${Object.entries(lists)
    .map(([name, list]) => ` ${JSON.stringify(name)}: ${JSON.stringify(list)}`)
    .join(",\n")}\n}\n`;
}
