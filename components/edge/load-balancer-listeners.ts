import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";

/** The load balancer and the encryption of a listener. */
export interface HttpsListenerArgs {
  /** The ARN of the load balancer. */
  loadBalancerArn: pulumi.Input<string>;
  port: number;
  /** The ARN of an issued certificate. */
  certificateArn: pulumi.Input<string>;
  /** The predefined security policy. @default the one AWS recommends */
  tlsPolicy?: string;
  /** The Content-Security-Policy of every response. @default nothing may be loaded or framed, as for an API */
  contentSecurityPolicy?: string;
}

/** The policy AWS recommends for HTTPS listeners (Elastic Load Balancing guide, "Security policies"). */
export const recommendedTlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** One year; without preload until the owner agrees (C-06). */
const strictTransportSecurity = "max-age=31536000; includeSubDomains";

/** A listener that adds the security headers to every response, and returns 404 if no rule matches. */
export function httpsListener(
  name: string,
  args: HttpsListenerArgs,
  options: pulumi.CustomResourceOptions,
): lb.Listener {
  return new lb.Listener(
    name,
    {
      loadBalancerArn: args.loadBalancerArn,
      port: args.port,
      protocol: "HTTPS",
      sslPolicy: args.tlsPolicy ?? recommendedTlsPolicy,
      certificateArn: args.certificateArn,
      routingHttpResponseServerEnabled: false,
      routingHttpResponseStrictTransportSecurityHeaderValue: strictTransportSecurity,
      routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
      routingHttpResponseXFrameOptionsHeaderValue: "DENY",
      routingHttpResponseContentSecurityPolicyHeaderValue:
        args.contentSecurityPolicy ?? "default-src 'none'; frame-ancestors 'none'",
      defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode: "404", contentType: "text/plain" } }],
    },
    options,
  );
}

/** The listener on port 80, which only redirects to HTTPS, with the same host, path and query. */
export function redirectListener(
  name: string,
  loadBalancerArn: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): lb.Listener {
  return new lb.Listener(
    name,
    {
      loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        {
          type: "redirect",
          redirect: {
            protocol: "HTTPS",
            port: "443",
            host: "#{host}",
            path: "/#{path}",
            query: "#{query}",
            statusCode: "HTTP_301",
          },
        },
      ],
    },
    options,
  );
}

/** Which paths a listener hides. */
export interface HiddenPathsArgs {
  /** The ARN of the listener. */
  listenerArn: pulumi.Input<string>;
  /** The paths, with wildcards, at most five. @default `/metrics` and all below it, which are internal (C-04) */
  paths?: readonly string[];
}

/** A rule that returns 404 for internal paths, before any other rule. */
export function hiddenPaths(
  name: string,
  { listenerArn, paths = ["/metrics", "/metrics/*"] }: HiddenPathsArgs,
  options: pulumi.CustomResourceOptions,
): lb.ListenerRule | undefined {
  if (paths.length === 0) return undefined;
  return new lb.ListenerRule(
    name,
    {
      listenerArn,
      priority: 10,
      conditions: [{ pathPattern: { values: [...paths] } }],
      actions: [{ type: "fixed-response", fixedResponse: { statusCode: "404", contentType: "text/plain" } }],
    },
    options,
  );
}
