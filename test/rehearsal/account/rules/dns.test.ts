import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf } from "../types/service-account";
import { itRefuses } from "./twins";
import type { Twin } from "./twins";

const zone = "aws:route53/zone:Zone";
const record = "aws:route53/record:Record";
const certificate = "aws:acm/certificate:Certificate";
const refused = "InvalidChangeBatch";

function around(account: ServiceAccount): void {
  account.put(zone, "ZOWN", { zoneId: "ZOWN", name: "example.org", forceDestroy: false });
  account.put(record, "there", { zoneId: "ZOWN", name: "there", type: "A", records: ["192.0.2.1"], ttl: 60 });
  account.put(record, "many", {
    zoneId: "ZOWN",
    name: "many",
    type: "A",
    setIdentifier: "a",
    weightedRoutingPolicies: [{ weight: 1 }],
  });
  account.put("aws:lb/loadBalancer:LoadBalancer", "edge", {
    dnsName: "edge-1.eu-west-1.elb.amazonaws.com",
    zoneId: "Z32O12XQLNTSW2",
  });
  account.put(zone, "ZINNER", { zoneId: "ZINNER", name: "internal.example", vpcs: [{ vpcId: "vpc-00000001" }] });
  account.put("aws:ec2/vpc:Vpc", "vpc-00000002", {});
}

const of = (type: string, value: string): WireObject => ({
  zoneId: "ZOWN",
  name: "new",
  type,
  ttl: 60,
  records: [value],
});
const values = (value: string): WireObject => ({ records: [value] });
const alias = (name: string, zoneId: string, type = "A"): WireObject => ({
  zoneId: "ZOWN",
  name: "new",
  type,
  aliases: [{ name, zoneId, evaluateTargetHealth: false }],
});
const balancer = "dualstack.edge-1.eu-west-1.elb.amazonaws.com";
const weighted = { setIdentifier: "b", weightedRoutingPolicies: [{ weight: 1 }] };

const cases: readonly Twin[] = [
  ["an address that is none", record, of("A", "192.0.2.1"), values("example.org"), refused],
  ["an IPv4 address in AAAA", record, of("AAAA", "2001:db8::1"), values("192.0.2.1"), refused],
  ["a URL in CNAME", record, of("CNAME", "other.example.org"), values("https://other.example.org"), refused],
  [
    "a mail server without its preference",
    record,
    of("MX", "10 mail.example.org"),
    values("mail.example.org"),
    refused,
  ],
  ["a service without its port", record, of("SRV", "1 10 443 a.example.org"), values("1 10 a.example.org"), refused],
  ["an issuer without quotes", record, of("CAA", '0 issue "amazon.com"'), values("0 issue amazon.com"), refused],
  ["a text too long", record, of("TXT", "v".repeat(255)), values("v".repeat(256)), refused],
  ["a value twice", record, of("A", "192.0.2.1"), { records: ["192.0.2.1", "192.0.2.1"] }, refused],
  ["name servers at the top", record, of("NS", "ns1.example.org"), { name: "example.org" }, refused],
  [
    "a simple record beside weighted ones",
    record,
    { ...of("A", "192.0.2.1"), name: "many", ...weighted },
    { setIdentifier: undefined, weightedRoutingPolicies: undefined },
    refused,
  ],
  [
    "an alias that names another zone than its balancer's",
    record,
    alias(balancer, "Z32O12XQLNTSW2"),
    alias(balancer, "ZOTHER"),
    refused,
  ],
  [
    "an alias that names another zone than the distributions'",
    record,
    alias("d1.cloudfront.net", "Z2FDTNDATAQYW2"),
    alias("d1.cloudfront.net", "ZOTHER"),
    refused,
  ],
  [
    "an alias of a type its target has not",
    record,
    alias(balancer, "Z32O12XQLNTSW2", "AAAA"),
    alias(balancer, "Z32O12XQLNTSW2", "MX"),
    refused,
  ],
  [
    "an alias to no record of its zone",
    record,
    alias("there.example.org", "ZOWN"),
    alias("nowhere.example.org", "ZOWN"),
    refused,
  ],
  [
    "a private zone of a network that is not there",
    zone,
    { name: "inner.example", vpcs: [{ vpcId: "vpc-00000001" }] },
    { vpcs: [{ vpcId: "vpc-00000009" }] },
    "InvalidVPCId",
  ],
  [
    "a second private zone of one name in a network",
    zone,
    { name: "internal.example", vpcs: [{ vpcId: "vpc-00000002" }] },
    { vpcs: [{ vpcId: "vpc-00000001" }] },
    "ConflictingDomainExists",
  ],
];

