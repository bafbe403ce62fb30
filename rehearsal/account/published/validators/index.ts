import type { ProviderRule } from "../provider-rule";
import { atlas } from "./atlas";
import { audit } from "./audit";
import { compute } from "./compute";
import { databases } from "./databases";
import { documents } from "./documents";
import { edge } from "./edge";
import { loadBalancing } from "./load-balancing";
import { network } from "./network";
import { operations } from "./operations";
import { security } from "./security";
import { storage } from "./storage";

/**
 * What the provider's source says that it refuses, by the type's token. It was read at the stored versions of hashicorp's
 * repository whose commits the rows name, which are of 2023 to 2026; `@pulumi/aws` does not say which it was built from.
 */
export const validators: Readonly<Record<string, readonly ProviderRule[]>> = {
  ...atlas,
  ...audit,
  ...compute,
  ...databases,
  ...documents,
  ...edge,
  ...loadBalancing,
  ...network,
  ...operations,
  ...security,
  ...storage,
};
