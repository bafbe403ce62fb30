import { ExpectedError } from "../../settings/faults/expected-error";
import { type DeployedPart, textsOf } from "./deployed";

/** Where a stage is in AWS. */
export interface Place {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

/** The account of a rehearsal, which is visibly none. */
const rehearsedAccount = "000000000000";

/**
 * Where the resources of a stage are, by the cluster of its services, which every stage has.
 * @param file what the state is called in an error.
 * @throws ExpectedError for a stage without services, and for one that was only rehearsed.
 */
export function placeOf(parts: readonly DeployedPart[], file: string): Place {
  const [cluster = ""] = textsOf(parts, "aws:ecs/cluster:Cluster", "arn");
  const [, region, accountId] = /^arn:[\w-]+:ecs:([\w-]+):(\d{12}):/.exec(cluster) ?? [];
  if (region === undefined || accountId === undefined)
    throw new ExpectedError(`${file} has no cluster of services: give the state of a stage that is deployed.`);
  if (accountId === rehearsedAccount)
    throw new ExpectedError(
      `${file} is the state of a rehearsal, and its account ${rehearsedAccount} does not exist. Give that of the stage: pulumi stack export --file <file>`,
    );
  return { accountId, region };
}
