import type * as aws from "@pulumi/aws";
import { globalTypes, resourceType } from "../../resource-type";
import type { Creation, KeptResource, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { textOf, uuid } from "../wire-text";
import { refusesAlias } from "./route53-aliases";
import { bare, fullName, recordType, zoneType } from "./route53-names";
import { refusesValues } from "./route53-values";

const healthCheckType = "aws:route53/healthCheck:HealthCheck";

const invalidChange = (message: string): Refusal => ({ code: "InvalidChangeBatch", message });

/** Four name servers of four top-level domains, as every public zone gets them. */
function nameServers({ hex }: Pick<Creation<object>, "hex">): string[] {
  const number = (purpose: string, below: number) => parseInt(hex(6, purpose), 16) % below;
  return ["com", "net", "org", "co.uk"].map((ending, index) => {
    const set = number(`set ${index}`, 512) + index * 512;
    return `ns-${set}.awsdns-${String(number(`host ${index}`, 64)).padStart(2, "0")}.${ending}`;
  });
}

/** A name that ends in a dot is complete as it is, and must lie within the zone. */
function outsideZone({ inputs, account }: Creation<aws.route53.RecordArgs>): Refusal | undefined {
  const zone = account.find(zoneType, "zoneId", inputs.zoneId);
  const name = textOf(inputs.name);
  const complete = bare(name);
  if (!zone || !name.endsWith(".") || complete === bare(zone.state.name)) return undefined;
  return complete.endsWith(`.${bare(zone.state.name)}`)
    ? undefined
    : invalidChange(`RRSet with DNS name ${name} is not permitted in zone ${bare(zone.state.name)}.`);
}

function sameRecord(creation: Creation<aws.route53.RecordArgs>): KeptResource | undefined {
  const { inputs, account, id } = creation;
  const zoneName = account.find(zoneType, "zoneId", inputs.zoneId)?.state.name;
  const name = fullName(inputs.name, zoneName);
  return account
    .list(recordType)
    .find(
      (other) =>
        other.id !== id &&
        other.state.zoneId === inputs.zoneId &&
        other.state.type === inputs.type &&
        fullName(other.state.name, zoneName) === name &&
        (other.state.setIdentifier ?? "") === (inputs.setIdentifier ?? ""),
    );
}

function duplicate(creation: Creation<aws.route53.RecordArgs>): Refusal | undefined {
  const { inputs } = creation;
  if (inputs.allowOverwrite === true || !sameRecord(creation)) return undefined;
  return invalidChange(
    `Tried to create resource record set [name='${bare(inputs.name)}.', type='${textOf(inputs.type)}'] but it already exists`,
  );
}

/** Every zone has records of its own at its top from the start. */
function ownRecords({ inputs, account }: Creation<aws.route53.RecordArgs>): Refusal | undefined {
  const { type = "", allowOverwrite } = inputs;
  const zoneName = account.find(zoneType, "zoneId", inputs.zoneId)?.state.name;
  const atTop = zoneName !== undefined && fullName(inputs.name, zoneName) === bare(zoneName);
  return ["NS", "SOA"].includes(type) && atTop && allowOverwrite !== true
    ? invalidChange(
        `Tried to create resource record set [name='${bare(zoneName)}.', type='${type}'] but it already exists`,
      )
    : undefined;
}

const policies = [
  "weightedRoutingPolicies",
  "latencyRoutingPolicies",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "cidrRoutingPolicy",
  "multivalueAnswerRoutingPolicy",
] as const;

/** The records of one name and type are all simple ones, or all of one routing policy (ChangeResourceRecordSets). */
function routing({ inputs, account, id }: Creation<aws.route53.RecordArgs>): Refusal | undefined {
  const policyOf = (record: object): string | undefined =>
    policies.find((each) => (record as Record<string, unknown>)[each] !== undefined);
  const zoneName = account.find(zoneType, "zoneId", inputs.zoneId)?.state.name;
  const name = fullName(inputs.name, zoneName);
  const other = account
    .list(recordType)
    .find(
      ({ id: otherId, state }) =>
        otherId !== id &&
        state.zoneId === inputs.zoneId &&
        state.type === inputs.type &&
        fullName(state.name, zoneName) === name &&
        policyOf(state) !== policyOf(inputs),
    );
  return (
    other &&
    invalidChange(
      `RRSet with DNS name ${name}., type ${textOf(inputs.type)}, SetIdentifier ${textOf(inputs.setIdentifier)} cannot be created as other RRSets exist with the same name and type and another routing policy.`,
    )
  );
}

/** The error in kubernetes-sigs/external-dns#2362. */
function primaryWithoutCheck({ inputs }: Creation<aws.route53.RecordArgs>): Refusal | undefined {
  const isPrimary = (inputs.failoverRoutingPolicies ?? []).some(({ type }) => type === "PRIMARY");
  return isPrimary && (inputs.aliases ?? []).length === 0 && inputs.healthCheckId === undefined
    ? invalidChange("A non-alias primary ResourceRecordSet must have an associated health check.")
    : undefined;
}

function contents({ inputs }: Creation<aws.route53.RecordArgs>): Refusal | undefined {
  const isAlias = (inputs.aliases ?? []).length > 0;
  if (isAlias) return undefined;
  if (inputs.ttl === undefined) return invalidChange("A record that is no alias needs a ttl.");
  // ChangeResourceRecordSets, "MultiValueAnswer": not for aliases, CNAME and NS.
  if (inputs.multivalueAnswerRoutingPolicy === true && ["CNAME", "NS"].includes(textOf(inputs.type))) {
    return invalidChange(`MultiValueAnswer is not supported for records of the type ${textOf(inputs.type)}.`);
  }
  return inputs.type === "CNAME" && (inputs.records ?? []).length > 1
    ? invalidChange("A CNAME record has exactly one value.")
    : undefined;
}

/** A name with a CNAME has no other record, and the zone's own name has no CNAME. */
function cname({ inputs, account, id }: Creation<aws.route53.RecordArgs>): Refusal | undefined {
  const zoneName = account.find(zoneType, "zoneId", inputs.zoneId)?.state.name;
  const name = fullName(inputs.name, zoneName);
  if (inputs.type === "CNAME" && name === bare(zoneName)) {
    return invalidChange(`RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${name}.`);
  }
  const beside = account
    .list(recordType)
    .find(
      (other) =>
        other.id !== id &&
        other.state.zoneId === inputs.zoneId &&
        fullName(other.state.name, zoneName) === name &&
        other.state.type !== inputs.type &&
        (other.state.type === "CNAME" || inputs.type === "CNAME"),
    );
  return beside && invalidChange(`RRSet of type ${textOf(inputs.type)} with DNS name ${name}. conflicts with a CNAME.`);
}

const zoneReference = { property: "zoneId", to: zoneType, by: ["id", "zoneId"], missing: "NoSuchHostedZone" } as const;

/** Route 53 deletes only a zone without records of its own; the provider empties one that says `forceDestroy`. */
const recordsInZone = { ...zoneReference, inUse: "HostedZoneNotEmpty" } as const;

/** Two private zones of one name cannot be seen from one VPC (AssociateVPCWithHostedZone, ConflictingDomainExists). */
function sameDomainInNetwork({ inputs, name, id, account }: Creation<aws.route53.ZoneArgs>): Refusal | undefined {
  const networks = new Set((inputs.vpcs ?? []).map(({ vpcId }) => vpcId));
  const networksOf = (vpcs: unknown): readonly { readonly vpcId?: string }[] =>
    Array.isArray(vpcs) ? (vpcs as readonly { readonly vpcId?: string }[]) : [];
  const other = account
    .list(zoneType)
    .find(
      (zone) =>
        zone.id !== id &&
        bare(zone.state.name) === bare(name) &&
        networksOf(zone.state.vpcs).some(({ vpcId }) => vpcId !== undefined && networks.has(vpcId)),
    );
  return (
    other && {
      code: "ConflictingDomainExists",
      message: `The VPC is already associated with the hosted zone ${other.id} of the same domain ${bare(name)}.`,
    }
  );
}

function healthCheckTarget({ inputs }: Creation<aws.route53.HealthCheckArgs>): Refusal | undefined {
  const invalid = (message: string): Refusal => ({ code: "InvalidInput", message });
  const probes = ["HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"].includes(textOf(inputs.type));
  if (probes && inputs.fqdn === undefined && inputs.ipAddress === undefined) {
    return invalid("A health check of this type needs a domain name or an address.");
  }
  // Route 53 API reference, HealthCheckConfig.
  const searches = textOf(inputs.type).endsWith("_STR_MATCH");
  if (searches !== (inputs.searchString !== undefined)) {
    return invalid(
      `SearchString ${searches ? "is required for" : "is not allowed with"} the type ${textOf(inputs.type)}.`,
    );
  }
  return probes && inputs.requestInterval !== undefined && ![10, 30].includes(inputs.requestInterval)
    ? invalid(`The request interval is ${inputs.requestInterval}; it must be 10 or 30 seconds.`)
    : undefined;
}

/** Route 53 has no regions. */
export const route53: ResourceTypes = globalTypes({
  [zoneType]: resourceType<aws.route53.ZoneArgs, aws.route53.ZoneState>({
    title: "Route 53 Hosted Zone",
    empty: { enableAcceleratedRecovery: false },
    name: {
      property: "name",
      pattern: /([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}\.?/i,
      maxLength: 255,
      allowed: "a domain name of labels of 1 to 63 letters, digits and hyphens",
      uniqueIn: "none",
      taken: "HostedZoneAlreadyExists",
    },
    id: ({ hex }) => `Z${hex(20).toUpperCase()}`,
    taggable: true,
    defaults: { comment: "Managed by Pulumi", forceDestroy: false },
    computed: {
      arn: ({ id, arn }) => arn("route53", `hostedzone/${id}`, { region: "", account: "" }),
      zoneId: ({ id }) => id,
      nameServers: nameServers,
      primaryNameServer: (creation) => nameServers(creation)[0] ?? "",
    },
    replaces: ["name", "delegationSetId"],
    releasedBy: "forceDestroy",
    references: [
      {
        property: "vpcs[].vpcId",
        to: "aws:ec2/vpc:Vpc",
        by: "id",
        missing: "InvalidVPCId",
        inUse: "DependencyViolation",
      },
    ],
    refuses: sameDomainInNetwork,
  }),
  [recordType]: resourceType<aws.route53.RecordArgs, aws.route53.RecordState>({
    title: "Route 53 Record",
    empty: { allowOverwrite: false },
    id: ({ inputs, account }) => {
      const zoneName = account.find(zoneType, "zoneId", inputs.zoneId)?.state.name;
      const parts = [inputs.zoneId, fullName(inputs.name, zoneName), inputs.type, inputs.setIdentifier];
      return parts.filter((part) => part !== undefined).join("_");
    },
    computed: {
      fqdn: ({ inputs, account }) =>
        fullName(inputs.name, account.find(zoneType, "zoneId", inputs.zoneId)?.state.name ?? inputs.name),
    },
    replaces: ["zoneId", "name"],
    references: [
      recordsInZone,
      {
        property: "healthCheckId",
        to: healthCheckType,
        by: "id",
        missing: "NoSuchHealthCheck",
        inUse: "HealthCheckInUse",
      },
    ],
    // The zone takes its records with it when it says `forceDestroy`.
    partOf: zoneReference,
    refuses: firstRefusal(
      outsideZone,
      contents,
      primaryWithoutCheck,
      refusesValues,
      refusesAlias,
      ownRecords,
      cname,
      routing,
      duplicate,
    ),
  }),
  [healthCheckType]: resourceType<aws.route53.HealthCheckArgs, aws.route53.HealthCheckState>({
    title: "Route 53 Health Check",
    empty: { triggers: {}, failureThreshold: 0, regions: [] },
    id: (creation) => uuid(creation),
    taggable: true,
    defaults: { disabled: false, measureLatency: false },
    computed: {
      arn: ({ id, arn }) => arn("route53", `healthcheck/${id}`, { region: "", account: "" }),
      enableSni: ({ inputs }) => textOf(inputs.type).startsWith("HTTPS"),
    },
    replaces: ["type", "requestInterval", "measureLatency", "referenceName", "routingControlArn"],
    refuses: healthCheckTarget,
  }),
});
