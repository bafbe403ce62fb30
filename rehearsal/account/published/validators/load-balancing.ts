import type { ProviderRule } from "../provider-rule";
import {
  anyCase,
  arns,
  conflict,
  enumerated,
  exactlyOne,
  excluded,
  form,
  from,
  inside,
  items,
  length,
  networks,
  range,
  required,
  values,
} from "./rows";
import type { Row } from "./rows";

const targetGroups = inside(
  "forward",
  items("targetGroups", 1, 5),
  ...inside("targetGroups[]", ...arns("arn"), range("weight", 0, 999)),
  ...inside("stickiness", range("duration", 1, 604_800)),
);

/** What the actions of a listener and of its rules have in common. */
const action: readonly Row[] = [
  ...arns("targetGroupArn"),
  range("order", 1, 50_000),
  ...inside("authenticateCognito", ...arns("userPoolArn")),
  ...inside(
    "fixedResponse",
    values("contentType", "text/plain", "text/css", "text/html", "application/javascript", "application/json"),
    form("statusCode", /^[245]\d\d$/),
  ),
  ...targetGroups,
  ...inside("redirect", values("protocol", "#{protocol}", "HTTP", "HTTPS"), ...enumerated("statusCode")),
];

/** The arguments that an action of this type needs, and the others must not have (`listenerActionPlantimeValidate`). */
const byType: readonly Row[] = [
  required("redirect", { input: "type", values: ["redirect"] }),
  required("fixedResponse", { input: "type", values: ["fixed-response"] }),
  required("authenticateCognito", { input: "type", values: ["authenticate-cognito"] }),
  required("authenticateOidc", { input: "type", values: ["authenticate-oidc"] }),
];

const loadBalancer = from(
  "elbv2/load_balancer.go@00edc94b",
  exactlyOne("subnetMappings", "subnets"),
  conflict("name", "namePrefix"),
  values("desyncMitigationMode", "monitor", "defensive", "strictest"),
  values(
    "dnsRecordClientRoutingPolicy",
    "any_availability_zone",
    "availability_zone_affinity",
    "partial_availability_zone_affinity",
  ),
  values("xffHeaderProcessingMode", "append", "preserve", "remove"),
  ...enumerated("ipAddressType", "loadBalancerType"),
  values("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "on", "off"),
  ...inside(
    "subnetMappings[]",
    form("ipv6Address", /:/, "expected to contain a valid IPv6 address"),
    form("privateIpv4Address", /^\d+\.\d+\.\d+\.\d+$/, "expected to contain a valid IPv4 address"),
  ),
);

const notLambda = { input: "targetType", values: ["instance", "ip", "alb"], orAbsent: true } as const;
const targetGroup = from(
  "elbv2/target_group.go@013cfb4c",
  conflict("name", "namePrefix"),
  range("deregistrationDelay", 0, 3600),
  range("port", 1, 65_535),
  form("slowStart", /^(0|[3-8]\d|9\d|[1-8]\d\d|900)$/, "expected to be 0 or in the range (30 - 900)"),
  values("loadBalancingAlgorithmType", "round_robin", "least_outstanding_requests", "weighted_random"),
  values("loadBalancingAnomalyMitigation", "on", "off"),
  anyCase("protocolVersion", "GRPC", "HTTP1", "HTTP2"),
  values("loadBalancingCrossZoneEnabled", "true", "false", "use_load_balancer_configuration"),
  ...enumerated("ipAddressType", "protocol", "targetType"),
  required("port", notLambda),
  required("protocol", notLambda),
  required("vpcId", notLambda),
  ...inside(
    "healthCheck",
    range("interval", 5, 300),
    range("timeout", 2, 120),
    range("healthyThreshold", 2, 10),
    range("unhealthyThreshold", 2, 10),
    length("path", 1, 1024),
    form("path", /^\//, "must begin with /"),
    form("port", /^(traffic-port|\d{1,5})$/, 'must be a valid port number (1-65536) or "traffic-port"'),
    excluded("matcher", { input: "protocol", values: ["TCP", "tcp"] }),
    excluded("path", { input: "protocol", values: ["TCP", "tcp"] }),
  ),
  ...inside(
    "stickiness",
    range("cookieDuration", 0, 604_800),
    values("type", "lb_cookie", "app_cookie", "source_ip", "source_ip_dest_ip", "source_ip_dest_ip_proto"),
  ),
  ...inside(
    "targetFailovers[]",
    values("onDeregistration", "rebalance", "no_rebalance"),
    values("onUnhealthy", "rebalance", "no_rebalance"),
  ),
  ...inside("targetHealthStates[]", range("unhealthyDrainingInterval", 0, 360_000)),
);

const listener = from(
  "elbv2/listener.go@01c08000",
  ...arns("certificateArn", "loadBalancerArn"),
  range("port", 0, 65_535),
  ...inside("defaultActions[]", ...action, ...byType),
);

const matched = (name: string) => inside(name, items("values", 1), length("values", 1, 128));
const listenerRule = from(
  "elbv2/listener_rule.go@032c4f07",
  ...arns("listenerArn"),
  range("priority", 1, 50_000),
  items("transforms", 0, 2),
  ...inside(
    "actions[]",
    ...action,
    ...byType,
    ...inside("fixedResponse", length("messageBody", 0, 1024)),
    ...inside("redirect", length("host", 1, 128), length("path", 1, 128), length("query", 0, 128)),
  ),
  ...inside(
    "conditions[]",
    ...matched("hostHeader"),
    ...matched("pathPattern"),
    ...inside("httpHeader", form("httpHeaderName", /^[0-9A-Za-z_!#$%&'*+,.^`|~-]{1,40}$/), length("values", 1, 128)),
    ...inside("httpRequestMethod", form("values", /^[A-Za-z\-_]{1,40}$/)),
    ...inside("sourceIp", ...networks("values")),
  ),
);

/** Elastic Load Balancing, under both names that the SDK has for each type. */
export const loadBalancing: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:alb/listener:Listener": listener,
  "aws:alb/listenerRule:ListenerRule": listenerRule,
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:alb/targetGroup:TargetGroup": targetGroup,
  "aws:lb/listener:Listener": listener,
  "aws:lb/listenerRule:ListenerRule": listenerRule,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
};
