import type { ListenerCertificateState, ListenerState } from "@pulumi/aws/lb";
import { protocolOf } from "../../selectors/listeners";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { Reference } from "../../stack-view";

/** Accepted certificates of a listener: issued by ACM, or imported there with an expiry alarm. */
const issued: Reference = {
  property: "certificateArn",
  to: [
    "aws:acm/certificate:Certificate",
    "aws:acm/certificateValidation:CertificateValidation",
    "aws:acmpca/certificate:Certificate",
  ],
  by: ["arn", "certificateArn"],
};

export const acmCertificateUsed = stackRule({
  id: "acm-certificate-used",
  title: "Load balancer listeners use ACM certificates",
  severity: "medium",
  enforcement: "everywhere",
  rows: ["AH-NET-02", "AH-DEP-20", "MP-NGX-08"],
  frameworks: ["cdk-nag ELBv2ACMCertificateRequired"],
  remediation: "Set certificateArn to the ARN of an aws.acm.Certificate that has been validated.",
  example: 'new lb.Listener("https", { certificateArn: uploaded.arn, … }); // an aws.iam.ServerCertificate',
  types: [...tokens.listeners, ...tokens.listenerCertificates],
  check(stack, context) {
    for (const listener of stack.of<ListenerState>(tokens.listeners)) {
      const about = context.about(listener);
      about.guard(() => {
        if (!["HTTPS", "TLS"].includes(protocolOf(listener.props))) return;
        requires(listener);
      });
    }
    for (const certificate of stack.of<ListenerCertificateState>(tokens.listenerCertificates)) requires(certificate);

    function requires(holder: (typeof stack.resources)[number]): void {
      context.about(holder).requires({
        read: () => {
          if (stack.referenced(holder, issued) !== undefined) return "from ACM";
          const arn = (holder.props as { certificateArn?: string }).certificateArn;
          if (arn === undefined) return "no certificate";
          return /^arn:[\w-]+:acm:/.test(arn) ? "from ACM" : "an IAM server certificate";
        },
        accept: (source) => source === "from ACM",
        found: (source) => source,
        needed: "the ARN of an ACM certificate",
        setting: "certificateArn",
      });
    }
  },
});
