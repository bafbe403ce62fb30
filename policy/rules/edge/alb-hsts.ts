import type { ListenerArgs } from "@pulumi/aws/lb";
import { protocolOf } from "../../selectors/listeners";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const albHsts = resourceRule<ListenerArgs>({
  id: "alb-hsts",
  title: "ALB HTTPS listeners send HSTS and X-Content-Type-Options, and no Server header",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-HRD-02", "AH-NET-05", "AH-NET-06", "MP-AUTH-05"],
  frameworks: ["Checkov CKV_AWS_259"],
  settings: {
    maximumAge: {
      description: "Minimum max-age of the HSTS header, in seconds.",
      default: 31_536_000,
      minimum: 15_768_000,
      maximum: 126_144_000,
    },
  },
  remediation:
    "Set the listener's routingHttpResponse… attributes: StrictTransportSecurity max-age=31536000; includeSubDomains, XContentTypeOptions nosniff, Server off.",
  example: 'new lb.Listener("https", { port: 443, protocol: "HTTPS", sslPolicy, certificateArn, … }); // no headers',
  types: tokens.listeners,
  check({ props }, context) {
    if (protocolOf(props) !== "HTTPS") context.notApplicable("Not an HTTPS listener.");
    const age = context.setting("maximumAge");
    context.requires({
      read: () => strictTransport(props.routingHttpResponseStrictTransportSecurityHeaderValue),
      accept: ({ seconds, subdomains }) => seconds >= age && subdomains,
      found: ({ seconds, subdomains }) =>
        seconds === 0 ? "no HSTS header" : `HSTS for ${seconds} s ${subdomains ? "with" : "without"} subdomains`,
      needed: `HSTS for at least ${age} s with includeSubDomains`,
      setting: "routingHttpResponseStrictTransportSecurityHeaderValue",
    });
    context.requires({
      read: () => props.routingHttpResponseXContentTypeOptionsHeaderValue,
      accept: (value) => value === "nosniff",
      found: () => "no X-Content-Type-Options header",
      needed: "nosniff",
      setting: "routingHttpResponseXContentTypeOptionsHeaderValue",
    });
    context.requires({
      // Absent is true: the load balancer names itself.
      read: () => props.routingHttpResponseServerEnabled ?? true,
      accept: (named) => !named,
      found: () => "a Server header",
      needed: "routingHttpResponseServerEnabled false",
      setting: "routingHttpResponseServerEnabled",
    });
  },
});

/** The value of an HSTS header (RFC 6797); an absent or malformed one is 0 seconds. */
function strictTransport(header = ""): { seconds: number; subdomains: boolean } {
  const directives = header.split(";").map((directive) => directive.trim().toLowerCase());
  const age = directives
    .map((directive) => /^max-age="?(\d+)"?$/.exec(directive)?.[1])
    .find((value) => value !== undefined);
  return { seconds: Number(age ?? 0), subdomains: directives.includes("includesubdomains") };
}
