import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AnyResourceType, ResourceTypes } from "../../resource-type";
import { certificateReference } from "./acm";
import { securityGroupReference } from "../network/ec2-security-groups";
import { hostedZones } from "./lb-zones";
import { noHeaders } from "./lb-listener-headers";
import {
  listenerChecks,
  listenerTypes,
  loadBalancerChecks,
  loadBalancerTypes,
  priorityInUse,
  targetGroupChecks,
  targetGroupTypes,
} from "./lb-checks";
import { listenerProtocol, ruleForwarding } from "./lb-protocols";
import { textOf } from "../wire-text";

const nameRule = {
  property: "name",
  maxLength: 32,
  allowed: "1 to 32 letters, digits and hyphens, with no hyphen at either end, and not beginning with internal-",
} as const;

const kindOf = (inputs: { readonly loadBalancerType?: unknown }): string =>
  ({ network: "net", gateway: "gwy" })[textOf(inputs.loadBalancerType)] ?? "app";

/** The end of an ARN behind its resource type: `app/name/0123456789abcdef`. */
const suffixOf = (arn: string, from: string): string => arn.slice(arn.indexOf(from));

/** The same description under the two spellings the SDK has for it. */
function bothSpellings(types: readonly string[], description: AnyResourceType): ResourceTypes {
  return Object.fromEntries(types.map((type) => [type, description]));
}

