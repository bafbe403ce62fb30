import type { ResourceTypes } from "../resource-type";
import { kms } from "./kms";

/** Every resource type the account models, one file per service. */
export const resourceTypes: ResourceTypes = {
  ...kms,
};
