import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "../observability/metric-alarm";
import type { AlarmRouting } from "../observability/metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { tooManyRequestsKey, webFirewallRules } from "./web-firewall-rules";
import type { Webhook } from "./web-firewall-rules";
import type { WebFirewallRule } from "./web-firewall-rules";
import { signInRule } from "./web-firewall-sign-in";
import type { SignInLimit } from "./web-firewall-sign-in";

/** The settings of a web firewall. */
export interface WebFirewallStrictness {
  /** Requests that one address may send in ten minutes, at least 10: the coarse outer layer (C-07). */
  requestsPerTenMinutes: number;
  /** The action of the rules. @default "block" */
  mode?: "block" | "count";
  /**
   * Prefixes of paths whose bodies are files, such as uploads: they may be larger than 8 KiB, and are not searched for
   * attacks; the application must validate these bodies. @default []
   */
  largeBodyPaths?: readonly string[];
  /**
   * Paths to which a vendor posts user content. Bodies there are not searched for attacks or refused for their size, and
   * the vendor's addresses have a separate limit; the application must check the vendor's signature. @default []
   */
  webhooks?: readonly Webhook[];
  /** A lower limit for the sign-in paths (MP-HST-09). @default none */
  signIn?: SignInLimit;
}

/** When the alarm of a web firewall fires. */
export interface WebFirewallThresholds {
  /** Blocked requests within 5 minutes. */
  readonly blockedRequests: number;
}

/** The protected resource and the settings of the web firewall. */
export interface WebFirewallArgs extends WebFirewallStrictness {
  stage: Stage;
  routing: AlarmRouting;
  /** The protected resource, for texts: "the med-platform API". */
  subject: string;
  thresholds: WebFirewallThresholds;
  /** The region the firewall is in: the stage's, or us-east-1 for CloudFront. */
  region: string;
  /**
   * The protected resource: a "load-balancer" of its region, with which it is associated here, or a "distribution" of CloudFront,
   * which references the web ACL itself. @default "load-balancer"
   */
  protects?: "load-balancer" | "distribution";
  /** The ARN of the load balancer that is protected; absent for a distribution. */
  loadBalancerArn?: pulumi.Input<string>;
  /**
   * Whether the firewall limits the requests of one address. False for a load balancer behind CloudFront: the addresses
   * that connect there are CloudFront's, and the first address in X-Forwarded-For, the one AWS WAF reads, is set by
   * the client (AWS WAF API, ForwardedIPConfig), so anyone could use up the limit of another. The firewall of the
   * distribution limits instead, by the client's connection (C-32). @default true
   */
  limitsRequests?: boolean;
  /** The ARN of the key that encrypts the log. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the log is kept. */
  logRetentionDays: number;
}

/** Headers whose values are replaced wherever the firewall shows a request. */
const credentialHeaders = ["authorization", "cookie"];

/**
 * A web firewall in front of a load balancer or a CloudFront distribution: Amazon's managed rules against common attacks and bad addresses, and a
 * limit of requests per address. Its log contains blocked and counted requests, without credentials and query strings.
 *
 * Cost (November 2026, list price, everywhere): about USD 12 a month for the list and its rules, USD 0.60 per million
 * requests.
 */
