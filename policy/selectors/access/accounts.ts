import { isUnknownValueError, known } from "../../unknown-value";
import type { StackResource, StackView } from "../../stack-view";
import { fromJson } from "../json-text";
import { eachKnownText } from "../texts";

const accountNumber = /^\d{12}$/;

/**
 * The accounts of Elastic Load Balancing that write access logs, one for each Region that was opened before August 2022.
 * Source: terraform-provider-aws, internal/service/elb/service_account_data_source.go.
 */
const loadBalancing: ReadonlySet<string> = new Set([
  ...["098369216593", "754344448648", "582318560864", "600734575887", "383597477331", "718504428378", "114774131450"],
  ...["783225319266", "589379963580", "985666609251", "638102146993", "037604701340", "054676820928", "897822967062"],
  ...["635631232127", "156460612806", "652711504416", "009996457667", "076674570225", "507241528517", "127311923021"],
  ...["033677994240", "190560391635", "048591011584", "027434742980", "797873946194"],
]);

/** Types whose property `arn` may be another resource's ARN. Source: the inputs of @pulumi/aws 7.48.0. */
const arnOfAnother: ReadonlySet<string> = new Set([
  ...["aws:cloudwatch/eventTarget:EventTarget", "aws:lakeformation/resource:Resource", "aws:kinesis/stream:Stream"],
  ...["aws:notifications/channelAssociation:ChannelAssociation", "aws:sns/dataProtectionPolicy:DataProtectionPolicy"],
  ...["aws:sns/topicPolicy:TopicPolicy", "aws:ssm/parameter:Parameter"],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
]);

const atlasAccessSetup = "mongodbatlas:index/cloudProviderAccessSetup:CloudProviderAccessSetup";

/** The account of a principal or an ARN; undefined if it has none, as in the ARN of a bucket. */
export function accountOf(text: string): string | undefined {
  const account = accountNumber.test(text) ? text : text.startsWith("arn:") ? text.split(":")[4] : undefined;
  return account !== undefined && accountNumber.test(account) ? account : undefined;
}

/** The accounts that a stack may admit. */
export interface StackAccounts {
  /** The accounts of its resources, by their ARNs. Empty while no ARN is known. */
  readonly own: ReadonlySet<string>;
  /** Those of MongoDB that Atlas names for a role; such a role must demand an external ID. */
  readonly vendors: ReadonlySet<string>;
}

/** The accounts that a resource's provider may work in: it refuses every other before it does anything. */
export function allowedAccounts({ provider }: Pick<StackResource, "provider">): readonly string[] {
  const written = known(() => provider?.props.allowedAccountIds);
  // The engine keeps the inputs of a provider that are no texts as JSON.
  const accounts: readonly unknown[] = [fromJson(written)].flat();
  return accounts.flatMap((account) => (typeof account === "string" && accountNumber.test(account) ? [account] : []));
}

/**
 * Determines the accounts of a stack: from the ARNs of its outputs, and while a preview knows none of them, from its
 * providers' allowed accounts.
 */
export function accountsOf(stack: StackView): StackAccounts {
  const own = new Set<string>();
  for (const { type, props } of stack.resources) {
    if (!type.startsWith("aws:") || arnOfAnother.has(type)) continue;
    const arn = known(() => (props as { readonly arn?: unknown }).arn);
    const account = typeof arn === "string" ? accountOf(arn) : undefined;
    if (account !== undefined) own.add(account);
  }
  if (own.size === 0) {
    for (const resource of stack.resources)
      if (resource.type.startsWith("aws:")) allowedAccounts(resource).forEach((account) => own.add(account));
  }
  const vendors = new Set<string>();
  for (const { props } of stack.of([atlasAccessSetup])) {
    eachKnownText(props, (text) => {
      const account = accountOf(text);
      if (account !== undefined && !own.has(account)) vendors.add(account);
    });
  }
  return { own, vendors };
}

/** Whether an account belongs to the load balancers of AWS, which write access logs with it. */
export function isOfLoadBalancing(account: string): boolean {
  return loadBalancing.has(account);
}

/** Visits resources; returns the first unknown value, or undefined. */
export function visitKnown(
  resources: readonly StackResource[],
  visit: (resource: StackResource) => void,
): Error | undefined {
  let unknown: Error | undefined;
  for (const resource of resources) {
    try {
      visit(resource);
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown ??= error;
    }
  }
  return unknown;
}
