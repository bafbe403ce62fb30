import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "./certificate";
import type { CertificateThresholds } from "./certificate";
import { cloudFrontAccessLog } from "./cloudfront-access-log";
import { CloudFrontAlarms } from "../observability/cloudfront-alarms";
import type { CloudFrontThresholds } from "../observability/cloudfront-alarms";
import { cloudFrontDistribution, defaultApiPaths, readableBy } from "./cloudfront-distribution";
import type { ApiOrigin } from "./cloudfront-distribution";
import { CloudFrontRecords } from "./cloudfront-records";
import type { StandbyTarget } from "./cloudfront-records";
import type { AlarmRouting } from "../observability/metric-alarm";
import { type PageOrigins, pageContentSecurityPolicy } from "./content-security-policy";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { PrivateBucket } from "../data/private-bucket";
import { siteRequestFunction } from "./static-site-request";
import { WebFirewall } from "./web-firewall";
import type { WebFirewallStrictness, WebFirewallThresholds } from "./web-firewall";

/** An API on the site's host, which then needs no cross-origin requests (C-31). */
export interface SameOriginApi extends ApiOrigin {
  /** The ARN of the load balancer's certificate for the site's name, whose DNS records also validate CloudFront's. */
  certificateArn: pulumi.Input<string>;
}

/** The inputs of a site. */
export interface StaticSiteArgs {
  stage: Stage;
  /** The site in a sentence: "the med-platform admin site". */
  subject: string;
  /** When its alarms fire. */
  thresholds: {
    readonly cloudFront: CloudFrontThresholds;
    readonly webFirewall: WebFirewallThresholds;
    readonly certificate: CertificateThresholds;
  };
  /** The stage's account, twelve digits; part of the bucket's name. */
  accountId: string;
  /** The full name under which the site is reached: "admin." and the system's domain. */
  domainName: string;
  /** The public zone that name is in. */
  zoneId: pulumi.Input<string>;
  /**
   * The stage's resources in us-east-1, the region of CloudFront's certificates, web ACLs and
   * metrics: topics for the alarms, and a key that CloudWatch Logs of that region may use.
   */
  global: { routing: AlarmRouting; logsKeyArn: pulumi.Input<string> };
  /** The bucket for CloudFront's access logs, with a policy that allows the log delivery service to write; any region. */
  logBucketArn: pulumi.Input<string>;
  /** Days the web firewall's log is kept. */
  logRetentionDays: number;
  /** The settings of the web firewall. */
  webFirewall: WebFirewallStrictness;
  /** The API on the same host. @default none: the site calls its API on another host */
  api?: SameOriginApi;
  /** What visitors get; "maintenance" returns 503 for everything but `/health` within a minute of `up`. @default "site" */
  serves?: "site" | "maintenance";
  /** Where a rollback by DNS leads the name instead, in whole or in part (MP-RBK-04). @default nowhere */
  standby?: StandbyTarget;
  /** Other origins that the Content-Security-Policy allows. @default none */
  pageOrigins?: PageOrigins;
  /** Seconds a browser refuses plain HTTP after its last visit. @default 31536000, a year (C-06) */
  strictTransportSeconds?: number;
  /** Seconds CloudFront caches an asset without Cache-Control. @default 31536000, a year (MP-PERF-06) */
  assetCacheSeconds?: number;
  /** Paths of immutable files; CloudFront caches them for at least a day. @default ["/assets/*"] */
  assetPaths?: readonly string[];
  /** The locations CloudFront serves from; those of Africa are in 200 and All. @default "PriceClass_200" */
  priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** The oldest TLS version and cipher list; TLSv1.2_2021 or newer (MP-NGX-09). @default "TLSv1.2_2025" */
  tlsPolicy?: "TLSv1.2_2021" | "TLSv1.2_2025" | "TLSv1.3_2025";
  /** Whether the engine refuses to delete the files and the distribution. @default true */
  protectData?: boolean;
}

