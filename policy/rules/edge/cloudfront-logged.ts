import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";

const sourceTypes = ["aws:cloudwatch/logDeliverySource:LogDeliverySource"];
const deliveryTypes = ["aws:cloudwatch/logDelivery:LogDelivery"];

interface DistributionState {
  readonly loggingConfig: { readonly bucket?: string };
}

export const cloudfrontLogged = stackRule({
  id: "cloudfront-logged",
  title: "CloudFront distributions deliver access logs",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-VER-10"],
  frameworks: ["FSBP CloudFront.5", "Checkov CKV_AWS_86", "cdk-nag CFR3"],
  remediation: "Add an aws.cloudwatch.LogDeliverySource for the distribution and an aws.cloudwatch.LogDelivery of it.",
  example: 'new cloudfront.Distribution("site", { origins, defaultCacheBehavior, … }); // and no LogDelivery',
  types: tokens.distributions,
  check(stack, context) {
    for (const distribution of stack.of<DistributionState>(tokens.distributions)) {
      context.about(distribution).requires({
        read: () => {
          const sources = stack.pointingAt(distribution, sourceTypes, { property: "resourceArn", by: ["arn"] });
          const delivered = sources.filter(
            (source) =>
              stack.pointingAt(source, deliveryTypes, { property: "deliverySourceName", by: ["name"] }).length > 0,
          );
          return delivered.length > 0 || (givenValue(distribution, "loggingConfig")?.bucket ?? "") !== "";
        },
        accept: (logged) => logged,
        found: () => "no delivery of access logs",
        needed: "a log delivery, or loggingConfig",
        setting: "aws.cloudwatch.LogDelivery",
      });
    }
  },
});
