import type { StackResource, StackView } from "../stack-view";
import { eachKnownText } from "./texts";
import { known } from "../unknown-value";
import { tokens } from "./tokens";

export const canaryType = "aws:synthetics/canary:Canary";

/** A canary, as far as rules read it. */
export interface CanaryState {
  readonly startCanary: boolean;
  readonly schedule: { readonly expression?: string; readonly durationInSeconds?: number };
  readonly runConfig: { readonly environmentVariables?: Readonly<Record<string, string>> };
  readonly s3Bucket: string;
  readonly s3Key: string;
}

const objectTypes = ["aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject"];

/** The hosts that the script and the variables of a canary name for HTTPS; undefined where neither has an address in it. */
export function hostsAskedBy(stack: StackView, canary: StackResource<CanaryState>): readonly string[] | undefined {
  const addresses: { readonly scheme: string; readonly host: string }[] = [];
  const note = (text: string) => {
    for (const [, scheme = "", host = ""] of text.matchAll(/\b(https?):\/\/([a-z0-9.-]+)/gi))
      addresses.push({ scheme: scheme.toLowerCase(), host: host.toLowerCase() });
  };
  eachKnownText(known(() => canary.props.runConfig?.environmentVariables) ?? {}, note);
  const made = canary.propertyDependencies.s3Key ?? [];
  for (const object of stack.of<{ key: string; source: unknown; content: string }>(objectTypes)) {
    const isScript =
      made.some(({ urn }) => urn === object.urn) || known(() => object.props.key) === known(() => canary.props.s3Key);
    if (isScript)
      eachKnownText({ source: known(() => object.props.source), content: known(() => object.props.content) }, note);
  }
  if (addresses.length === 0) return undefined;
  return addresses.filter(({ scheme }) => scheme === "https").map(({ host }) => host);
}

/** A load balancer, a listener, or a rule of one, as far as host names go. */
interface EdgeState {
  readonly internal: boolean;
  readonly protocol: string;
  readonly port: number;
  readonly actions: readonly { readonly type?: string }[];
  readonly conditions: readonly { readonly hostHeader?: { readonly values?: readonly string[] } }[];
}

/** The host names, without patterns, for which a public load balancer forwards HTTPS requests on port 443. */
export function publicHosts(stack: StackView): readonly string[] {
  const by = ["arn", "id"];
  const balancers = stack.of<EdgeState>(tokens.loadBalancers).filter(({ props }) => props.internal !== true);
  const listeners = balancers
    .flatMap((balancer) => stack.pointingAt<EdgeState>(balancer, tokens.listeners, { property: "loadBalancerArn", by }))
    .filter(({ props }) => props.port === 443);
  const rules = listeners.flatMap((listener) =>
    stack.pointingAt<EdgeState>(listener, tokens.listenerRules, { property: "listenerArn", by }),
  );
  const hosts = rules
    .filter(({ props }) => (props.actions ?? []).some(({ type }) => type === "forward"))
    .flatMap(({ props }) => (props.conditions ?? []).flatMap(({ hostHeader }) => hostHeader?.values ?? []));
  return [...new Set(hosts.map((host) => host.toLowerCase()))].filter((host) => !/[*?]/.test(host));
}
