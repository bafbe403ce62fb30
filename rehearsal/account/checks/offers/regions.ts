import { closedLists, describedZones } from "../../published/closed-lists";
import type { AbsentIn } from "../../published/closed-lists";
import { typeModel } from "../../published/models";
import { knownValues } from "../places";
import { allowedIn, known, none, refused, together } from "./offer";
import type { OfferCheck, Offered, OfferFindings } from "./offer";

/** Whether the Region is one of the AWS partition itself; the lists say nothing of the others. */
const isOrdinary = (region: string) => !/^(cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-/.test(region);

/** The Region itself, and whether it has the service and the type at all. */
export function regionFindings(type: string, isRegional: boolean, { inputs, olds, region }: Offered): OfferFindings {
  const { regions, absentTypes, absentServices } = closedLists();
  if (!isRegional || !isOrdinary(region)) return none;
  const property = known(inputs, "region") === region ? "region" : "";
  if (!regions.values.includes(region)) {
    return refused(property, `invalid AWS Region: ${region}. ${allowedIn(regions, region)}`, regions.source);
  }
  if (Object.keys(olds).length > 0) return none;
  const [service = ""] = typeModel(type)?.type.operations[0]?.split(".") ?? [];
  const absent =
    absentFrom(absentServices, service, region, service) ?? absentFrom(absentTypes, type, region, titleOf(type));
  return absent === undefined ? none : refused(property, ...absent);
}

function absentFrom(
  { regions, date, source }: AbsentIn,
  name: string,
  region: string,
  title: string,
): readonly [reason: string, source: string] | undefined {
  const without = regions[name] ?? [];
  if (!without.includes(region)) return undefined;
  return [`${title} is not available in ${region}, nor in ${without.join(", ")}, as of ${date}.`, source];
}

const titleOf = (type: string): string => type.split(":").slice(1).join(":");

/**
 * Zones that other accounts see besides those in the list, because AWS gives a letter to another zone in each account (EC2 guide,
 * "Availability Zone IDs"): of us-west-1 an account sees two of three, and older accounts have the b of ap-northeast-1.
 */
const zonesOfOthers: readonly string[] = ["us-west-1c", "ap-northeast-1b"];

/** The Availability Zones in an input, which a list may be. A Region whose zones no list has is judged by the form. */
export function zones(input: string, code: string): OfferCheck {
  const find = ({ inputs, olds, region }: Offered): OfferFindings => {
    const { date, source } = closedLists().zones;
    const own = describedZones(region);
    const standing = new Set(knownValues(olds, "", input).map(({ value }) => value));
    return together(
      knownValues(inputs, "", input).map(({ place, value }) => {
        const isThere =
          own.length > 0
            ? [...own, ...zonesOfOthers].includes(value)
            : value.slice(0, -1) === region && /[a-f]$/.test(value);
        if (standing.has(value) || (isThere && value.startsWith(region)) || isLocal(value)) return none;
        const reason = `${code}: Value (${value}) for parameter ${input} is invalid. It must be a zone of ${region}.`;
        return refused(place, own.length > 0 ? `${reason} ${allowedIn({ values: own, date }, value)}` : reason, source);
      }),
    );
  };
  return { inputs: [input], find };
}

/** Local and Wavelength Zones have longer names: `us-east-1-bos-1a`. */
const isLocal = (zone: string): boolean => /^[a-z]{2}-[a-z]+-\d-[a-z0-9-]+$/.test(zone);

/** A service of AWS that an endpoint of a VPC leads to. */
export const endpointService: OfferCheck = {
  inputs: ["serviceName"],
  find: ({ inputs, olds, region }) => {
    const name = known(inputs, "serviceName");
    const begins = `com.amazonaws.${region}.`;
    if (name?.startsWith(begins) !== true || name === known(olds, "serviceName")) return none;
    const service = name.slice(begins.length);
    const { endpointServices, absentServices } = closedLists();
    const missing = `InvalidServiceName: The Vpc Endpoint Service '${name}' does not exist.`;
    if (!endpointServices.values.includes(service)) {
      return refused("serviceName", `${missing} ${allowedIn(endpointServices, service)}`, endpointServices.source);
    }
    const absent = absentFrom(absentServices, service, region, service);
    return absent === undefined ? none : refused("serviceName", `${missing} ${absent[0]}`, absent[1]);
  },
};