const loadBalancer = resourceType<aws.lb.LoadBalancerArgs, aws.lb.LoadBalancerState>({
  title: "ELBv2 Load Balancer",
  empty: {
    enablePrefixForIpv6SourceNat: "",
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "",
    namePrefix: "",
    secondaryIpsAutoAssignedPerSubnet: 0,
    subnetMappings: [],
    subnets: [],
  },
  name: {
    ...nameRule,
    pattern: /(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?/,
    taken: "DuplicateLoadBalancerName",
  },
  id: ({ name, inputs, hex, arn }) => arn("elasticloadbalancing", `loadbalancer/${kindOf(inputs)}/${name}/${hex(16)}`),
  taggable: true,
  defaults: {
    loadBalancerType: "application",
    internal: false,
    ipAddressType: "ipv4",
    idleTimeout: 60,
    clientKeepAlive: 3600,
    enableDeletionProtection: false,
    enableHttp2: true,
    enableCrossZoneLoadBalancing: true,
    enableWafFailOpen: false,
    enableXffClientPort: false,
    enableTlsVersionAndCipherSuiteHeaders: false,
    desyncMitigationMode: "defensive",
    dropInvalidHeaderFields: false,
    preserveHostHeader: false,
    xffHeaderProcessingMode: "append",
  },
  computed: {
    arn: ({ id }) => id,
    arnSuffix: ({ id }) => suffixOf(id, "loadbalancer/").replace(/^loadbalancer\//, ""),
    dnsName: ({ name, inputs, hex, account }) => {
      const number = parseInt(hex(8, "dns"), 16);
      const prefix = inputs.internal === true ? "internal-" : "";
      return `${prefix}${name}-${number}.${account.region}.elb.amazonaws.com`;
    },
    zoneId: ({ inputs, account, hex }) => {
      const zones = hostedZones[account.region];
      const own = `Z${hex(13, "zone").toUpperCase()}`;
      return (inputs.loadBalancerType === "network" ? zones?.network : zones?.application) ?? own;
    },
    securityGroups: () => [],
    vpcId: ({ inputs, account }) => {
      const subnet = inputs.subnets?.[0] ?? inputs.subnetMappings?.[0]?.subnetId;
      return textOf(account.find("aws:ec2/subnet:Subnet", "id", subnet)?.state.vpcId);
    },
  },
  replaces: ["name", "namePrefix", "internal", "loadBalancerType", "customerOwnedIpv4Pool"],
  references: [
    {
      property: "subnets[]",
      to: "aws:ec2/subnet:Subnet",
      by: "id",
      missing: "SubnetNotFound",
      inUse: "DependencyViolation",
    },
    {
      property: "subnetMappings[].subnetId",
      to: "aws:ec2/subnet:Subnet",
      by: "id",
      missing: "SubnetNotFound",
      inUse: "DependencyViolation",
    },
    {
      ...securityGroupReference,
      property: "securityGroups[]",
      missing: "InvalidSecurityGroup",
      inUse: "DependencyViolation",
    },
  ],
  oneNetwork: [
    { properties: ["subnets[]", "subnetMappings[].subnetId", "securityGroups[]"], code: "InvalidConfigurationRequest" },
  ],
  refuses: loadBalancerChecks,
  refusesDeletion: ({ arn, enableDeletionProtection }) =>
    enableDeletionProtection === true
      ? {
          code: "OperationNotPermitted",
          message: `Load balancer '${textOf(arn)}' cannot be deleted because deletion protection is enabled`,
        }
      : undefined,
});

const targetGroup = resourceType<aws.lb.TargetGroupArgs, aws.lb.TargetGroupState>({
  title: "ELBv2 Target Group",
  empty: {
    connectionTermination: false,
    loadBalancingAnomalyMitigation: "",
    namePrefix: "",
    preserveClientIp: "",
    stickiness: {},
    targetFailovers: [],
    targetGroupHealth: {},
  },
  name: { ...nameRule, pattern: /[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?/, taken: "DuplicateTargetGroupName" },
  id: ({ name, hex, arn }) => arn("elasticloadbalancing", `targetgroup/${name}/${hex(16)}`),
  taggable: true,
  defaults: {
    targetType: "instance",
    ipAddressType: "ipv4",
    deregistrationDelay: 300,
    slowStart: 0,
    loadBalancingAlgorithmType: "round_robin",
    loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
  },
  computed: {
    arn: ({ id }) => id,
    arnSuffix: ({ id }) => suffixOf(id, "targetgroup/"),
    loadBalancerArns: () => [],
    healthCheck: ({ inputs }) => ({
      enabled: true,
      healthyThreshold: 3,
      interval: 30,
      matcher: "",
      path: "",
      port: "traffic-port",
      protocol: textOf(inputs.protocol, "HTTP"),
      timeout: 5,
      unhealthyThreshold: 3,
    }),
    targetHealthStates: () => [],
    protocolVersion: () => "HTTP1",
  },
  replaces: [
    "name",
    "namePrefix",
    "port",
    "protocol",
    "protocolVersion",
    "targetType",
    "vpcId",
    "ipAddressType",
    "targetControlPort",
  ],
  references: [{ property: "vpcId", to: "aws:ec2/vpc:Vpc", by: "id", missing: "ValidationError" }],
  refuses: targetGroupChecks,
});

const loadBalancerReference = {
  property: "loadBalancerArn",
  to: loadBalancerTypes,
  by: "arn",
  missing: "LoadBalancerNotFound",
} as const;

const listenerReference = {
  property: "listenerArn",
  to: listenerTypes,
  by: "arn",
  missing: "ListenerNotFound",
} as const;

const targetGroupReference = {
  to: targetGroupTypes,
  by: "arn",
  missing: "TargetGroupNotFound",
  inUse: "ResourceInUse",
} as const;

const listener = resourceType<aws.lb.ListenerArgs, aws.lb.ListenerState>({
  title: "ELBv2 Listener",
  empty: {
    ...noHeaders,
    mutualAuthentication: {},
    tcpIdleTimeoutSeconds: 0,
  },
  id: ({ inputs, hex }) => `${textOf(inputs.loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${hex(16)}`,
  taggable: true,
  computed: {
    arn: ({ id }) => id,
    protocol: () => "HTTP",
    sslPolicy: ({ inputs }) =>
      inputs.protocol === "HTTPS" || inputs.protocol === "TLS" ? "ELBSecurityPolicy-2016-08" : "",
    routingHttpResponseServerEnabled: () => true,
  },
  replaces: ["loadBalancerArn"],
  references: [
    loadBalancerReference,
    { ...certificateReference, property: "certificateArn", except: /^arn:aws:iam::/ },
    { ...targetGroupReference, property: "defaultActions[].targetGroupArn" },
    { ...targetGroupReference, property: "defaultActions[].forward.targetGroups[].arn" },
  ],
  partOf: loadBalancerReference,
  oneNetwork: [
    {
      properties: ["loadBalancerArn", "defaultActions[].targetGroupArn", "defaultActions[].forward.targetGroups[].arn"],
      code: "InvalidConfigurationRequest",
    },
  ],
  network: ({ state }, account) =>
    loadBalancerTypes
      .map((type) => textOf(account.find(type, "arn", state.loadBalancerArn)?.state.vpcId))
      .find((vpc) => vpc !== ""),
  refuses: (creation) => listenerProtocol(creation.inputs, creation.account) ?? listenerChecks(creation),
});

const listenerRuleTypes = ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"] as const;

const listenerRule = resourceType<aws.lb.ListenerRuleArgs, aws.lb.ListenerRuleState>({
  title: "ELBv2 Listener Rule",
  id: ({ inputs, hex }) => `${textOf(inputs.listenerArn).replace(":listener/", ":listener-rule/")}/${hex(16)}`,
  taggable: true,
  computed: {
    arn: ({ id }) => id,
    priority: ({ inputs, account }) =>
      Math.max(
        0,
        ...listenerRuleTypes
          .flatMap((type) => account.list(type))
          .filter(({ state }) => state.listenerArn === inputs.listenerArn)
          .map(({ state }) => Number(state.priority)),
      ) + 1,
  },
  replaces: ["listenerArn"],
  references: [
    listenerReference,
    { ...targetGroupReference, property: "actions[].targetGroupArn" },
    { ...targetGroupReference, property: "actions[].forward.targetGroups[].arn" },
  ],
  partOf: listenerReference,
  oneNetwork: [
    {
      properties: ["listenerArn", "actions[].targetGroupArn", "actions[].forward.targetGroups[].arn"],
      code: "InvalidConfigurationRequest",
    },
  ],
  refuses: (creation) =>
    priorityInUse(creation, listenerRuleTypes) ?? ruleForwarding(creation.inputs, creation.account),
});

const listenerCertificate = resourceType<aws.lb.ListenerCertificateArgs, aws.lb.ListenerCertificateState>({
  title: "ELBv2 Listener Certificate",
  puts: true,
  id: ({ inputs }) => `${textOf(inputs.listenerArn)}_${textOf(inputs.certificateArn)}`,
  replaces: ["listenerArn", "certificateArn"],
  references: [listenerReference, { ...certificateReference, property: "certificateArn", except: /^arn:aws:iam::/ }],
  partOf: listenerReference,
});

export const lb: ResourceTypes = {
  ...bothSpellings(loadBalancerTypes, loadBalancer),
  ...bothSpellings(targetGroupTypes, targetGroup),
  ...bothSpellings(listenerTypes, listener),
  ...bothSpellings(listenerRuleTypes, listenerRule),
  ...bothSpellings(
    ["aws:lb/listenerCertificate:ListenerCertificate", "aws:alb/listenerCertificate:ListenerCertificate"],
    listenerCertificate,
  ),
};
