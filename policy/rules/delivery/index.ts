import type { Rule } from "../../rule";
import { ecrImmutableScanned } from "./ecr-immutable-scanned";
import { iamNoWildcard } from "./iam-no-wildcard";
import { iamTrustNamed } from "./iam-trust-named";
import { requiredTags } from "./required-tags";
import { resourcePoliciesNotPublic } from "./resource-policies-not-public";
import { secretAccessMinimal } from "./secret-access-minimal";
import { stagingFirst } from "./staging-first";

/** The rules of delivery, in evaluation order. */
export const deliveryRules: readonly Rule[] = [
  ecrImmutableScanned,
  iamNoWildcard,
  requiredTags,
  secretAccessMinimal,
  iamTrustNamed,
  stagingFirst,
  resourcePoliciesNotPublic,
];
