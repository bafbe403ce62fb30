import type { DistributionState } from "../../selectors/cloudfront";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** TLS 1.2 with the ciphers of 2021, and later policies. Source: CloudFront Developer Guide, "Supported protocols". */
const modern = /^TLSv1\.(2_20(2[1-9]|[3-9]\d)|3_20\d\d)$/;

export const cloudfrontTlsMin = resourceRule<DistributionState>({
  id: "cloudfront-tls-min",
  title: "CloudFront uses an ACM certificate and TLSv1.2_2021 or later",
  severity: "high",
  enforcement: "everywhere",
  rows: ["MP-NGX-09", "MP-NGX-10", "DS-HRD-01"],
  frameworks: ["FSBP CloudFront.7", "Checkov CKV_AWS_174", "Checkov CKV2_AWS_42", "cdk-nag CFR4"],
  remediation:
    "Set viewerCertificate to { acmCertificateArn, sslSupportMethod: 'sni-only', minimumProtocolVersion: 'TLSv1.2_2021' }.",
  example: 'new cloudfront.Distribution("site", { viewerCertificate: { cloudfrontDefaultCertificate: true }, … });',
  types: tokens.distributions,
  check({ props }, context) {
    context.requires({
      read: () => {
        const certificate = props.viewerCertificate;
        // Its absence is not looked up by value: an ARN may be unknown, but then there is one.
        if (certificate !== undefined && "acmCertificateArn" in certificate) return "from ACM";
        if (certificate?.iamCertificateId !== undefined) return "an IAM server certificate";
        return "CloudFront's own certificate, which allows TLS 1.0";
      },
      accept: (source) => source === "from ACM",
      found: (source) => source,
      needed: "the ARN of an ACM certificate in us-east-1",
      setting: "viewerCertificate",
    });
    context.requires({
      // Absent is TLSv1. With CloudFront's own certificate it is always TLSv1, which is reported above.
      read: () => props.viewerCertificate?.minimumProtocolVersion,
      accept: (version) => modern.test(version ?? "") || props.viewerCertificate?.cloudfrontDefaultCertificate === true,
      found: (version) => `minimumProtocolVersion ${version ?? "not set"}`,
      needed: "TLSv1.2_2021 or later",
      setting: "viewerCertificate",
    });
  },
});
