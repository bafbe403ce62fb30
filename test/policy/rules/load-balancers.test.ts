import { acmCertificateUsed } from "../../../policy/rules/edge/acm-certificate-used";
import { albAccessLogs } from "../../../policy/rules/edge/alb-access-logs";
import { albDeletionProtection } from "../../../policy/rules/edge/alb-deletion-protection";
import { albDesync } from "../../../policy/rules/edge/alb-desync";
import { albHardened } from "../../../policy/rules/edge/alb-hardened";
import { albMetricsNotPublic } from "../../../policy/rules/edge/alb-metrics-not-public";
import { albMultiAz } from "../../../policy/rules/edge/alb-multi-az";
import { targetGroupHealthCheck } from "../../../policy/rules/edge/target-group-health-check";
import type { ResourceRule } from "../../../policy/rule";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const spellings = (kind: string) => ["lb", "alb"].map((service) => `aws:${service}/${kind}`);
const network = { loadBalancerType: "network" };

describe("the rules about one setting of a load balancer", () => {
  const cases: [ResourceRule, object, string | readonly [string, string, string]][] = [
    [albHardened, { dropInvalidHeaderFields: true }, "pass"],
    [albHardened, {}, ["dropInvalidHeaderFields not set", "dropInvalidHeaderFields true", "dropInvalidHeaderFields"]],
    [
      albHardened,
      { dropInvalidHeaderFields: unknown },
      "[alb-hardened] subject: undecided: waits for dropInvalidHeaderFields.",
    ],
    [albHardened, network, "not applicable"],

    [albDesync, { desyncMitigationMode: "strictest" }, "pass"],
    [albDesync, {}, "pass"],
    [
      albDesync,
      { desyncMitigationMode: "monitor" },
      ["desyncMitigationMode monitor", "defensive or strictest", "desyncMitigationMode"],
    ],
    [albDesync, { desyncMitigationMode: unknown }, "[alb-desync] subject: undecided: waits for desyncMitigationMode."],
    [albDesync, network, "not applicable"],

    [albAccessLogs, { accessLogs: { enabled: true, bucket: unknown } }, "pass"],
    [albAccessLogs, {}, ["no access logs", "access logs in a bucket", "accessLogs"]],
    [albAccessLogs, { accessLogs: { bucket: unknown } }, ["no access logs", "access logs in a bucket", "accessLogs"]],
    [albAccessLogs, { accessLogs: unknown }, "[alb-access-logs] subject: undecided: waits for accessLogs."],
    [albAccessLogs, network, "not applicable"],

    [albDeletionProtection, { enableDeletionProtection: true }, "pass"],
    [
      albDeletionProtection,
      network,
      ["enableDeletionProtection not set", "enableDeletionProtection true", "enableDeletionProtection"],
    ],
    [
      albDeletionProtection,
      { enableDeletionProtection: unknown },
      "[alb-deletion-protection] subject: undecided: waits for enableDeletionProtection.",
    ],

    [albMultiAz, { subnets: [unknown, unknown] }, "pass"],
    [albMultiAz, { subnetMappings: [{ subnetId: "a" }, { subnetId: "b" }] }, "pass"],
    [albMultiAz, { ...network, subnets: ["a"] }, ["1 subnets", "at least 2 subnets", "subnets"]],
    [albMultiAz, {}, ["0 subnets", "at least 2 subnets", "subnets"]],
    [albMultiAz, { subnets: unknown }, "[alb-multi-az] subject: undecided: waits for subnets."],
  ];

  it.each(cases.map(([rule, ...rest]) => [rule.id, rule, ...rest] as const))(
    "%s judges %#",
    (id, rule, props, said) => {
      const expected =
        typeof said === "string" ? said : `[${id}] subject: found ${said[0]}; needed ${said[1]}. Change ${said[2]}.`;
      for (const type of spellings("loadBalancer:LoadBalancer")) {
        expect(judged(rule, resource(type, props))).toEqual([expected]);
      }
    },
  );
});

describe("target-group-health-check", () => {
  const says = (found: string, needed = "the path of the service's health check") => [
    `[target-group-health-check] subject: found ${found}; needed ${needed}. Change healthCheck.`,
  ];

  it.each([
    ["a path", { protocol: "HTTP", healthCheck: { path: "/health" } }, ["pass"]],
    ["a connection, of targets that speak no HTTP", { protocol: "TCP", healthCheck: { interval: 10 } }, ["pass"]],
    [
      "HTTP, of targets that speak none",
      { protocol: "TCP", healthCheck: { protocol: "HTTP" } },
      says("a health check without a path"),
    ],
    ["nothing", { protocol: "HTTP" }, says("no health check")],
    ["nothing, of targets that speak no HTTP", { protocol: "TCP" }, says("no health check")],
    ["no path", { protocol: "HTTP", healthCheck: { matcher: "200" } }, says("a health check without a path")],
    [
      "a check that is off",
      { protocol: "HTTP", healthCheck: { enabled: false, path: "/health" } },
      says("a health check that is disabled", "a health check"),
    ],
    ["a function", { targetType: "lambda" }, ["not applicable"]],
    [
      "an unknown check",
      { protocol: "HTTP", healthCheck: unknown },
      ["[target-group-health-check] subject: undecided: waits for healthCheck."],
    ],
  ])("judges %s", (_, props, expected) => {
    for (const type of spellings("targetGroup:TargetGroup")) {
      expect(judged(targetGroupHealthCheck, resource(type, props))).toEqual(expected);
    }
  });
});