export class WebFirewall extends pulumi.ComponentResource {
  /** The ARN of the web access control list. */
  readonly webAclArn: pulumi.Output<string>;
  /** The name of the log group. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: WebFirewallArgs, options?: pulumi.ComponentResourceOptions) {
    refuseMisplaced(name, args);
    super("care-platform:edge:WebFirewall", name, facts(args), options);

    const webAcl = this.webAcl(name, args);
    const logGroup = this.logGroup(name, args);
    this.logging(name, args, webAcl, logGroup);
    if (args.loadBalancerArn !== undefined) this.association(name, args.loadBalancerArn, webAcl);
    this.blockedRequestsAlarm(name, args, webAcl);

    this.webAclArn = webAcl.arn;
    this.logGroupName = logGroup.name;
    this.registerOutputs({ webAclArn: this.webAclArn, logGroupName: this.logGroupName });
  }

  private webAcl(name: string, args: WebFirewallArgs): wafv2.WebAcl {
    const physical = physicalName("webAcl", args.stage, name);
    return new wafv2.WebAcl(
      `${name}-acl`,
      {
        region: args.region,
        name: physical,
        description: `Requests from the internet to ${name}`,
        scope: protectsDistribution(args) ? "CLOUDFRONT" : "REGIONAL",
        defaultAction: { allow: {} },
        customResponseBodies: [
          {
            key: tooManyRequestsKey,
            contentType: "APPLICATION_JSON",
            content: JSON.stringify({ error: "Too many requests. Try again in ten minutes." }),
          },
        ],
        // Redaction covers the log only; this covers the sampled requests in the console too.
        dataProtectionConfig: {
          dataProtections: [
            { action: "SUBSTITUTION", field: { fieldType: "SINGLE_HEADER", fieldKeys: credentialHeaders } },
            { action: "SUBSTITUTION", field: { fieldType: "QUERY_STRING" } },
          ],
        },
        rules: this.rules(args, physical),
        visibilityConfig: { metricName: physical, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
      },
      { parent: this },
    );
  }

  private rules(args: WebFirewallArgs, metricPrefix: string): WebFirewallRule[] {
    const acting = { mode: args.mode ?? "block", metricPrefix };
    const rules = webFirewallRules({ ...args, ...acting });
    const signIn = args.limitsRequests === false ? undefined : args.signIn;
    return [...rules, ...(signIn ? [signInRule(signIn, acting, rules.length)] : [])];
  }

  private logGroup(name: string, args: WebFirewallArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${name}-log`,
      {
        region: args.region,
        // WAF delivers only to log groups with this prefix.
        name: `aws-waf-logs-${physicalName("webAcl", args.stage, name)}`,
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.logsKeyArn,
      },
      { parent: this },
    );
  }

  private logging(
    name: string,
    { region }: WebFirewallArgs,
    webAcl: wafv2.WebAcl,
    logGroup: cloudwatch.LogGroup,
  ): void {
    new wafv2.WebAclLoggingConfiguration(
      `${name}-logging`,
      {
        region,
        resourceArn: webAcl.arn,
        logDestinationConfigs: [logGroup.arn],
        redactedFields: [
          ...credentialHeaders.map((header) => ({ singleHeader: { name: header } })),
          { queryString: {} },
        ],
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: [{ actionCondition: { action: "BLOCK" } }, { actionCondition: { action: "COUNT" } }],
            },
          ],
        },
      },
      { parent: this },
    );
  }

  private association(name: string, loadBalancerArn: pulumi.Input<string>, webAcl: wafv2.WebAcl): void {
    new wafv2.WebAclAssociation(
      `${name}-association`,
      { webAclArn: webAcl.arn, resourceArn: loadBalancerArn },
      { parent: this },
    );
  }

  private blockedRequestsAlarm(name: string, args: WebFirewallArgs, webAcl: wafv2.WebAcl): void {
    const threshold = args.thresholds.blockedRequests;
    metricAlarm(
      `${name}-blocked-requests`,
      {
        stage: args.stage,
        region: args.region,
        severity: "warning",
        routing: args.routing,
        summary: `The web firewall of ${args.subject} blocked more than ${threshold} requests within 5 minutes.`,
        runbook: "edge/web-firewall-blocked-requests",
        threshold,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
        metric: {
          namespace: "AWS/WAFV2",
          name: "BlockedRequests",
          // CloudFront's firewalls report without a region (AWS WAF Developer Guide, metrics and dimensions).
          dimensions: {
            WebACL: webAcl.name,
            ...(protectsDistribution(args) ? {} : { Region: args.region }),
            Rule: "ALL",
          },
          statistic: "Sum",
          period: 300,
        },
      },
      { parent: this },
    );
  }
}

function protectsDistribution({ protects = "load-balancer" }: WebFirewallArgs): boolean {
  return protects === "distribution";
}

function refuseMisplaced(name: string, args: WebFirewallArgs): void {
  if (protectsDistribution(args) === (args.loadBalancerArn !== undefined)) {
    throw new pulumi.RunError(
      `The web firewall ${name} protects a load balancer by its loadBalancerArn, or a distribution without one.`,
    );
  }
  if (protectsDistribution(args) && args.region !== "us-east-1") {
    throw new pulumi.RunError(
      `The web firewall ${name} of a distribution is in ${args.region}; it must be in us-east-1.`,
    );
  }
}

/** Facts of the firewall for rules at preview time. */
function facts(args: WebFirewallArgs) {
  return {
    stage: args.stage,
    protects: args.protects ?? "load-balancer",
    mode: args.mode ?? "block",
    requestsPerTenMinutes: args.requestsPerTenMinutes,
    limitsRequests: args.limitsRequests ?? true,
    largeBodyPaths: args.largeBodyPaths ?? [],
    webhooks: args.webhooks ?? [],
    signIn: args.signIn,
    logRetentionDays: args.logRetentionDays,
  };
}
