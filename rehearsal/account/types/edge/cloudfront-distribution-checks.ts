import type * as aws from "@pulumi/aws";
import type { Creation, Refusal } from "../../resource-type";
import { isIssued } from "./acm";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

type DistributionCreation = Creation<aws.cloudfront.DistributionArgs>;

export const distributionType = "aws:cloudfront/distribution:Distribution";

const priceClasses: readonly string[] = ["PriceClass_100", "PriceClass_200", "PriceClass_All"];

const invalidCertificate = (message: string): Refusal => ({ code: "InvalidViewerCertificate", message });
const invalidArgument = (message: string): Refusal => ({ code: "InvalidArgument", message });

/** What the two kinds of behaviour have in common. */
interface Behavior {
  readonly pathPattern?: string;
  readonly targetOriginId?: string;
  readonly allowedMethods?: readonly string[];
  readonly cachedMethods?: readonly string[];
  readonly cachePolicyId?: string;
  readonly forwardedValues?: object;
  readonly minTtl?: number;
  readonly functionAssociations?: readonly { readonly functionArn?: string; readonly eventType?: string }[];
}

function behaviorsOf({ inputs }: DistributionCreation): readonly Behavior[] {
  return [inputs.defaultCacheBehavior ?? {}, ...(inputs.orderedCacheBehaviors ?? [])];
}

function certificate({ inputs, account }: DistributionCreation): Refusal | undefined {
  const { acmCertificateArn: arn, cloudfrontDefaultCertificate, iamCertificateId } = inputs.viewerCertificate ?? {};
  const aliases = inputs.aliases ?? [];
  if (arn === undefined) {
    return aliases.length > 0 && (cloudfrontDefaultCertificate === true || iamCertificateId === undefined)
      ? invalidCertificate(
          "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.",
        )
      : undefined;
  }
  if (arn.split(":")[3] !== "us-east-1") {
    return invalidCertificate(`The specified SSL certificate ${arn} isn't in the us-east-1 Region.`);
  }
  if (!isIssued(account, arn)) {
    return invalidCertificate(`The specified SSL certificate ${arn} doesn't exist, isn't valid, or isn't issued.`);
  }
  const names = account.find("aws:acm/certificate:Certificate", "arn", arn)?.state.subjectAlternativeNames;
  const covered = Array.isArray(names) ? names.map((name) => textOf(name)) : [];
  const uncovered = aliases.find((alias) => !covered.some((name) => covers(name, alias)));
  return uncovered === undefined
    ? undefined
    : invalidCertificate(
        `The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) ${uncovered}.`,
      );
}

/** Whether a certificate's name stands for an alias: itself, or as a wildcard of one level. */
function covers(name: string, alias: string): boolean {
  return name === alias || (name.startsWith("*.") && alias.slice(alias.indexOf(".")) === name.slice(1));
}

function viewerConnection({ inputs }: DistributionCreation): Refusal | undefined {
  const { acmCertificateArn, sslSupportMethod } = inputs.viewerCertificate ?? {};
  return acmCertificateArn !== undefined && sslSupportMethod === undefined
    ? invalidArgument("The parameter SSLSupportMethod is required with a certificate of your own.")
    : undefined;
}

function aliasTaken({ inputs, id, account }: DistributionCreation): Refusal | undefined {
  const others = account.list(distributionType).filter((other) => other.id !== id);
  const taken = others.some(({ state }) => {
    const aliases = Array.isArray(state.aliases) ? state.aliases : [];
    return (inputs.aliases ?? []).some((alias) => aliases.includes(alias));
  });
  return taken
    ? {
        code: "CNAMEAlreadyExists",
        message: "One or more of the CNAMEs you provided are already associated with a different resource.",
      }
    : undefined;
}

