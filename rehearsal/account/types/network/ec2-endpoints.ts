import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { securityGroupReference } from "./ec2-security-groups";
import { ec2Id, vpcReference } from "./ec2-vpc";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

const vpcEndpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** Services that have a gateway endpoint; all others have interface endpoints only. */
const gatewayServices = ["s3", "dynamodb"];

type Endpoint = Creation<aws.ec2.VpcEndpointArgs>;

/** An endpoint leads to a service of its own region, of the kind the service offers. */
export function serviceRefusal({ inputs, account }: Endpoint): Refusal | undefined {
  const { serviceName } = inputs;
  if (serviceName === undefined || inputs.serviceRegion !== undefined) return undefined;
  const prefixes = [
    `com.amazonaws.${account.region}.`,
    `com.amazonaws.vpce.${account.region}.`,
    "aws.api.",
    "aws.sagemaker.",
  ];
  if (!prefixes.some((prefix) => serviceName.startsWith(prefix))) {
    return { code: "InvalidServiceName", message: `The Vpc Endpoint Service '${serviceName}' does not exist` };
  }
  const gateway = (inputs.vpcEndpointType ?? "Gateway") === "Gateway";
  return gateway && !gatewayServices.some((service) => serviceName === `com.amazonaws.${account.region}.${service}`)
    ? {
        code: "InvalidParameter",
        message: `Endpoint type (Gateway) does not match available service types ([Interface]) of ${serviceName}.`,
      }
    : undefined;
}

/** Private DNS needs the VPC's own DNS, and one endpoint per service at most has it in a VPC. */
export function privateDnsRefusal({ inputs, id, account }: Endpoint): Refusal | undefined {
  if (inputs.privateDnsEnabled !== true) return undefined;
  const vpc = account.find("aws:ec2/vpc:Vpc", "id", inputs.vpcId)?.state;
  if (vpc && (vpc.enableDnsSupport === false || vpc.enableDnsHostnames !== true)) {
    return {
      code: "InvalidParameter",
      message: "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true",
    };
  }
  const conflict = account
    .list(vpcEndpoint)
    .some(
      ({ id: other, state }) =>
        other !== id &&
        state.vpcId === inputs.vpcId &&
        state.serviceName === inputs.serviceName &&
        state.privateDnsEnabled === true,
    );
  return conflict
    ? {
        code: "InvalidParameter",
        message: `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${inputs.serviceName ?? ""} in the VPC ${inputs.vpcId ?? ""}`,
      }
    : undefined;
}

/** An interface endpoint stands in each zone once. */
export function zonesRefusal({ inputs, account }: Endpoint): Refusal | undefined {
  const zones = (inputs.subnetIds ?? []).map(
    (subnetId) => account.find("aws:ec2/subnet:Subnet", "id", subnetId)?.state.availabilityZone,
  );
  return new Set(zones).size < zones.length
    ? {
        code: "DuplicateSubnetsInSameZone",
        message: "Found another VPC endpoint subnet in the same availability zone.",
      }
    : undefined;
}

/** Each type of endpoint stands in what is its own (EC2 API reference, CreateVpcEndpoint, "SubnetIds", "RouteTableIds"). */
export function placeRefusal({ inputs, id, account }: Endpoint): Refusal | undefined {
  const gateway = (inputs.vpcEndpointType ?? "Gateway") === "Gateway";
  const tables = inputs.routeTableIds ?? [];
  if (!gateway && tables.length > 0) {
    return { code: "InvalidParameter", message: "Route table IDs are supported for Gateway type VPC Endpoint only." };
  }
  if (gateway && [...(inputs.subnetIds ?? []), ...(inputs.securityGroupIds ?? [])].length > 0) {
    return {
      code: "InvalidParameter",
      message: "Subnet IDs and security group IDs are only supported for Interface type VPC Endpoint.",
    };
  }
  const taken = account
    .list(vpcEndpoint)
    .filter((other) => other.id !== id && other.state.serviceName === inputs.serviceName)
    .flatMap(({ state }) => (Array.isArray(state.routeTableIds) ? (state.routeTableIds as readonly string[]) : []));
  const twice = tables.find((table) => taken.includes(table));
  return gateway && twice !== undefined
    ? {
        code: "RouteAlreadyExists",
        message: `route table ${twice} already has a route to the service ${inputs.serviceName ?? ""}`,
      }
    : undefined;
}

const routeTablesReference = {
  to: ["aws:ec2/routeTable:RouteTable", "aws:ec2/vpc:Vpc"],
  by: ["id", "mainRouteTableId"],
  missing: "InvalidRouteTableId.NotFound",
} as const;

const subnetReference = {
  to: "aws:ec2/subnet:Subnet",
  by: "id",
  missing: "InvalidSubnetID.NotFound",
  inUse: "DependencyViolation",
} as const;

/** Source: EC2 API reference, CreateFlowLogs, error FlowLogAlreadyExists. */
function sameFlowLog({ inputs, id, account }: Creation<aws.ec2.FlowLogArgs>): Refusal | undefined {
  const keys = ["vpcId", "subnetId", "eniId", "trafficType", "logDestination"] as const;
  const same = account
    .list("aws:ec2/flowLog:FlowLog")
    .some((other) => other.id !== id && keys.every((key) => (other.state[key] ?? "") === (inputs[key] ?? "")));
  return same
    ? {
        code: "FlowLogAlreadyExists",
        message: "Error. There is an existing Flow Log with the same configuration and log destination.",
      }
    : undefined;
}

