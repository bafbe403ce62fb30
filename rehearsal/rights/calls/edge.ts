import { givenId } from "../given-id";
import { lastOf, text } from "./type-calls";
import type { Properties, TypeCalls } from "./type-calls";

const certificate = () => ({ "acm:certificate": {} });

/** The name of a load balancer, target group or listener from its ARN: `…:listener/app/<name>/<id>`. */
const balancerOf = (arn: unknown) => /\/app\/([^/]+)\//.exec(text(arn))?.[1] ?? "";

// The reference has some actions for the first kind of load balancers only, whose names stand alone.
const balancer = (name: string) => ({
  "elasticloadbalancing:loadbalancer/app/": { LoadBalancerName: name },
  "elasticloadbalancing:loadbalancer": { LoadBalancerName: `app/${name}/${givenId}` },
});
const listener = (name: string) => ({ "elasticloadbalancing:listener/app": { LoadBalancerName: name } });

const scopeOf = (scope: unknown) => (scope === "CLOUDFRONT" ? "global" : "regional");

/** A firewall from its ARN: `…:regional/webacl/<name>/<id>`. */
function webAclOf(arn: unknown) {
  const [, scope = "regional", name = ""] = /:(regional|global)\/webacl\/([^/]+)\//.exec(text(arn)) ?? [];
  return { "wafv2:webacl": { Scope: scope, Name: name } };
}

const cloudfront = (kind: string): TypeCalls => ({ kinds: () => ({ [`cloudfront:${kind}`]: {} }) });

/** Calls for what stands between the internet and the services. */
export const edgeCalls: Readonly<Record<string, TypeCalls>> = {
  "aws:acm/certificate:Certificate": { kinds: certificate, unused: ["acm-pca:*", "route53:*"] },
  "aws:acm/certificateValidation:CertificateValidation": {
    kinds: certificate,
    beyond: { create: ["acm:DescribeCertificate"] },
    source: "internal/service/acm/certificate_validation.go",
  },
  "aws:cloudfront/cachePolicy:CachePolicy": cloudfront("cache-policy"),
  "aws:cloudfront/distribution:Distribution": {
    ...cloudfront("distribution"),
    unused: ["cloudfront:*ConnectionGroup", "cloudfront:*StagingConfig", "cloudfront:GetVpcOrigin"],
  },
  "aws:cloudfront/function:Function": { kinds: ({ name }) => ({ "cloudfront:function": { Name: text(name) } }) },
  "aws:cloudfront/originAccessControl:OriginAccessControl": cloudfront("origin-access-control"),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": cloudfront("response-headers-policy"),
  "aws:lb/listener:Listener": {
    kinds: ({ loadBalancerArn }) => {
      const name = balancerOf(loadBalancerArn);
      return { ...listener(name), ...balancer(name) };
    },
    unused: ["cognito-idp:*"],
  },
  "aws:lb/listenerRule:ListenerRule": {
    kinds: ({ listenerArn }) => {
      const name = balancerOf(listenerArn);
      return { "elasticloadbalancing:listener-rule/app": { LoadBalancerName: name }, ...listener(name) };
    },
    unused: ["cognito-idp:*"],
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    kinds: ({ name }) => balancer(text(name)),
    unused: ["elasticloadbalancing:*Capacity*", "elasticloadbalancing:ModifyIpPools", "ec2:DescribeIpamPools"],
    beyond: { delete: ["ec2:DescribeNetworkInterfaces"] },
    source: "internal/service/elbv2/load_balancer.go",
  },
  "aws:lb/targetGroup:TargetGroup": {
    kinds: ({ name }) => ({ "elasticloadbalancing:targetgroup": { TargetGroupName: text(name) } }),
    unused: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
  },
  "aws:route53/record:Record": { kinds: () => ({ "route53:hostedzone": {} }), unused: ["route53:ListHostedZones"] },
  "aws:route53/zone:Zone": {
    kinds: () => ({ "route53:hostedzone": {} }),
    // forceDestroy deletes the records first.
    beyond: {
      delete: ["route53:ListResourceRecordSets", "route53:ChangeResourceRecordSets"],
      read: ["route53:GetDNSSEC"],
    },
    source: "internal/service/route53/zone.go",
    unused: ["route53:*QueryLogging*", "route53:UpdateHostedZoneFeatures"],
  },
  "aws:wafv2/webAcl:WebAcl": {
    kinds: ({ name, scope }: Properties) => ({
      "wafv2:webacl": { Scope: scopeOf(scope), Name: text(name) },
      "wafv2:managedruleset": { Scope: scopeOf(scope), Name: "AWSManagedRulesCommonRuleSet" },
    }),
    unused: ["payments:*"],
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    kinds: ({ webAclArn, resourceArn }) => ({ ...webAclOf(webAclArn), ...balancerKinds(resourceArn) }),
    unused: [
      "am*:*",
      "ap*:*",
      "bedrock*:*",
      "cognito-idp:*",
      "ec2:*",
      "wafv2:*PermissionPolicy",
      "elasticloadbalancing:*WebACLAssociation",
      "elasticloadbalancing:GetLoadBalancerWebACL",
    ],
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    kinds: ({ resourceArn }) => webAclOf(resourceArn),
    unused: ["firehose:*", "s3:*", "iam:DescribeOrganization"],
  },
};

/** A firewall is associated with a load balancer, which both services judge. */
function balancerKinds(arn: unknown) {
  const name = balancerOf(arn) || lastOf(arn);
  return { "wafv2:loadbalancer/app/": { LoadBalancerName: name }, ...balancer(name) };
}
