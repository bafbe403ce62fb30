import * as net from "node:net";
import type * as aws from "@pulumi/aws";
import type { Check } from "../first-refusal";

/** The characters of one string of a TXT record (Route 53 developer guide, "TXT record type"). */
const longestString = 255;

const priority = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

/**
 * What is wrong with a value of each type, in Route 53's words, or undefined. Source: Route 53 developer guide, "Supported
 * DNS record types".
 */
const faults: Readonly<Record<string, (value: string) => string | undefined>> = {
  A: (value) => (net.isIPv4(value) ? undefined : "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"),
  AAAA: (value) => (net.isIPv6(value) ? undefined : "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)"),
  CNAME: (value) => domainFault("CNAME", value),
  NS: (value) => domainFault("NS", value),
  PTR: (value) => domainFault("PTR", value),
  MX: (value) => {
    const [preference = "", host = "", ...rest] = value.trim().split(/\s+/);
    return priority(preference) && host !== "" && rest.length === 0
      ? undefined
      : "MXRRDATANotTwoFields (Value is not a preference and a mail server)";
  },
  SRV: (value) => {
    const [first = "", second = "", third = "", host = "", ...rest] = value.trim().split(/\s+/);
    return [first, second, third].every(priority) && host !== "" && rest.length === 0
      ? undefined
      : "SRVRRDATANotFourFields (Value is not a priority, weight, port and host)";
  },
  CAA: (value) =>
    /^\d{1,3}\s+(issue|issuewild|iodef|contactemail|contactphone)\s+".*"$/.test(value.trim()) &&
    Number.parseInt(value, 10) <= 255
      ? undefined
      : 'CAARRDATANotThreeFields (Value is not flags, a tag and a quoted value such as 0 issue "amazon.com")',
  // The provider puts the quotes around; `""` within parts one string from the next (route53/record.go, expandTxtEntry).
  TXT: (value) =>
    value.split(/"\s*"/).some((part) => part.replace(/^"|"$/g, "").length > longestString)
      ? "CharacterStringTooLong (Value is too long)"
      : undefined,
};

function domainFault(type: string, value: string): string | undefined {
  const name = value.trim().replace(/\.$/, "");
  return name !== "" && name.length <= 253 && name.split(".").every((label) => /^[^\s/:]{1,63}$/.test(label))
    ? undefined
    : `${type}RRDATAIllegalDomainName (Value is not a valid domain name)`;
}

/** What Route 53 refuses about the values of a record. */
export const refusesValues: Check<aws.route53.RecordArgs> = ({ inputs }) => {
  const { type = "", records = [] } = inputs;
  const [wrong] = records.flatMap((value) => {
    const fault = faults[type]?.(value);
    return fault === undefined ? [] : [`'FATAL problem: ${fault} encountered with '${value}''`];
  });
  if (wrong !== undefined) return { code: "InvalidChangeBatch", message: `Invalid Resource Record: ${wrong}` };
  return new Set(records).size < records.length
    ? { code: "InvalidChangeBatch", message: "Duplicate Resource Record: a value is given twice." }
    : undefined;
};
