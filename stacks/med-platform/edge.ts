import * as pulumi from "@pulumi/pulumi";
import type { Edge } from "../../components/edge/edge";
import type { HostedZone } from "../../components/edge/hosted-zone";
import { randomSecret } from "../../components/security/random-secret";
import type { StaticSite } from "../../components/edge/static-site";
import { signingStrength } from "../../settings/secrets/strength";
import { createEdge, firewallOf } from "../system/edge";
import { createFrontEnd } from "../system/front-end";
import { apiPort, type MedContext } from "./context";
import { textOf } from "../../components/stated-values";

/** The port of the test listener for a new release; any non-public port works. */
const testPort = 8443;

/** The API behind its load balancer, and the site in front of it. */
export interface EdgeAndSite {
  readonly edge: Edge;
  readonly site: StaticSite;
}

/**
 * One domain for the admin site and the API (C-31): CloudFront serves all of it, and forwards `/api/*` and `/health` to
 * a load balancer that accepts only its requests.
 */
export function createEdgeAndSite(context: MedContext, zone: HostedZone): EdgeAndSite {
  const { system, parent } = context;
  const proof = randomSecret(`${system}-origin-verify`, signingStrength, { parent });
  const edge = createApiEdge(context, zone, proof);
  return { edge, site: createAdminSite(context, zone, { edge, proof }) };
}

function createApiEdge(context: MedContext, zone: HostedZone, proof: pulumi.Output<string>): Edge {
  const { settings, foundation } = context;
  return createEdge(context, {
    zone,
    domainName: settings.medPlatform.domain,
    targetPort: apiPort,
    webFirewall: strictness(context),
    behindCloudFront: { verifyValues: pulumi.all([proof]) },
    // The test listener is only reachable from inside the stage.
    blueGreen: {
      testPort,
      testSources: foundation.egressAddresses.map((address) => textOf`${address}/32`),
    },
  });
}

/** The admin site (MP-NGX-11 to MP-NGX-13, MP-PERF-05, MP-PERF-06). */
function createAdminSite(
  context: MedContext,
  zone: HostedZone,
  { edge, proof }: { readonly edge: Edge; readonly proof: pulumi.Output<string> },
): StaticSite {
  const { domain, adminSite, rollback } = context.settings.medPlatform;
  return createFrontEnd(context, {
    role: "admin",
    zone,
    domainName: domain,
    webFirewall: strictness(context),
    api: { dnsName: edge.loadBalancerDnsName, certificateArn: edge.certificateArn, verifyValue: proof },
    ...rollback,
    ...adminSite,
  });
}

/** Both firewalls inspect the same requests; the firewall of the distribution also limits them per address. */
function strictness({ settings }: MedContext) {
  const { webFirewall, signInLimit } = settings.medPlatform;
  return { ...firewallOf(webFirewall), signIn: signInLimit };
}
