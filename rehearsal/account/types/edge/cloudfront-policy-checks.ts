import type * as aws from "@pulumi/aws";
import type { Refusal } from "../../resource-type";
import type { Check } from "../first-refusal";

const invalid = (message: string): Refusal => ({ code: "InvalidArgument", message });

/**
 * What CloudFront refuses about a cache policy. Sources: Amazon CloudFront API reference, CachePolicyConfig and its parts; Developer
 * Guide, "Understand cache policies".
 */
export const cachePolicyChecks: Check<aws.cloudfront.CachePolicyArgs> = ({ inputs }) => {
  const { minTtl = 0, defaultTtl = 86_400, maxTtl = 31_536_000 } = inputs;
  if (minTtl > defaultTtl || defaultTtl > maxTtl) {
    return invalid("MinTTL, DefaultTTL and MaxTTL must not decrease in this order.");
  }
  const given = inputs.parametersInCacheKeyAndForwardedToOrigin;
  const key: Partial<NonNullable<typeof given>> = given ?? {};
  const compresses = key.enableAcceptEncodingGzip === true || key.enableAcceptEncodingBrotli === true;
  if (compresses && maxTtl === 0) {
    return invalid("The parameter EnableAcceptEncodingGzip is invalid for policy with caching disabled.");
  }
  const lists = [
    [key.headersConfig?.headerBehavior, key.headersConfig?.headers?.items, "Headers"],
    [key.cookiesConfig?.cookieBehavior, key.cookiesConfig?.cookies?.items, "Cookies"],
    [key.queryStringsConfig?.queryStringBehavior, key.queryStringsConfig?.queryStrings?.items, "QueryStrings"],
  ] as const;
  const wrong = lists.find(([behavior, items = []]) => {
    const isListed = behavior === "whitelist" || behavior === "allExcept";
    return behavior !== undefined && isListed !== items.length > 0;
  });
  return wrong && invalid(`The parameter ${wrong[2]} does not go with the behavior ${wrong[0] ?? ""}.`);
};
