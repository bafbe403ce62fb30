import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { counted } from "../observability/alarm-words";
import { metricAlarm } from "../observability/metric-alarm";
import type { AlarmRouting } from "../observability/metric-alarm";
import type { Stage } from "../naming";

/** When the alarm of a certificate fires. */
export interface CertificateThresholds {
  /** Days before expiry; ACM renews 45 days or more before. */
  readonly expiryDays: number;
}

/** Which names a certificate is for, and where their ownership is proved. */
export interface CertificateArgs {
  stage: Stage;
  /** The region that uses the certificate; CloudFront takes those of us-east-1 only. @default the provider's region */
  region?: string;
  /** Its alert topics, in the certificate's region. */
  routing: AlarmRouting;
  /** The user of the certificate, for texts: "the load balancer of the med-platform API". */
  subject: string;
  /** The domain names, the primary one first, at most 10; `*.` matches every name one level below. */
  domainNames: readonly string[];
  /** The hosted zone of the names. */
  zoneId: pulumi.Input<string>;
  /**
   * The ARN of an issued certificate for the same names in another region. ACM requires the same records in every region
   * of an account, so its records validate this one too, and a second set of them would be refused.
   * @default own records
   */
  provedBy?: pulumi.Input<string>;
  thresholds: CertificateThresholds;
}

/**
 * How long a deployment waits for ACM to issue a certificate. The provider's own 75 minutes (aws_acm_certificate_validation)
 * are longer than the default session of an assumed role, one hour. House value: once the domain is delegated,
 * ACM takes up to 30 minutes.
 */
const validationWait = "35m";

/** Seconds a day. */
const day = 86_400;

/**
 * A public certificate from ACM, validated by records in the zone and renewed by AWS while they exist (AH-NET-02).
 * Its ARN is available only once the certificate is issued, so that a listener never uses an unissued one.
 *
 * Cost (November 2026, list price, everywhere): none; the alarm costs about USD 0.10 a month.
 */
export class Certificate extends pulumi.ComponentResource {
  /** The ARN of the issued certificate. */
  readonly certificateArn: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:edge:Certificate", name, { domainNames: args.domainNames }, options);

    const certificate = this.certificate(name, args);
    const records = args.provedBy === undefined ? this.validationRecords(name, args, certificate) : [];
    const validation = this.validation(name, args, certificate, records);
    this.expiryAlarm(name, args, certificate);

    this.certificateArn = validation.certificateArn;
    this.registerOutputs({ certificateArn: this.certificateArn });
  }

  private certificate(name: string, args: CertificateArgs): acm.Certificate {
    const [domainName, ...others] = args.domainNames;
    if (domainName === undefined) throw new pulumi.RunError(`The certificate ${name} names no domain.`);
    return new acm.Certificate(
      `${name}-certificate`,
      {
        region: args.region,
        domainName,
        subjectAlternativeNames: others.length > 0 ? others : undefined,
        validationMethod: "DNS",
        keyAlgorithm: "RSA_2048",
        options: { certificateTransparencyLoggingPreference: "ENABLED" },
      },
      { parent: this },
    );
  }

  private validationRecords(name: string, args: CertificateArgs, certificate: acm.Certificate): route53.Record[] {
    return provedNames(args.domainNames).map((domainName) => {
      const option = certificate.domainValidationOptions.apply((options) => optionFor(domainName, options));
      return new route53.Record(
        `${name}-validation-${domainName}`,
        {
          zoneId: args.zoneId,
          name: option.resourceRecordName,
          type: option.resourceRecordType,
          records: [option.resourceRecordValue],
          ttl: 300,
        },
        { parent: this },
      );
    });
  }

  private validation(
    name: string,
    { region, provedBy }: CertificateArgs,
    certificate: acm.Certificate,
    records: route53.Record[],
  ): acm.CertificateValidation {
    return new acm.CertificateValidation(
      `${name}-validation`,
      provedBy === undefined
        ? { region, certificateArn: certificate.arn, validationRecordFqdns: records.map((record) => record.fqdn) }
        : { region, certificateArn: pulumi.all([certificate.arn, provedBy]).apply(([arn]) => arn) },
      { parent: this, customTimeouts: { create: validationWait } },
    );
  }

  private expiryAlarm(name: string, args: CertificateArgs, certificate: acm.Certificate): void {
    const days = args.thresholds.expiryDays;
    metricAlarm(
      `${name}-expiry`,
      {
        stage: args.stage,
        region: args.region,
        severity: "warning",
        routing: args.routing,
        summary: `The certificate for ${args.domainNames.join(", ")} of ${args.subject} expires in less than ${counted(days, "day")}: ACM did not renew it.`,
        runbook: "edge/certificate-expiry",
        threshold: days,
        comparisonOperator: "LessThanThreshold",
        evaluationPeriods: 1,
        metric: {
          namespace: "AWS/CertificateManager",
          name: "DaysToExpiry",
          dimensions: { CertificateArn: certificate.arn },
          statistic: "Minimum",
          period: day,
        },
      },
      { parent: this },
    );
  }
}

function withoutWildcard(domainName: string): string {
  return domainName.replace(/^\*\./, "");
}

/** ACM lists its options in no particular order, so each is found by its name. */
function optionFor<Option extends { domainName: string }>(domainName: string, options: readonly Option[]): Option {
  const option = options.find((candidate) => withoutWildcard(candidate.domainName) === domainName);
  if (option === undefined) throw new pulumi.RunError(`ACM asks for no validation record for ${domainName}.`);
  return option;
}

/** The names that need a validation record: a name and its wildcard share one. */
export function provedNames(domainNames: readonly string[]): string[] {
  return [...new Set(domainNames.map(withoutWildcard))];
}
