import type { ProviderRule } from "../provider-rule";
import { apiReference } from "./api-reference";
import { atlas } from "./atlas";
import { atlasReference } from "./atlas-reference";
import { audit } from "./audit";
import { compute } from "./compute";
import { databases } from "./databases";
import { documents } from "./documents";
import { edge } from "./edge";
import { firehose } from "./firehose";
import { loadBalancing } from "./load-balancing";
import { network } from "./network";
import { operations } from "./operations";
import { scheduling } from "./scheduling";
import { security } from "./security";
import { storage } from "./storage";
import { textReference } from "./text-reference";

type Rules = Readonly<Record<string, readonly ProviderRule[]>>;

/**
 * What the provider's source says that it refuses, by the type's token. It was read at the stored versions of hashicorp's
 * repository whose commits the rows name, which are of 2023 to 2026; `@pulumi/aws` does not say which it was built from.
 */
const fromSource: Rules = {
  ...atlas,
  ...audit,
  ...compute,
  ...databases,
  ...documents,
  ...edge,
  ...firehose,
  ...loadBalancing,
  ...network,
  ...operations,
  ...scheduling,
  ...security,
  ...storage,
};

/** What the vendors' own references add to it. */
const references: readonly Rules[] = [apiReference, textReference, atlasReference];

/** All rows that are written down, by the type's token. */
export const validators: Rules = Object.fromEntries(
  [...new Set([fromSource, ...references].flatMap((rules) => Object.keys(rules)))].map((token) => [
    token,
    [fromSource, ...references].flatMap((rules) => rules[token] ?? []),
  ]),
);
