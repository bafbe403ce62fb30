import { albHsts } from "../../../policy/rules/edge/alb-hsts";
import { albHttpRulesRedirect } from "../../../policy/rules/edge/alb-http-rules-redirect";
import { albHttpsOnly } from "../../../policy/rules/edge/alb-https-only";
import { tlsPolicyMin } from "../../../policy/rules/edge/tls-policy-min";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const listenerTypes = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"] as const;
const redirect = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const forward = { type: "forward", targetGroupArn: unknown };

describe("alb-https-only", () => {
  const says = (found: string) => [
    `[alb-https-only] subject: found ${found}; needed a redirect to HTTPS with 301 or 308. Change defaultActions.`,
  ];

  it.each([
    ["a redirect with 301", [redirect], ["pass"]],
    ["a redirect with 308", [{ ...redirect, redirect: { ...redirect.redirect, statusCode: "HTTP_308" } }], ["pass"]],
    [
      "a redirect that is not for good",
      [{ ...redirect, redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_302" } }],
      says("a redirect to HTTPS with HTTP_302"),
    ],
    [
      "a redirect that stays on the port, as it does unless it names one",
      [{ ...redirect, redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }],
      says("a redirect to HTTPS on the same port with HTTP_301"),
    ],
    [
      "a redirect that stays on HTTP",
      [{ ...redirect, redirect: { statusCode: "HTTP_301" } }],
      says("a redirect to the same protocol with HTTP_301"),
    ],
    ["forwarding", [forward], says("an action forward")],
    ["forwarding beside a redirect", [redirect, forward], says("an action forward")],
    ["no action", [], says("no default action")],
    ["unknown actions", unknown, ["[alb-https-only] subject: undecided: waits for defaultActions."]],
    [
      "an action whose type is unknown",
      [{ type: unknown }],
      ["[alb-https-only] subject: undecided: waits for defaultActions.0.type."],
    ],
  ])("judges %s", (_, defaultActions, expected) => {
    for (const type of listenerTypes) {
      expect(judged(albHttpsOnly, resource(type, { port: 80, protocol: "HTTP", defaultActions }))).toEqual(expected);
    }
  });

  it("leaves a gateway load balancer's listener alone, which has neither protocol nor port", () => {
    expect(judged(albHttpsOnly, resource(listenerTypes[0], { defaultActions: [forward] }))).toEqual(["not applicable"]);
  });

  it("takes a listener without a protocol for plain HTTP, except on port 443", () => {
    expect(judged(albHttpsOnly, resource(listenerTypes[0], { port: 8080, defaultActions: [forward] }))).toEqual(
      says("an action forward"),
    );
    expect(judged(albHttpsOnly, resource(listenerTypes[0], { port: 443, defaultActions: [forward] }))).toEqual([
      "not applicable",
    ]);
    expect(judged(albHttpsOnly, resource(listenerTypes[0], { protocol: "HTTPS" }))).toEqual(["not applicable"]);
  });
});

describe("alb-http-rules-redirect", () => {
  const listener = (props: object) => inStack("aws:lb/listener:Listener", "plain", { arn: "arn:listener", ...props });
  const rule = (props: object, type = "aws:lb/listenerRule:ListenerRule") =>
    inStack(type, "rule", { listenerArn: "arn:listener", ...props });
  const http = listener({ port: 80, protocol: "HTTP" });
  const says = [
    "[alb-http-rules-redirect] rule: found an action forward on the HTTP listener plain; needed a redirect to HTTPS with 301 or 308. Change actions.",
  ];

  it.each([
    ["forwards past the redirect", http, rule({ actions: [forward] }), says],
    ["does so in the older spelling", http, rule({ actions: [forward] }, "aws:alb/listenerRule:ListenerRule"), says],
    ["redirects too", http, rule({ actions: [redirect] }), ["pass"]],
    ["answers by itself", http, rule({ actions: [{ type: "fixed-response" }] }), ["pass"]],
    [
      "belongs to an HTTPS listener",
      listener({ port: 443, protocol: "HTTPS" }),
      rule({ actions: [forward] }),
      ["pass"],
    ],
    [
      "forwards plain HTTP on the port of HTTPS",
      listener({ port: 443, protocol: "HTTP" }),
      rule({ actions: [forward] }),
      says,
    ],
    [
      "has unknown actions",
      http,
      rule({ actions: unknown }),
      ["[alb-http-rules-redirect] rule: undecided: waits for actions."],
    ],
    [
      "belongs to an unknown listener",
      http,
      rule({ listenerArn: unknown, actions: [forward] }),
      ["[alb-http-rules-redirect] rule: undecided: waits for listenerArn."],
    ],
    [
      "belongs to a listener from elsewhere",
      http,
      rule({ listenerArn: "arn:other", actions: [forward] }),
      ["[alb-http-rules-redirect] rule: undecided: waits for the rule's listener, which is not in this stack."],
    ],
  ])("judges a rule that %s", (_, onListener, itself, expected) => {
    expect(judgedTogether(albHttpRulesRedirect, [onListener, itself])).toEqual(expected);
  });
});

describe("alb-hsts", () => {
  const compliant = {
    port: 443,
    protocol: "HTTPS",
    routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000; includeSubDomains",
    routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
    routingHttpResponseServerEnabled: false,
  };
  const hsts = (found: string) => [
    `[alb-hsts] subject: found ${found}; needed HSTS for at least 31536000 s with includeSubDomains. Change routingHttpResponseStrictTransportSecurityHeaderValue.`,
  ];
  const header = (value: string | undefined) => ({ routingHttpResponseStrictTransportSecurityHeaderValue: value });

  it.each([
    ["all headers", {}, ["pass"]],
    ["two years, preloaded, in capitals", header('Max-Age="63072000"; IncludeSubDomains; preload'), ["pass"]],
    ["no header", header(undefined), hsts("no HSTS header")],
    ["half a year", header("max-age=15768000; includeSubDomains"), hsts("HSTS for 15768000 s with subdomains")],
    ["no subdomains", header("max-age=31536000"), hsts("HSTS for 31536000 s without subdomains")],
    [
      "an unknown header",
      header(unknown),
      ["[alb-hsts] subject: undecided: waits for routingHttpResponseStrictTransportSecurityHeaderValue."],
    ],
    [
      "no nosniff",
      { routingHttpResponseXContentTypeOptionsHeaderValue: undefined },
      [
        "[alb-hsts] subject: found no X-Content-Type-Options header; needed nosniff. Change routingHttpResponseXContentTypeOptionsHeaderValue.",
      ],
    ],
    [
      "a server that names itself by default",
      { routingHttpResponseServerEnabled: undefined },
      [
        "[alb-hsts] subject: found a Server header; needed routingHttpResponseServerEnabled false. Change routingHttpResponseServerEnabled.",
      ],
    ],
    ["a listener for plain HTTP", { port: 80, protocol: "HTTP" }, ["not applicable"]],
  ])("judges %s", (_, change, expected) => {
    for (const type of listenerTypes)
      expect(judged(albHsts, resource(type, { ...compliant, ...change }))).toEqual(expected);
  });
});

describe("tls-policy-min", () => {
  const compliant = { port: 443, protocol: "HTTPS", certificateArn: unknown };
  const says = (policy: string) => [
    `[tls-policy-min] subject: found the TLS policy ${policy}; needed a policy of TLS 1.2 or later. Change sslPolicy.`,
  ];

  it.each([
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
  ])("passes %s", (sslPolicy) => {
    expect(judged(tlsPolicyMin, resource(listenerTypes[0], { ...compliant, sslPolicy }))).toEqual(["pass"]);
  });

  it.each([
    "ELBSecurityPolicy-TLS13-1-0-2021-06",
    "ELBSecurityPolicy-TLS13-1-1-2021-06",
    "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-FS-2018-06",
    "ELBSecurityPolicy-2016-08",
    "ELBSecurityPolicy-2015-05",
  ])("refuses %s", (sslPolicy) => {
    expect(judged(tlsPolicyMin, resource(listenerTypes[1], { ...compliant, sslPolicy }))).toEqual(says(sslPolicy));
  });

  it.each([
    ["no policy, which is an old one", {}, says("ELBSecurityPolicy-2016-08")],
    ["an unknown policy", { sslPolicy: unknown }, ["[tls-policy-min] subject: undecided: waits for sslPolicy."]],
    ["plain HTTP", { port: 80, protocol: "HTTP" }, ["not applicable"]],
  ])("judges %s", (_, change, expected) => {
    expect(judged(tlsPolicyMin, resource(listenerTypes[0], { ...compliant, ...change }))).toEqual(expected);
  });
});