const usEast1 = "us-east-1";
const oneYear = 31_536_000; // seconds
const defaultTlsPolicy = "TLSv1.2_2025";

/**
 * A single-page application in a private bucket behind CloudFront, alone under its name or with its API at `/api/*` and
 * `/health` (C-31). Only this distribution can read the bucket; `/metrics` is answered 404 at the edge (C-04).
 *
 * Files get there by `aws s3 sync`, hashed assets with `--cache-control "public, max-age=31536000, immutable"` and
 * `index.html` last with `no-cache` (MP-DEP-02, MP-PERF-06): without either, CloudFront requests the bucket each time. The client
 * is then behind two proxies, so the API must trust `trustedProxyHops` of them (C-32).
 *
 * Cost (November 2026, list price, everywhere): about USD 13 a month for the firewall and alarms; traffic about USD 0.11 per
 * GB in Africa, a terabyte a month free.
 */
export class StaticSite extends pulumi.ComponentResource {
  /** The bucket the files are uploaded to. */
  readonly bucketName: pulumi.Output<string>;
  /** The bucket's ARN, for the permission to upload. */
  readonly bucketArn: pulumi.Output<string>;
  /** The id of the distribution, for invalidations. */
  readonly distributionId: pulumi.Output<string>;
  /** The ARN of the distribution. */
  readonly distributionArn: pulumi.Output<string>;
  /** The distribution's DNS name, which has only the site's certificate. */
  readonly distributionDomainName: pulumi.Output<string>;
  /** The address of the site: `https://<domainName>`. */
  readonly url: string;
  /** The number of trusted proxies of an API behind the site: CloudFront and the load balancer (C-32). */
  readonly trustedProxyHops: number;

  constructor(name: string, args: StaticSiteArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:edge:StaticSite", name, facts(args), options);

    // The bucket's policy and the distribution reference each other, so one is created first.
    const [readerArn, setReaderArn] = pulumi.deferredOutput<string>();
    const bucket = this.bucket(name, args, readerArn);
    const functions = this.functions(name, args);
    const distribution = this.distribution(name, args, bucket, functions);
    setReaderArn(distribution.arn);
    cloudFrontAccessLog(
      name,
      { stage: args.stage, distributionArn: distribution.arn, bucketArn: args.logBucketArn },
      { parent: this },
    );
    this.alarms(name, args, distribution, functions);
    this.records(name, args, distribution, bucket);

    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.bucketArn;
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.distributionDomainName = distribution.domainName;
    this.url = `https://${args.domainName}`;
    this.trustedProxyHops = 2;
    this.registerOutputs({
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      distributionDomainName: this.distributionDomainName,
      url: this.url,
      trustedProxyHops: this.trustedProxyHops,
    });
  }

  private bucket(name: string, args: StaticSiteArgs, readerArn: pulumi.Output<string>): PrivateBucket {
    return new PrivateBucket(
      `${name}-files`,
      {
        stage: args.stage,
        accountId: args.accountId,
        dataClass: "public",
        // Public files need no separate key, and CloudFront no permission to use one.
        encryption: "AES256",
        noncurrentVersionDays: 90,
        statements: [readableBy(readerArn)],
        protectData: args.protectData,
        forceDestroy: args.protectData === false,
      },
      { parent: this },
    );
  }

  private certificate(name: string, args: StaticSiteArgs): Certificate {
    return new Certificate(
      `${name}-certificate`,
      {
        stage: args.stage,
        region: usEast1,
        routing: args.global.routing,
        subject: `${args.subject} (CloudFront)`,
        thresholds: args.thresholds.certificate,
        domainNames: [args.domainName],
        zoneId: args.zoneId,
        provedBy: args.api?.certificateArn,
      },
      { parent: this },
    );
  }

