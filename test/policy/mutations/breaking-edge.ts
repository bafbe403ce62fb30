import { tokens } from "../../../policy/readings/tokens";
import { without } from "./documents";
import { absent, within } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./state";

const https = ({ inputs }: DeployedResource) => inputs.protocol === "HTTPS";
const http = ({ inputs }: DeployedResource) => inputs.protocol === "HTTP";

/** What breaks the edge, property by property, and the rule that is there for it. */
export const breakingEdge: readonly Line[] = [
  // Edge
  {
    types: tokens.listeners,
    path: "defaultActions",
    values: [
      absent,
      [],
      [{ type: "forward", targetGroupArn: "a" }],
      [{ type: "fixed-response", fixedResponse: { statusCode: "200", contentType: "text/plain" } }],
      [{ type: "redirect", redirect: { protocol: "HTTP", statusCode: "HTTP_301" } }],
      [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_200" } }],
    ],
    rule: "alb-https-only",
    where: http,
  },
  {
    types: tokens.listeners,
    path: "routingHttpResponseStrictTransportSecurityHeaderValue",
    values: [absent, "", "max-age=0; includeSubDomains", "max-age=300; includeSubDomains", "max-age=31536000"],
    rule: "alb-hsts",
    where: https,
  },
  {
    types: tokens.listeners,
    path: "routingHttpResponseXContentTypeOptionsHeaderValue",
    values: [absent, ""],
    rule: "alb-hsts",
    where: https,
  },
  {
    types: tokens.listeners,
    path: "routingHttpResponseServerEnabled",
    values: [absent, true],
    rule: "alb-hsts",
    where: https,
  },
  {
    types: tokens.listeners,
    path: "sslPolicy",
    values: [
      absent,
      "ELBSecurityPolicy-2016-08",
      "ELBSecurityPolicy-TLS-1-0-2015-04",
      "ELBSecurityPolicy-TLS-1-1-2017-01",
      "ELBSecurityPolicy-TLS13-1-0-2021-06",
    ],
    rule: "tls-policy-min",
    where: https,
  },
  { types: tokens.listeners, path: "certificateArn", values: [absent], rule: "tls-policy-min", where: https },
  {
    types: tokens.listenerRules,
    path: "listenerArn",
    values: [within("that of the HTTP listener", () => "ahava-healthcare-redirect-id")],
    rule: "alb-http-rules-redirect",
  },
  { types: tokens.loadBalancers, path: "dropInvalidHeaderFields", values: [absent, false], rule: "alb-hardened" },
  { types: tokens.loadBalancers, path: "desyncMitigationMode", values: ["monitor"], rule: "alb-hardened" },
  { types: tokens.loadBalancers, path: "accessLogs", values: [absent], rule: "alb-hardened" },
  { types: tokens.loadBalancers, path: "accessLogs.enabled", values: [absent, false], rule: "alb-hardened" },
  { types: tokens.loadBalancers, path: "enableDeletionProtection", values: [absent, false], rule: "alb-hardened" },
  { types: ["aws:wafv2/webAclAssociation:WebAclAssociation"], path: "", values: [absent], rule: "waf-attached" },
  {
    types: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
    path: "",
    values: [absent],
    rule: "waf-attached",
    where: ({ name }) => name.startsWith("ahava-healthcare-firewall"),
  },
  {
    types: ["aws:wafv2/webAcl:WebAcl"],
    path: "rules",
    values: [absent, [], without("rate")],
    rule: "waf-attached",
    where: ({ name }) => name.startsWith("ahava-healthcare-firewall"),
  },
  {
    types: ["aws:wafv2/webAcl:WebAcl"],
    path: "rules.0.action",
    values: [{ count: {} }],
    rule: "waf-attached",
    where: ({ name }) => name.startsWith("ahava-healthcare-firewall"),
  },
];