describe("DNS refuses", () => {
  itRefuses(cases, around);
});

describe("a certificate", () => {
  /** A certificate and its proof, changed; then the wait for it. */
  function waited(changes: WireObject, more: readonly WireObject[] = []): string {
    const account = new ServiceAccount();
    around(account);
    const { id, state } = account.create(certificate, { domainName: "api.example.org", validationMethod: "DNS" });
    const [option] = state.domainValidationOptions as WireObject[];
    account.create(record, {
      zoneId: "ZOWN",
      name: option?.resourceRecordName,
      type: "CNAME",
      records: [option?.resourceRecordValue],
      ttl: 60,
      ...changes,
    });
    for (const each of more) account.create(record, each);
    const wait = { certificateArn: id };
    return refusalOf(() => account.create("aws:acm/certificateValidation:CertificateValidation", wait));
  }
  const caa = (name: string, value: string): WireObject => ({ ...of("CAA", value), name });

  it.each<[string, WireObject, WireObject[], string]>([
    ["is issued for its record", {}, [], "accepted"],
    [
      "is not issued for a wrong value",
      { records: ["_other.acm-validations.aws."] },
      [],
      "CertificateValidationTimeout",
    ],
    ["is not issued for a record of another type", { type: "TXT" }, [], "CertificateValidationTimeout"],
    ["is not issued where others are the only issuers", {}, [caa("", '0 issue "letsencrypt.org"')], "CAA_ERROR"],
    ["is issued where Amazon is among the issuers", {}, [caa("", '0 issue "amazon.com"')], "accepted"],
    [
      "is issued by the nearest list of issuers",
      {},
      [caa("", '0 issue "letsencrypt.org"'), caa("api", '0 issue "amazontrust.com"')],
      "accepted",
    ],
    ["is issued where only somebody else's wildcards are limited", {}, [caa("", '0 issuewild ";"')], "accepted"],
  ])("%s", (_, changes, more, code) => {
    expect(waited(changes, more)).toBe(code);
  });

  it("is not proved by a record of a private zone", () => {
    const account = new ServiceAccount();
    around(account);
    const { id, state } = account.create(certificate, { domainName: "api.internal.example", validationMethod: "DNS" });
    const [option] = state.domainValidationOptions as WireObject[];
    const proof = { name: option?.resourceRecordName, type: "CNAME", records: [option?.resourceRecordValue], ttl: 60 };
    const wait = () =>
      refusalOf(() => account.create("aws:acm/certificateValidation:CertificateValidation", { certificateArn: id }));
    account.create(record, { zoneId: "ZINNER", ...proof });
    expect(wait()).toBe("CertificateValidationTimeout");
    account.put(zone, "ZPUBLIC", { zoneId: "ZPUBLIC", name: "internal.example" });
    account.create(record, { zoneId: "ZPUBLIC", ...proof });
    expect(wait()).toBe("accepted");
  });
});

describe("a zone that holds records", () => {
  function removed(forceDestroy: boolean) {
    const account = new ServiceAccount();
    const { id: zoneId } = account.create(zone, { name: "example.org", forceDestroy });
    account.create(record, { ...of("A", "192.0.2.1"), zoneId });
    const outcome = refusalOf(() => {
      account.delete(zone, { id: zoneId });
    });
    return { outcome, records: account.view.list(record).length };
  }

  it("stays, unless it says forceDestroy, and then takes them with it", () => {
    expect(removed(false)).toEqual({ outcome: "HostedZoneNotEmpty", records: 1 });
    expect(removed(true)).toEqual({ outcome: "accepted", records: 0 });
  });
});