/** What EC2 refuses about a flow log: no destination, a role where none belongs, an interval it does not know. */
export function flowLogRefusal({ inputs }: Creation<aws.ec2.FlowLogArgs>): Refusal | undefined {
  const watched = [inputs.vpcId, inputs.subnetId, inputs.eniId, inputs.transitGatewayId].filter(Boolean);
  if (watched.length !== 1) {
    return { code: "InvalidParameter", message: "A flow log watches exactly one VPC, subnet, interface or gateway." };
  }
  const interval = inputs.maxAggregationInterval ?? 600;
  if (interval !== 60 && interval !== 600) {
    return { code: "InvalidParameter", message: `maxAggregationInterval is ${interval}; must be 60 or 600 seconds.` };
  }
  const toLogs = (inputs.logDestinationType ?? "cloud-watch-logs") === "cloud-watch-logs";
  if (toLogs && inputs.iamRoleArn === undefined) {
    return {
      code: "InvalidParameter",
      message: "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs",
    };
  }
  return !toLogs && inputs.iamRoleArn !== undefined && inputs.logDestinationType === "s3"
    ? { code: "InvalidParameter", message: "DeliverLogsPermissionArn is not applicable for s3 delivery" }
    : undefined;
}

export const endpointTypes: ResourceTypes = {
  [vpcEndpoint]: resourceType<aws.ec2.VpcEndpointArgs, aws.ec2.VpcEndpointState>({
    title: "EC2 VPC Endpoint",
    empty: {
      cidrBlocks: [],
      dnsOptions: {},
      ipAddressType: "",
      policy: "",
      serviceRegion: "",
      subnetConfigurations: [],
    },
    id: ec2Id("vpce"),
    taggable: true,
    defaults: { vpcEndpointType: "Gateway" },
    computed: {
      arn: ({ id, arn }) => arn("ec2", `vpc-endpoint/${id}`),
      ownerId: ({ account }) => account.accountId,
      state: () => "available",
      requesterManaged: () => false,
      privateDnsEnabled: () => false,
      prefixListId: ({ inputs, hex }) => (inputs.vpcEndpointType === "Interface" ? "" : `pl-${hex(8, "list")}`),
      networkInterfaceIds: ({ inputs, hex }) => (inputs.subnetIds ?? []).map((subnet) => `eni-${hex(17, subnet)}`),
      dnsEntries: ({ inputs, id, hex, account }) =>
        inputs.vpcEndpointType === "Interface"
          ? [
              {
                dnsName: `${id}-${hex(8, "dns")}.${textOf(inputs.serviceName).split(".").pop() ?? ""}.${account.region}.vpce.amazonaws.com`,
                hostedZoneId: `Z${hex(13, "zone").toUpperCase()}`,
              },
            ]
          : [],
      routeTableIds: () => [],
      securityGroupIds: () => [],
      subnetIds: () => [],
    },
    replaces: ["serviceName", "serviceRegion", "vpcEndpointType", "vpcId"],
    references: [
      vpcReference,
      { property: "routeTableIds[]", ...routeTablesReference },
      { property: "subnetIds[]", ...subnetReference },
      { property: "securityGroupIds[]", ...securityGroupReference, inUse: "DependencyViolation" },
    ],
    oneNetwork: [
      { properties: ["vpcId", "routeTableIds[]", "subnetIds[]", "securityGroupIds[]"], code: "InvalidParameter" },
    ],
    refuses: firstRefusal(serviceRefusal, placeRefusal, privateDnsRefusal, zonesRefusal),
  }),
  "aws:ec2/flowLog:FlowLog": resourceType<aws.ec2.FlowLogArgs, aws.ec2.FlowLogState>({
    title: "EC2 Flow Log",
    empty: { logDestination: "" },
    id: ec2Id("fl"),
    taggable: true,
    defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
    computed: {
      arn: ({ id, arn }) => arn("ec2", `vpc-flow-log/${id}`),
      logFormat: () =>
        "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
    },
    replaces: [
      "destinationOptions",
      "eniId",
      "iamRoleArn",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "maxAggregationInterval",
      "subnetId",
      "trafficType",
      "vpcId",
    ],
    references: [
      { property: "vpcId", to: "aws:ec2/vpc:Vpc", by: "id", missing: "InvalidVpcID.NotFound" },
      {
        property: "iamRoleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "InvalidParameter",
        // EC2 takes the flow log and then reports "Access error" (VPC guide, troubleshooting); the account says so at once.
        assumedBy: "vpc-flow-logs.amazonaws.com",
      },
      {
        property: "logDestination",
        to: "aws:cloudwatch/logGroup:LogGroup",
        by: "arn",
        missing: "LogDestinationNotFound",
        except: /^arn:aws[a-z-]*:(s3|firehose):/,
      },
    ],
    refuses: firstRefusal(flowLogRefusal, sameFlowLog),
  }),
};
