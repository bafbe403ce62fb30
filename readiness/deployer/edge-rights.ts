import { arns, arnsAnywhere, created, describing, everything, reading, tagged } from "./service-rights";
import type { ServiceRights } from "./service-rights";

/** What stands between the internet and the services: certificates, names, firewalls, CloudFront, load balancers. */
export const edgeRights: readonly ServiceRights[] = [
  {
    service: "acm",
    modules: ["acm"],
    changes: [
      { actions: ["RequestCertificate", "AddTagsToCertificate"], resources: ["*"], condition: created },
      { actions: ["*"], resources: arnsAnywhere("acm", "certificate/*"), condition: tagged },
    ],
    reads: reading,
  },
  {
    service: "cloudfront",
    modules: ["cloudfront"],
    changes: [
      { actions: ["CreateDistribution", "TagResource"], resources: ["*"], condition: created },
      {
        actions: ["*Distribution", "AllowVendedLogDeliveryForResource", "CreateInvalidation", "UntagResource"],
        resources: ["arn:aws:cloudfront::<account>:distribution/*"],
      },
      everything("arn:aws:cloudfront::<account>:function/<stage>-*"),
      {
        actions: ["Create", "Update", "Delete"].flatMap((verb) =>
          ["CachePolicy", "OriginAccessControl", "ResponseHeadersPolicy"].map((kind) => `${verb}${kind}`),
        ),
        resources: ["*"],
      },
      { actions: ["CreateFunction"], resources: ["*"] },
    ],
    reads: reading,
  },
  {
    service: "elasticloadbalancing",
    modules: ["lb"],
    changes: [
      everything(
        ...arns(
          "elasticloadbalancing",
          ...["loadbalancer/app", "listener/app", "listener-rule/app", "targetgroup"].map(
            (kind) => `${kind}/<stage>-*`,
          ),
        ),
      ),
      { actions: ["SetWebAcl"], resources: ["*"] },
    ],
    reads: describing,
  },
  {
    service: "route53",
    modules: ["route53"],
    // Zones have neither names nor tags that IAM can be told to look at when they are made.
    changes: [
      { actions: ["CreateHostedZone"], resources: ["*"] },
      {
        actions: [
          "AssociateVPCWithHostedZone",
          "ChangeResourceRecordSets",
          "ChangeTagsForResource",
          "DeleteHostedZone",
          "DisassociateVPCFromHostedZone",
          "UpdateHostedZoneComment",
        ],
        resources: ["arn:aws:route53:::hostedzone/*"],
      },
    ],
    reads: ["Get*", "List*"],
  },
  {
    service: "wafv2",
    modules: ["wafv2"],
    changes: [
      everything(
        ...arns("wafv2", "regional/webacl/<stage>-*/*"),
        "arn:aws:wafv2:us-east-1:<account>:global/webacl/<stage>-*/*",
      ),
      // The managed groups of a firewall count as resources of their own.
      {
        actions: ["CreateWebACL", "UpdateWebACL"],
        resources: arnsAnywhere("wafv2", "regional/managedruleset/*/*", "global/managedruleset/*/*"),
      },
      {
        actions: ["AssociateWebACL", "DisassociateWebACL"],
        resources: arns("elasticloadbalancing", "loadbalancer/app/<stage>-*"),
      },
    ],
    // No Get* here: it would read samples of requests.
    reads: ["GetLoggingConfiguration", "GetWebACL*", "List*"],
  },
];
