import { httpsOrigin } from "../fields/address";
import { listOf, oneOf, section, wholeNumber } from "../fields/field";

/** How a static front end is served from CloudFront (C-06, C-31). */
export function frontEnd() {
  return section({
    /**
     * Where CloudFront answers from. Only PriceClass_All has all edges; PriceClass_200 has those of South Africa,
     * PriceClass_100 has not (CloudFront Developer Guide, price classes).
     * @default "PriceClass_200"
     */
    priceClass: oneOf(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_200"),
    /**
     * Seconds a browser refuses plain HTTP after its last visit, the max-age of Strict-Transport-Security: from a day,
     * for trying out, to two years, the most preload lists speak of. A year is our default (C-06).
     * @default 31536000
     */
    strictTransportSeconds: wholeNumber({
      minimum: 86_400,
      maximum: 63_072_000,
      unit: "seconds",
      because: "C-06",
    }).default(31_536_000),
    /**
     * Seconds the files with a hash in their name are cached; index.html never is (MP-PERF-06).
     * @default 31536000
     */
    assetCacheSeconds: wholeNumber({ minimum: 0, maximum: 31_536_000, unit: "seconds", because: "MP-PERF-06" }).default(
      31_536_000,
    ),
    /**
     * Origins besides the site's own and its API that the Content-Security-Policy of the pages allows: a payment form, error
     * reports, uploads to a bucket. @default none
     */
    pageOrigins: section({
      /** Origins of scripts. @default none */
      scripts: origins(),
      /** Origins of requests. @default none */
      connections: origins(),
      /** Origins of frames. @default none */
      frames: origins(),
      /** Origins of images. @default none */
      images: origins(),
    }).prefault({}),
  }).prefault({});
}

function origins() {
  return listOf(httpsOrigin(), { of: "origins" }).optional();
}
