import { IPv4 } from "ipaddr.js";
import { z } from "zod";
import { asAddress, asHost, asOrigin, rewritten } from "./corrected";
import { text } from "./field";

const dottedQuad = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;

/** An IPv4 range as its first address and size. `undefined` for anything else. */
function rangeOf(cidr: string): { first: number; size: number } | undefined {
  if (!dottedQuad.test(cidr) || !IPv4.isValidCIDRFourPartDecimal(cidr)) return undefined;
  const first = IPv4.networkAddressFromCIDR(cidr)
    .toByteArray()
    .reduce((sum, byte) => sum * 256 + byte, 0);
  return { first, size: 2 ** (32 - IPv4.parseCIDR(cidr)[1]) };
}

/** Whether two IPv4 ranges overlap; false if either is malformed, which is a separate fault. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a !== undefined && b !== undefined && a.first < b.first + b.size && b.first < a.first + a.size;
}

/** The private ranges, by ipaddr.js's names: RFC 1918 and RFC 6598. */
const privateRanges: readonly string[] = ["private", "carrierGradeNat"];

/**
 * The address range of a network. A VPC takes /16 to /28 (EC2's CreateVpc); down to /20 the nine subnets of three
 * tiers over three zones still have room for every task, database node and interface endpoint.
 */
export function networkRange() {
  return text(
    "a private IPv4 range such as 10.20.0.0/16: /16 to /20, within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10",
    (value) => networkRangeFix(value) === undefined,
    networkRangeFix,
  );
}

function networkRangeFix(value: string): string | undefined {
  if (rangeOf(value) === undefined)
    return "write a CIDR block: four numbers from 0 to 255, a slash and the prefix length";
  const [address, prefix] = IPv4.parseCIDR(value);
  if (prefix < 16) return `a VPC is at most a /16: write /16 instead of /${prefix}`;
  if (prefix > 20) return `a /${prefix} is too small for three tiers in three zones: write /20 or a smaller number`;
  const network = IPv4.networkAddressFromCIDR(value).toString();
  if (network !== address.toString()) return `the block starts at ${network}: write ${network}/${prefix}`;
  if (overlap(value, ofContainers)) {
    return `choose a range apart from ${ofContainers}: Docker and some AWS services use it (Amazon VPC User Guide, VPC CIDR blocks)`;
  }
  return privateRanges.includes(address.range()) ? undefined : "choose a private range";
}

/** The range of Docker's bridge, which AWS advises against for a VPC (Amazon VPC User Guide, VPC CIDR blocks). */
const ofContainers = "172.17.0.0/16";

const hostPattern = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a text is a host name of at least two labels, in lower case (RFC 1123). */
export function isHost(value: string): boolean {
  return hostPattern.test(value);
}

/** A host name. */
export function host() {
  return text("a host name in lower case, without https:// and without a path", isHost, rewritten(isHost, asHost));
}

/**
 * A domain with the host `api.`. ACM allows at most 64 characters for the first name of a certificate
 * (RequestCertificate), including `api.`.
 */
export function domain() {
  const isDomain = (value: string) => isHost(value) && value.length <= 60 && !value.startsWith("api.");
  return text(
    "a domain name in lower case of at most 60 characters, without https:// and without api.",
    isDomain,
    (value) =>
      value.startsWith("api.")
        ? `write ${value.slice(4)}: the program adds api. to it`
        : rewritten(isDomain, asHost)(value),
  );
}

/** Host names below a system's domain. */
const hostsBelow = ["api", "app", "admin", "doctor"];

/** Whether two domains are equal, or one is a host of the other. */
export function shareHost(one: string, other: string): boolean {
  const isBelow = (host: string, domain: string) => hostsBelow.some((label) => host === `${label}.${domain}`);
  return one === other || isBelow(one, other) || isBelow(other, one);
}

/** An e-mail address, without a display name. */
export function emailAddress() {
  const isAddress = (value: string) => z.email().safeParse(value).success;
  return text("one e-mail address, without a display name", isAddress, rewritten(isAddress, asAddress));
}

/** Whether a text is an https URL. `URL` itself trims white space, drops line breaks and tabs, and encodes other blanks. */
function isHttpsUrl(value: string): boolean {
  return (
    !/\s/.test(value) && URL.canParse(value) && new URL(value).protocol === "https:" && isHost(new URL(value).hostname)
  );
}

/** An https URL. */
export function httpsUrl() {
  // The URL itself is not repeated: an endpoint's path may hold a key.
  return text("a URL that starts with https://", isHttpsUrl, (value) =>
    isHttpsUrl(value.replace(/^(http:\/\/)?/i, "https://"))
      ? "start it with https://"
      : "write a URL with a public host name",
  );
}

/** The URL of a folder of pages, shown in links: `https://handbook.clinic.test/runbooks`. */
export function folderUrl() {
  const isFolder = (value: string) => {
    if (!isHttpsUrl(value) || value.length > longestFolder || value.endsWith("/")) return false;
    const { username, password, search, hash } = new URL(value);
    return [username, password, search, hash].every((part) => part === "");
  };
  return text(
    `a URL that starts with https://, of at most ${longestFolder} characters, without credentials, ?, # and a slash at the end`,
    isFolder,
    (value) => {
      if (isFolder(value.replace(/\/+$/, ""))) return "remove the slash at the end: the program adds one";
      return isFolder(value.replace(/^(http:\/\/)?/i, "https://")) ? "start it with https://" : undefined;
    },
  );
}

/** Links with it and their text must fit into the 1024 characters of an alarm's description (PutMetricAlarm). */
const longestFolder = 256;

/** A web origin as sent by browsers: scheme and host only (AH-VAR-15). */
export function httpsOrigin() {
  const isOrigin = (value: string) => isHttpsUrl(value) && new URL(value).origin === value;
  return text(
    "an origin such as https://admin.clinic.test: https, no path, no trailing slash, no *",
    isOrigin,
    rewritten(isOrigin, asOrigin),
  );
}
