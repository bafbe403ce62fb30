import type { RuleContext } from "../../context";
import { eachBehavior } from "../../selectors/cloudfront";
import type { Behavior, DistributionState } from "../../selectors/cloudfront";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";
import { isUnknownValueError } from "../../unknown-value";

const policyType = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";

/** A policy for the headers of answers, as far as this rule reads it. */
interface HeadersPolicyState {
  readonly id: string;
  /** Ends in the id, which is not among the properties of a deployed resource. */
  readonly arn: string;
  readonly securityHeadersConfig: {
    readonly strictTransportSecurity?: {
      readonly accessControlMaxAgeSec?: number;
      readonly includeSubdomains?: boolean;
      readonly override?: boolean;
    };
    readonly contentTypeOptions?: { readonly override?: boolean };
  };
}

/** The policies that AWS manages, by their fixed ids: the HSTS of those that have any leaves subdomains out. */
const managed: Readonly<Record<string, string | undefined>> = {
  "67f7725c-6f97-4210-82d7-5512b31e9d03": "SecurityHeadersPolicy",
  "eaab4381-ed33-4a86-88ca-d9558dc6cd63": "CORS-with-preflight-and-SecurityHeadersPolicy",
  "e61eb60c-9c35-4d20-a928-2b84e02af89c": "CORS-and-SecurityHeadersPolicy",
  "60669652-455b-4ae9-85a4-c4c02393f86c": "SimpleCORS",
  "5cc3b908-e619-4b99-88e5-2cf7f45965bd": "CORS-With-Preflight",
};

export const cloudfrontHeaders = stackRule({
  id: "cloudfront-headers",
  title: "CloudFront responses have HSTS with subdomains and X-Content-Type-Options",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-HRD-02", "AH-NET-05", "MP-AUTH-05"],
  frameworks: ["Checkov CKV_AWS_259", "Checkov CKV2_AWS_32"],
  settings: {
    maximumAge: {
      description: "Minimum max-age of the HSTS header, in seconds.",
      default: 31_536_000,
      minimum: 15_768_000,
      maximum: 126_144_000,
    },
  },
  remediation:
    "Give each behaviour the id of an aws.cloudfront.ResponseHeadersPolicy with strictTransportSecurity and contentTypeOptions.",
  example: 'new cloudfront.Distribution("site", { orderedCacheBehaviors: [{ pathPattern: "/api/*", … }], … });',
  types: tokens.distributions,
  check(stack, context) {
    const policies = new Set<StackResource<HeadersPolicyState>>();
    for (const distribution of stack.of<DistributionState>(tokens.distributions)) {
      const about = context.about(distribution);
      eachBehavior(distribution.props, about, (behavior, path, property) => {
        const policy = policyOf(stack, distribution, property, behavior);
        if (policy !== undefined) {
          policies.add(policy);
          return;
        }
        const id = behavior.responseHeadersPolicyId ?? "";
        const name = managed[id];
        if (id === "") {
          const needed = "a response headers policy with HSTS and nosniff";
          about.fails({ found: `no response headers policy for ${path}`, needed, setting: property });
        } else if (name === undefined) {
          about.undecided("the response headers policy, which is not in this stack");
        } else {
          const needed = "HSTS with includeSubdomains";
          about.fails({ found: `the managed policy ${name} for ${path}`, needed, setting: property });
        }
      });
    }
    for (const policy of policies) requiresHeaders(policy, context.about(policy));
  },
});

/** The policy of a behaviour; while its id is unknown, the only one its property was made from. */
function policyOf(
  stack: StackView,
  distribution: StackResource,
  property: string,
  behavior: Behavior,
): StackResource<HeadersPolicyState> | undefined {
  const made = (distribution.propertyDependencies[property] ?? []).filter(({ type }) => type === policyType);
  let id: string | undefined;
  try {
    id = behavior.responseHeadersPolicyId;
  } catch (error) {
    if (isUnknownValueError(error) && made.length === 1) return made[0];
    throw error;
  }
  if (id === undefined || managed[id] !== undefined) return undefined;
  return stack
    .of<HeadersPolicyState>([policyType])
    .find(({ props }) => props.id === id || (props.arn ?? "").endsWith(`/${id}`));
}

function requiresHeaders(policy: StackResource<HeadersPolicyState>, about: RuleContext): void {
  const age = about.setting("maximumAge");
  const setting = "securityHeadersConfig";
  about.requires({
    read: () => policy.props.securityHeadersConfig?.strictTransportSecurity,
    accept: (hsts) => (hsts?.accessControlMaxAgeSec ?? 0) >= age && hsts?.includeSubdomains === true,
    found: (hsts) =>
      hsts === undefined
        ? "no HSTS header"
        : `HSTS for ${hsts.accessControlMaxAgeSec ?? 0} s ${hsts.includeSubdomains === true ? "with" : "without"} subdomains`,
    needed: `HSTS for at least ${age} s with includeSubdomains`,
    setting,
  });
  about.requires({
    read: () => policy.props.securityHeadersConfig?.contentTypeOptions,
    accept: (options) => options !== undefined,
    found: () => "no X-Content-Type-Options header",
    needed: "contentTypeOptions",
    setting,
  });
}
