import { atlasRegions, isAtlasRegion } from "../../published/atlas-regions";
import { mongoEnds } from "../../published/support-ends";
import { objectsAt } from "../places";
import { allowedIn, endInWords, isPast, known, none, refused, together, warned } from "./offer";
import type { OfferCheck, Offered, OfferFindings } from "./offer";

/** The sizes of Atlas's nodes on AWS: those that share a machine, and those of the API's AWS hardware. */
const sizes = {
  source: 'Atlas Administration API, createCluster, "instanceSize"',
  date: "2026-11-29",
  values: [
    ...["M0", "M2", "M5", "FLEX", "M10", "M20", "M30", "M40", "M50", "M60", "M80", "M100", "M140", "M200", "M300"],
    ...["R40", "R50", "R60", "R80", "R200", "R300", "R400", "R700"],
    ...["M40_NVME", "M50_NVME", "M60_NVME", "M80_NVME", "M200_NVME", "M400_NVME"],
  ],
};

const bounds = ["computeMinInstanceSize", "computeMaxInstanceSize"];

/** Where a region's configuration names a size: the object and its input. */
const sized: readonly (readonly [at: string, input: string])[] = [
  ...["electableSpecs", "readOnlySpecs", "analyticsSpecs"].map((spec) => [spec, "instanceSize"] as const),
  ...["autoScaling", "analyticsAutoScaling"].flatMap((scaling) => bounds.map((input) => [scaling, input] as const)),
];

/** What Atlas offers for a cluster on AWS: Regions, sizes of nodes, versions of MongoDB. */
export const atlasCluster: readonly OfferCheck[] = [
  { inputs: ["replicationSpecs[].regionConfigs[].regionName"], find: region },
  { inputs: sized.map(([at, input]) => `replicationSpecs[].regionConfigs[].${at}.${input}`), find: size },
  { inputs: ["mongoDbMajorVersion"], find: version },
];

const configs = ({ inputs }: Pick<Offered, "inputs">) =>
  objectsAt(inputs, "replicationSpecs[].regionConfigs[]").filter(
    ({ object }) => known(object, "providerName") === "AWS",
  );

function region(offered: Offered): OfferFindings {
  const list = atlasRegions();
  const standing = new Set(configs({ inputs: offered.olds }).map(({ object }) => known(object, "regionName")));
  return together(
    configs(offered).map(({ path, object }) => {
      const name = known(object, "regionName");
      if (name === undefined || isAtlasRegion(name) || standing.has(name)) return none;
      return refused(
        `${path}regionName`,
        `INVALID_REGION: No region ${name} exists for provider AWS. ${allowedIn(list, name)}`,
        list.source,
      );
    }),
  );
}

function size(offered: Offered): OfferFindings {
  const sizesIn = (from: Pick<Offered, "inputs">) =>
    configs(from).flatMap(({ path, object }) =>
      sized.flatMap(([at, input]) =>
        objectsAt(object, at).flatMap(({ object: nodes }) => {
          const name = known(nodes, input);
          return name === undefined ? [] : [{ place: `${path}${at}.${input}`, name }];
        }),
      ),
    );
  const standing = new Set(sizesIn({ inputs: offered.olds }).map(({ name }) => name));
  return together(
    sizesIn(offered).map(({ place, name }) =>
      sizes.values.includes(name) || standing.has(name)
        ? none
        : refused(
            place,
            `INVALID_ENUM_VALUE: An invalid enumeration value ${name} was specified. ${allowedIn(sizes, name)}`,
            sizes.source,
          ),
    ),
  );
}

/** Atlas makes no cluster of a version that is no longer supported, and knows no version besides. */
function version({ inputs, olds, now }: Offered): OfferFindings {
  const property = "mongoDbMajorVersion";
  const given = known(inputs, property);
  if (given === undefined) return none;
  const name = given.includes(".") ? given : `${given}.0`;
  const end = mongoEnds.versions[name];
  const isNew = given !== known(olds, property);
  if (isNew && isPast(end?.standard, now)) {
    const reason = `MONGODB_VERSION_INVALID: An invalid MongoDB version ${given} was specified: its support in Atlas ended on ${end?.standard ?? ""}.`;
    return refused(property, `${reason} ${offeredVersions(now)}`, mongoEnds.source);
  }
  // A version newer than the list is passed over.
  const newest = Math.max(...Object.keys(mongoEnds.versions).map(Number));
  if (isNew && !end && Number(name) < newest) {
    const reason = `MONGODB_VERSION_INVALID: An invalid MongoDB version ${given} was specified.`;
    return refused(property, `${reason} ${offeredVersions(now)}`, mongoEnds.source);
  }
  const ending = end && endInWords(end.standard, now);
  return ending === undefined ? none : warned(property, `MongoDB ${given} ${ending} in Atlas.`, mongoEnds.source);
}

function offeredVersions(now: Date): string {
  const values = Object.entries(mongoEnds.versions).flatMap(([name, { standard }]) =>
    isPast(standard, now) ? [] : [name],
  );
  return `Allowed: ${values.join(", ")}.`;
}