describe("acm-certificate-used", () => {
  const listener = (props: object, madeFrom = {}) =>
    inStack("aws:lb/listener:Listener", "https", { port: 443, protocol: "HTTPS", ...props }, madeFrom);
  const says = (found: string, name = "https") => [
    `[acm-certificate-used] ${name}: found ${found}; needed the ARN of an ACM certificate. Change certificateArn.`,
  ];
  const certificate = inStack("aws:acm/certificateValidation:CertificateValidation", "valid", {
    certificateArn: unknown,
  });
  const uploaded = "arn:aws:iam::000000000000:server-certificate/old";

  it.each([
    ["one of ACM from elsewhere", listener({ certificateArn: "arn:aws:acm:eu-west-1:0:certificate/1" }), ["pass"]],
    ["one of IAM", listener({ certificateArn: uploaded }), says("an IAM server certificate")],
    ["none", listener({}), says("no certificate")],
    [
      "an unknown one",
      listener({ certificateArn: unknown }),
      ["[acm-certificate-used] https: undecided: waits for certificateArn."],
    ],
    ["none on plain HTTP", listener({ port: 80, protocol: "HTTP" }), ["pass"]],
    [
      "an unknown one that was made here",
      listener({ certificateArn: unknown }, { certificateArn: [certificate] }),
      ["pass"],
    ],
  ])("judges a listener with %s", (_, subject, expected) => {
    expect(judgedTogether(acmCertificateUsed, [subject])).toEqual(expected);
  });

  it("asks the same of a certificate beside the first", () => {
    const further = inStack("aws:alb/listenerCertificate:ListenerCertificate", "further", { certificateArn: uploaded });
    expect(judgedTogether(acmCertificateUsed, [further])).toEqual(says("an IAM server certificate", "further"));
  });
});

describe("alb-metrics-not-public", () => {
  const balancer = (props: object = {}) =>
    inStack("aws:lb/loadBalancer:LoadBalancer", "edge", { arn: "arn:edge", ...props });
  const listener = (type: string) =>
    inStack("aws:lb/listener:Listener", "https", {
      arn: "arn:https",
      loadBalancerArn: "arn:edge",
      defaultActions: [{ type }],
    });
  const rule = (name: string, priority: number, type: string, paths?: string[], change: object = {}) =>
    inStack("aws:lb/listenerRule:ListenerRule", name, {
      listenerArn: "arn:https",
      priority,
      actions: [{ type }],
      conditions: paths ? [{ pathPattern: { values: paths } }] : [{ hostHeader: { values: ["api.example.org"] } }],
      ...change,
    });
  const hidden = rule("hidden", 1, "fixed-response", ["/metrics", "/metrics/*"]);
  const forwarding = rule("forwarding", 100, "forward");
  const closed = listener("fixed-response");
  const says = [
    "[alb-metrics-not-public] https: found /metrics forwarded to a target; needed a fixed response for this path. Change aws.lb.ListenerRule.",
  ];

  it.each([
    ["a rule that answers first", [balancer(), closed, hidden, forwarding], ["pass"]],
    ["a rule that answers before the listener's own action", [balancer(), listener("forward"), hidden], ["pass"]],
    ["no rule", [balancer(), listener("forward")], says],
    ["no rule before the one that forwards", [balancer(), closed, forwarding], says],
    [
      "a rule that comes too late",
      [balancer(), closed, rule("late", 200, "fixed-response", ["/metrics"]), forwarding],
      says,
    ],
    ["a rule for other paths", [balancer(), closed, rule("other", 1, "fixed-response", ["/admin"]), forwarding], says],
    ["other paths only", [balancer(), closed, rule("api", 1, "forward", ["/api/*"])], ["pass"]],
    ["an internal load balancer", [balancer({ internal: true }), listener("forward")], ["pass"]],
    ["a load balancer from elsewhere", [listener("forward")], ["pass"]],
    [
      "a rule of unknown actions",
      [balancer(), closed, rule("unknown", 1, "forward", undefined, { actions: unknown })],
      ["[alb-metrics-not-public] https: undecided: waits for actions."],
    ],
  ])("judges %s", (_, resources, expected) => {
    expect(judgedTogether(albMetricsNotPublic, resources)).toEqual(expected);
  });
});
