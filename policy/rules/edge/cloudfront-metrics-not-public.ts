import { everythingElse, isServer, takes } from "../../selectors/cloudfront";
import type { Behavior, DistributionState } from "../../selectors/cloudfront";
import { tokens } from "../../selectors/tokens";
import { comparesPath, rulesOf } from "../../selectors/firewall/web-acl";
import type { WebAclState } from "../../selectors/firewall/web-acl";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

/** The path of a service's metrics (MP-HC-02), for the stage only. */
const metricsPath = "/metrics";

export const cloudfrontMetricsNotPublic = stackRule({
  id: "cloudfront-metrics-not-public",
  title: "CloudFront does not forward /metrics to an origin server",
  severity: "medium",
  enforcement: "advised",
  rows: ["MP-HC-02"],
  frameworks: [],
  remediation:
    "Forward only the API's paths to its origin, or answer /metrics with a CloudFront function or block it in the web ACL.",
  example: 'new cloudfront.Distribution("site", { defaultCacheBehavior: { targetOriginId: "api", … }, … });',
  types: tokens.distributions,
  check(stack, context) {
    for (const distribution of stack.of<DistributionState>(tokens.distributions)) {
      context.about(distribution).requires({
        read: () => leadsToMetrics(stack, distribution),
        accept: (behavior) => behavior === undefined,
        found: (behavior) =>
          `${metricsPath} forwarded to an origin server by ${behavior?.pathPattern ?? everythingElse}`,
        needed: "path patterns without it, or a response at the edge",
        setting: "orderedCacheBehaviors",
      });
    }
  },
});

/** The behaviour that forwards the path to a server, if nothing blocks it. */
function leadsToMetrics(stack: StackView, distribution: StackResource<DistributionState>): Behavior | undefined {
  const { orderedCacheBehaviors = [], defaultCacheBehavior, origins = [] } = distribution.props;
  const first =
    (orderedCacheBehaviors as readonly Behavior[]).find(({ pathPattern }) => takes(pathPattern ?? "*", metricsPath)) ??
    defaultCacheBehavior;
  const origin = origins.find(({ originId }) => originId === first?.targetOriginId);
  if (first === undefined || origin === undefined || !isServer(origin)) return undefined;
  return seesRequests(first) || firewallStops(stack, distribution) ? undefined : first;
}

/** A viewer request function may respond itself; its own tests cover that. */
function seesRequests({ functionAssociations = [], lambdaFunctionAssociations = [] }: Behavior): boolean {
  return [...functionAssociations, ...lambdaFunctionAssociations].some(
    ({ eventType }) => eventType === "viewer-request",
  );
}

function firewallStops(stack: StackView, distribution: StackResource): boolean {
  const acl = stack.referenced<WebAclState>(distribution, {
    property: "webAclId",
    to: tokens.webAcls,
    by: ["arn", "id"],
  });
  if (acl === undefined) return false;
  return rulesOf(stack, acl).rules.some(
    ({ action, statement }) => action?.block !== undefined && comparesPath(statement, /metrics/),
  );
}
