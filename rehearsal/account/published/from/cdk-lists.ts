import * as fs from "node:fs";
import * as path from "node:path";
import type { CanaryRuntimes, ClosedList, ClosedLists } from "../closed-lists";
import type { NpmPackage } from "./npm-package";

/** The lists that aws-cdk-lib has as constants. */
export type CdkLists = Pick<
  ClosedLists,
  | "balancerTlsPolicies"
  | "viewerTlsPolicies"
  | "cachePolicies"
  | "originRequestPolicies"
  | "responseHeadersPolicies"
  | "endpointServices"
  | "certificateAuthorities"
  | "fargatePlatforms"
  | "logRetentionDays"
  | "canaryRuntimes"
>;

/** Reads the constants out of the compiled modules and what is said of canary runtimes out of their declarations. */
export function cdkLists(cdk: NpmPackage): CdkLists {
  const read = (file: string) => fs.readFileSync(path.join(cdk.folder, file), "utf8");
  const list = (file: string, constant: RegExp): ClosedList => {
    const values = [...new Set([...read(file).matchAll(constant)].map(([, value = ""]) => value))].sort((one, other) =>
      one.localeCompare(other, "en", { numeric: true }),
    );
    if (values.length === 0) throw new Error(`${cdk.source} has none of ${constant.source} in ${file}.`);
    return { source: cdk.source, date: cdk.date, values };
  };
  const distributions = (kind: string, file: string) =>
    list(`aws-cloudfront/lib/${file}.js`, new RegExp(`fromManaged${kind}\\("([0-9a-f-]{36})"\\)`, "g"));
  return {
    balancerTlsPolicies: list("aws-elasticloadbalancingv2/lib/shared/enums.js", /="(ELBSecurityPolicy-[^"]+)"/g),
    viewerTlsPolicies: list("aws-cloudfront/lib/distribution.js", /SecurityPolicyProtocol2\.\w+="([^"]+)"/g),
    cachePolicies: distributions("CachePolicy", "cache-policy"),
    originRequestPolicies: distributions("OriginRequestPolicy", "origin-request-policy"),
    responseHeadersPolicies: distributions("ResponseHeadersPolicy", "response-headers-policy"),
    endpointServices: list("aws-ec2/lib/vpc-endpoint.js", /VpcEndpointAwsService\("([^"]+)"/g),
    certificateAuthorities: list("aws-rds/lib/ca-certificate.js", /CaCertificate\.of\("([^"]+)"\)/g),
    fargatePlatforms: list("aws-ecs/lib/fargate/fargate-service.js", /FargatePlatformVersion2\.\w+="([^"]+)"/g),
    // The greatest of them stands for no end in the CDK alone.
    logRetentionDays: list("aws-logs/lib/log-group.js", /RetentionDays2\[RetentionDays2\.(?!INFINITE)\w+=(\d+)\]/g),
    canaryRuntimes: {
      source: cdk.source,
      date: cdk.date,
      runtimes: canaryRuntimes(read("aws-synthetics/lib/runtime.js"), read("aws-synthetics/lib/runtime.d.ts")),
    },
  };
}

function canaryRuntimes(code: string, declarations: string): CanaryRuntimes["runtimes"] {
  const comments = new Map(
    [...declarations.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s*static readonly (\w+): Runtime;/g)].map(
      ([, comment = "", constant = ""]) => [constant, comment],
    ),
  );
  const found = [...code.matchAll(/static (\w+)=new Runtime\("(syn-[^"]+)"/g)].map(([, constant = "", name = ""]) => {
    const comment = comments.get(constant) ?? "";
    const [, node, python] = /Lambda runtime (?:Node\.js (\d+\.x)|Python (\d+\.\d+))/i.exec(comment) ?? [];
    const below = node === undefined ? python && `python${python}` : `nodejs${node}`;
    const lambda = below === undefined ? {} : { lambda: below };
    return [name, { ...lambda, ...(comment.includes("@deprecated") && { deprecated: true as const }) }] as const;
  });
  return Object.fromEntries(found);
}