  private webFirewall(name: string, args: StaticSiteArgs): WebFirewall {
    return new WebFirewall(
      `${name}-firewall`,
      {
        stage: args.stage,
        region: usEast1,
        routing: args.global.routing,
        subject: args.subject,
        thresholds: args.thresholds.webFirewall,
        protects: "distribution",
        logsKeyArn: args.global.logsKeyArn,
        logRetentionDays: args.logRetentionDays,
        ...args.webFirewall,
      },
      { parent: this },
    );
  }

  private functions(name: string, args: StaticSiteArgs): SiteFunctions {
    const apiPaths = args.api?.paths ?? defaultApiPaths;
    const create = (answers: "site" | "api") =>
      new cloudfront.Function(
        `${name}-${answers}-request`,
        {
          name: physicalName("cloudFrontFunction", args.stage, name, answers),
          comment: `Sees the ${answers} requests of ${args.domainName} first`.slice(0, 128),
          runtime: "cloudfront-js-2.0",
          publish: true,
          code: siteRequestFunction({ answers, apiPaths, maintenance: args.serves === "maintenance" }),
        },
        { parent: this },
      );
    return { site: create("site"), ...(args.api && { api: create("api") }) };
  }

  private distribution(
    name: string,
    args: StaticSiteArgs,
    bucket: PrivateBucket,
    functions: SiteFunctions,
  ): cloudfront.Distribution {
    return cloudFrontDistribution(
      name,
      {
        stage: args.stage,
        domainName: args.domainName,
        certificateArn: this.certificate(name, args).certificateArn,
        webAclArn: this.webFirewall(name, args).webAclArn,
        bucketDomainName: bucket.regionalDomainName,
        api: args.api,
        contentSecurityPolicy: pageContentSecurityPolicy(args.pageOrigins),
        strictTransportSeconds: args.strictTransportSeconds ?? oneYear,
        assetCacheSeconds: args.assetCacheSeconds ?? oneYear,
        assetPaths: args.assetPaths ?? ["/assets/*"],
        functionArns: { site: functions.site.arn, api: functions.api?.arn },
        priceClass: args.priceClass ?? "PriceClass_200",
        tlsPolicy: args.tlsPolicy ?? defaultTlsPolicy,
      },
      { parent: this, protect: args.protectData ?? true },
    );
  }

  private alarms(
    name: string,
    args: StaticSiteArgs,
    distribution: cloudfront.Distribution,
    functions: SiteFunctions,
  ): void {
    new CloudFrontAlarms(
      `${name}-alarms`,
      {
        stage: args.stage,
        routing: args.global.routing,
        subject: args.subject,
        thresholds: args.thresholds.cloudFront,
        distributionId: distribution.id,
        functionNames: { site: functions.site.name, ...(functions.api && { api: functions.api.name }) },
      },
      { parent: this },
    );
  }

  /** DNS records follow once the distribution can read its files. */
  private records(
    name: string,
    args: StaticSiteArgs,
    distribution: cloudfront.Distribution,
    bucket: PrivateBucket,
  ): void {
    const { domainName, zoneId, standby } = args;
    const readable = pulumi.all([distribution.domainName, bucket.bucketName]);
    new CloudFrontRecords(
      `${name}-records`,
      { domainName, zoneId, distributionDomainName: readable.apply(([own]) => own), standby },
      { parent: this },
    );
  }
}

/** The viewer request functions, by purpose. */
interface SiteFunctions {
  readonly site: cloudfront.Function;
  readonly api?: cloudfront.Function;
}

/** Facts of the site for rules at preview time. */
function facts(args: StaticSiteArgs) {
  return {
    stage: args.stage,
    domainName: args.domainName,
    sameOrigin: args.api !== undefined,
    apiPaths: args.api ? (args.api.paths ?? defaultApiPaths) : [],
    serves: args.serves ?? "site",
    standbyShare: args.standby?.share ?? 0,
    tlsPolicy: args.tlsPolicy ?? defaultTlsPolicy,
    priceClass: args.priceClass ?? "PriceClass_200",
    protectData: args.protectData ?? true,
  };
}