function origins(creation: DistributionCreation): Refusal | undefined {
  const given = creation.inputs.origins ?? [];
  if (given.length === 0) return invalidArgument("The parameter Origins must hold at least one origin.");
  const ids = given.map(({ originId }) => originId);
  if (new Set(ids).size < ids.length) return invalidArgument("The parameter Origin Id is not unique.");
  const groups = (creation.inputs.originGroups ?? []).map(({ originId }) => originId);
  const lost = behaviorsOf(creation).find(({ targetOriginId = "" }) => ![...ids, ...groups].includes(targetOriginId));
  return lost
    ? {
        code: "NoSuchOrigin",
        message: `One or more of your origins or origin groups do not exist: ${lost.targetOriginId ?? ""}.`,
      }
    : undefined;
}

/** Policies have taken the place of the older settings; a behaviour has the one or the other. */
function caching(creation: DistributionCreation): Refusal | undefined {
  for (const behavior of behaviorsOf(creation)) {
    const where = behavior.pathPattern ?? "the default behavior";
    if (behavior.cachePolicyId === undefined && behavior.forwardedValues === undefined) {
      return invalidArgument(`The parameter ForwardedValues is required for ${where}, or a cache policy.`);
    }
    if (behavior.cachePolicyId !== undefined && (behavior.forwardedValues ?? behavior.minTtl) !== undefined) {
      return invalidArgument(`The parameter ForwardedValues cannot be used with a cache policy, for ${where}.`);
    }
    const events = (behavior.functionAssociations ?? []).map(({ eventType }) => eventType);
    if (new Set(events).size < events.length) {
      return {
        code: "InvalidFunctionAssociation",
        message: `There are two functions for one event type, for ${where}.`,
      };
    }
  }
  const paths = (creation.inputs.orderedCacheBehaviors ?? []).map(({ pathPattern }) => pathPattern);
  return new Set(paths).size < paths.length
    ? invalidArgument("The parameter PathPattern is given for several behaviors.")
    : undefined;
}

/** The sets of methods that CloudFront forwards, sorted (CloudFront API reference, AllowedMethods). */
const methodSets = ["GET HEAD", "GET HEAD OPTIONS", "DELETE GET HEAD OPTIONS PATCH POST PUT"];

function methods(creation: DistributionCreation): Refusal | undefined {
  for (const { allowedMethods = ["GET", "HEAD"], cachedMethods = [] } of behaviorsOf(creation)) {
    if (!methodSets.includes([...allowedMethods].sort().join(" "))) {
      return invalidArgument(`The parameter AllowedMethods must be one of ${methodSets.join("; ")}.`);
    }
    const other = cachedMethods.find((method) => !allowedMethods.includes(method));
    if (other !== undefined) return invalidArgument(`The parameter CachedMethods has ${other}, which is not allowed.`);
  }
  return undefined;
}

/** Only a published function can be attached: one that is LIVE. */
function functions(creation: DistributionCreation): Refusal | undefined {
  const draft = behaviorsOf(creation)
    .flatMap(({ functionAssociations = [] }) => functionAssociations)
    .map(({ functionArn }) => creation.account.find("aws:cloudfront/function:Function", "arn", functionArn))
    .find((found) => found?.state.publish === false);
  return draft
    ? { code: "InvalidFunctionAssociation", message: `The function ${draft.id} has no LIVE stage to associate.` }
    : undefined;
}

function pricing({ inputs: { priceClass } }: DistributionCreation): Refusal | undefined {
  return priceClass === undefined || priceClasses.includes(priceClass)
    ? undefined
    : invalidArgument(`The price class ${priceClass} is not one of ${priceClasses.join(", ")}.`);
}

/** WAF's lists for CloudFront are global ones; one of a region is not found there. */
function webAclScope({ inputs: { webAclId } }: DistributionCreation): Refusal | undefined {
  return webAclId?.startsWith("arn:") === true && !webAclId.includes(":global/webacl/")
    ? { code: "InvalidWebACLId", message: `Web ACL is not accessible by the requester: ${webAclId}` }
    : undefined;
}

/** What is refused about a distribution. */
export const distributionChecks = firstRefusal(
  certificate,
  viewerConnection,
  aliasTaken,
  origins,
  caching,
  methods,
  functions,
  pricing,
  webAclScope,
);
